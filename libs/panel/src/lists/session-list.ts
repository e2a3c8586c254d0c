import { KnownPlaces } from '@castellan/accounts';
import { Clock, ValidationFailed } from '@castellan/common';
import { Listing, Transaction } from '@castellan/data';
import type { ListFilters, ListRequest, ListRow } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** What became of a session: one that is not used any more expires without an end that somebody noted. */
const STATES = ['live', 'expired', 'ended'] as const;

const EITHER = 'Look for a state or for the times it is made of, not for both.';

/** Sessions at the API, live ones and those that ended in the last 30 days. */
@Injectable()
export class SessionList extends Listing {
  constructor(
    transaction: Transaction,
    private readonly clock: Clock,
    private readonly places: KnownPlaces,
  ) {
    super(transaction, {
      from: 'sessions s JOIN users u ON u.id = s.user_id',
      key: 'id',
      columns: {
        id: { sql: 's.id', kind: 'uuid' },
        email: { sql: 'u.email', kind: 'text', filter: 'contains' },
        user_id: { sql: 's.user_id', kind: 'uuid', filter: 'equals' },
        device_name: { sql: 's.device_name', kind: 'text', filter: 'contains' },
        ip: { sql: 's.ip', kind: 'text', filter: 'equals' },
        location: { sql: 'NULL::text', kind: 'text' },
        transport: { sql: 's.transport', kind: 'text', filter: 'equals', values: ['cookie', 'bearer'] },
        aal: { sql: 's.aal', kind: 'number' },
        created_at: { sql: 's.created_at', kind: 'time', filter: 'range', isSortable: true },
        last_used_at: { sql: 's.last_used_at', kind: 'time', filter: 'range', isSortable: true },
        expires_at: { sql: 's.expires_at', kind: 'time', filter: 'range' },
        state: { sql: 'NULL::text', kind: 'text', filter: 'equals', values: STATES },
        is_ended: { sql: '(s.ended_at IS NOT NULL)', kind: 'flag', filter: 'equals' },
        ended_at: { sql: 's.ended_at', kind: 'time' },
        end_reason: { sql: 's.end_reason', kind: 'text', filter: 'equals' },
      },
      order: { by: 'last_used_at', direction: 'desc' },
    });
  }

  override async page(request: ListRequest): Promise<readonly ListRow[]> {
    return this.withPlaces(await super.page({ ...request, filters: this.inState(request.filters) }));
  }

  override count(filters: ListFilters): Promise<number> {
    return super.count(this.inState(filters));
  }

  override async find(ids: readonly string[]): Promise<readonly ListRow[]> {
    return this.withPlaces(await super.find(ids));
  }

  /** The filter by state in terms of the others; a state there is none of is left for `Listing` to refuse. */
  private inState({ state, ...filters }: ListFilters): ListFilters {
    if (state !== undefined && ('is_ended' in filters || 'expires_at' in filters))
      throw new ValidationFailed({ errors: { state: [EITHER] } });
    const now = this.clock.now().toISOString();
    if (state === 'ended') return { ...filters, is_ended: 'true' };
    if (state === 'live') return { ...filters, is_ended: 'false', expires_at: { from: now } };
    if (state === 'expired') return { ...filters, is_ended: 'false', expires_at: { to: now } };
    return state === undefined ? filters : { ...filters, state };
  }

  /** And with the state. */
  private async withPlaces(rows: readonly ListRow[]): Promise<readonly ListRow[]> {
    const places = await this.places.of(rows.map((row) => String(row['ip'])));
    return rows.map((row) => ({ ...this.withState(row), location: places.get(String(row['ip'])) ?? null }));
  }

  private readonly withState = (row: ListRow): ListRow => {
    const isOver = (row['expires_at'] as Date) <= this.clock.now();
    return { ...row, state: row['ended_at'] !== null ? 'ended' : isOver ? 'expired' : 'live' };
  };
}
