import { demand, may } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { NotFound } from '@castellan/common';
import type { ListRow } from '@castellan/data';
import { WEBHOOK_EVENTS, WebhookEndpoints } from '@castellan/webhooks';
import { Injectable } from '@nestjs/common';
import { PanelLists } from './lists.service.js';
import type { Choice } from './choice.js';

const RECENT = 10;

/** What operators see of one webhook endpoint besides its row. Every method throws `PermissionDenied`, and `NotFound` for what is not there. */
@Injectable()
export class PanelWebhooks {
  constructor(
    private readonly lists: PanelLists,
    private readonly endpoints: WebhookEndpoints,
  ) {}

  /** As the list has it; whoever may change it sees the whole address. */
  async endpoint(operator: Operator, id: string): Promise<ListRow> {
    const [row] = await this.lists.find(operator, 'webhooks', [id]);
    if (!row) throw new NotFound();
    return may(operator, 'webhooks.change') ? { ...row, url: await this.endpoints.url(operator, id) } : row;
  }

  /** That the one was told the other: an id of another endpoint names nothing here. */
  async demandDelivery(operator: Operator, endpointId: string, id: string): Promise<void> {
    const [row] = await this.lists.find(operator, 'webhook_deliveries', [id]);
    if (row?.['endpoint_id'] !== endpointId) throw new NotFound();
  }

  /** The newest first. */
  lastDeliveries(operator: Operator, endpointId: string): Promise<readonly ListRow[]> {
    return this.lists.page(operator, 'webhook_deliveries', { filters: { endpoint_id: endpointId }, limit: RECENT, offset: 0 });
  }

  /** For a form: every event there is, and those of the endpoint; of none yet, none. */
  async eventChoices(operator: Operator, endpointId: string | null): Promise<readonly Choice[]> {
    demand(operator, 'webhooks.view');
    const chosen = endpointId === null ? [] : ((await this.endpoint(operator, endpointId))['events'] as readonly string[]); // as its column is
    return WEBHOOK_EVENTS.map((event) => ({ value: event, label: event, isChosen: chosen.includes(event) }));
  }
}
