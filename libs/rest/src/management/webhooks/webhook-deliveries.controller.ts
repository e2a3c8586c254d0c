import { RequiresPermission } from '@castellan/access';
import type { Operator } from '@castellan/accounts';
import { NotFound, ValidationFailed } from '@castellan/common';
import { PanelWebhooks } from '@castellan/panel';
import { WebhookDeliveries } from '@castellan/webhooks';
import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidCursor } from '../../errors/http-errors.js';
import { ApiErrors } from '../../openapi/api-errors.decorator.js';
import { IdParamDto } from '../../validators/id-param.dto.js';
import { CurrentOperator } from '../current-operator.decorator.js';
import { Given } from '../lists/given-query.decorator.js';
import type { GivenQuery } from '../lists/list-query.js';
import { ManagedListRoute } from '../lists/managed-list.decorator.js';
import { ManagedPages } from '../lists/managed-pages.js';
import { ManagementRoute } from '../management-route.decorator.js';
import { DeliveryParamsDto, toWebhookDeliveryDto, WebhookDeliveryPageDto } from './webhook-delivery.dto.js';
import { deliveriesOf, WEBHOOK_DELIVERIES } from './webhook-lists.js';

/** What an endpoint was told. */
@ApiTags('management')
@Controller('api/admin/webhooks/:id/deliveries')
export class ManagedWebhookDeliveriesController {
  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly webhooks: PanelWebhooks,
    private readonly pages: ManagedPages,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What a webhook endpoint was told', description: 'With `webhooks.view`. Of the last 30 days, never the body.' })
  @ApiErrors(NotFound, ValidationFailed, InvalidCursor)
  @ManagedListRoute('webhooks.view', WEBHOOK_DELIVERIES, WebhookDeliveryPageDto)
  async webhookDeliveries(
    @Param() { id }: IdParamDto,
    @CurrentOperator() operator: Operator,
    @Given() query: GivenQuery,
  ): Promise<WebhookDeliveryPageDto> {
    await this.webhooks.endpoint(operator, id);
    return this.pages.page(operator, deliveriesOf(id), query, toWebhookDeliveryDto);
  }

  @Post(':delivery_id/replay')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Tell a webhook endpoint again',
    description:
      'With `webhooks.change` and `webhooks.view`. With the same `webhook-id`, as long as the body is kept (seven days) and the endpoint is on.',
  })
  @ManagementRoute('webhooks.change', 'write')
  @RequiresPermission('webhooks.view')
  @ApiNoContentResponse({ description: 'On its way.' })
  @ApiErrors(NotFound)
  async replayWebhookDelivery(
    @Param() { id, delivery_id: deliveryId }: DeliveryParamsDto,
    @CurrentOperator() operator: Operator,
  ): Promise<void> {
    await this.webhooks.demandDelivery(operator, id, deliveryId);
    await this.deliveries.replay(operator, deliveryId);
  }
}
