import { RequiresPermission } from '@castellan/access';
import type { Operator } from '@castellan/accounts';
import { NotFound } from '@castellan/common';
import { PanelWebhooks } from '@castellan/panel';
import { WebhookEndpoints } from '@castellan/webhooks';
import type { JudgedAddress } from '@castellan/webhooks';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, UseInterceptors } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../../accounts/api-answer.decorator.js';
import { ApiErrors } from '../../openapi/api-errors.decorator.js';
import { headers } from '../../openapi/headers.js';
import { IdParamDto } from '../../validators/id-param.dto.js';
import { CurrentOperator } from '../current-operator.decorator.js';
import { Idempotent } from '../idempotency/idempotent.decorator.js';
import { Given } from '../lists/given-query.decorator.js';
import type { GivenQuery } from '../lists/list-query.js';
import { ManagedListRoute } from '../lists/managed-list.decorator.js';
import { ManagedPages } from '../lists/managed-pages.js';
import type { ManagementOperator } from '../management-operators.js';
import { ManagementRoute } from '../management-route.decorator.js';
import { ReasonDto } from '../reason.dto.js';
import { withReason } from '../with-reason.js';
import { Address, AddressInterceptor } from './address.interceptor.js';
import { WEBHOOKS } from './webhook-lists.js';
import { ChangeWebhookDto, CreateWebhookDto } from './webhook-settings.dto.js';
import {
  CreatedWebhookDto,
  ManagedWebhookDto,
  ManagedWebhookPageDto,
  toCreatedWebhookDto,
  toManagedWebhookDto,
  toWebhookDto,
  WebhookSecretDto,
} from './webhook.dto.js';

const CHANGE = 'With `webhooks.change`.';

/** Who else is told of what happens here. */
@ApiTags('management')
@Controller('api/admin/webhooks')
export class ManagedWebhooksController {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly webhooks: PanelWebhooks,
    private readonly pages: ManagedPages,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The webhook endpoints', description: 'With `webhooks.view`.' })
  @ManagedListRoute('webhooks.view', WEBHOOKS, ManagedWebhookPageDto)
  managedWebhooks(@CurrentOperator() operator: Operator, @Given() query: GivenQuery): Promise<ManagedWebhookPageDto> {
    return this.pages.page(operator, WEBHOOKS, query, toManagedWebhookDto);
  }

  @Post()
  @Idempotent({ toldOnce: 'secret' })
  @UseInterceptors(AddressInterceptor)
  @ApiOperation({
    summary: 'Add a webhook endpoint',
    description: 'With `webhooks.add`. Its secret is told in this answer alone, and null where it is repeated.',
  })
  @ManagementRoute('webhooks.add', 'write')
  @ApiResponse({ status: 201, type: CreatedWebhookDto, description: 'Created.', headers: headers('Idempotent-Replayed') })
  async createWebhook(
    @Body() { url, events, description }: CreateWebhookDto,
    @Address() address: JudgedAddress | undefined,
    @CurrentOperator() operator: Operator,
  ): Promise<CreatedWebhookDto> {
    return toCreatedWebhookDto(await this.endpoints.create(operator, { url: address ?? url, events, ...(description && { description }) }));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One webhook endpoint', description: 'With `webhooks.view`.' })
  @ManagementRoute('webhooks.view', 'read')
  @ApiAnswer(200, ManagedWebhookDto)
  @ApiErrors(NotFound)
  async managedWebhook(@Param() { id }: IdParamDto, @CurrentOperator() operator: Operator): Promise<ManagedWebhookDto> {
    return toManagedWebhookDto(await this.webhooks.endpoint(operator, id));
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Change a webhook endpoint',
    description: 'With `webhooks.change` and `webhooks.view`. What is left out stays.',
  })
  @ManagementRoute('webhooks.change', 'write')
  @RequiresPermission('webhooks.view')
  @ApiAnswer(200, ManagedWebhookDto)
  @ApiErrors(NotFound)
  async changeWebhook(
    @Param() { id }: IdParamDto,
    @Body() { is_active: isActive, ...settings }: ChangeWebhookDto,
    @CurrentOperator() operator: Operator,
  ): Promise<ManagedWebhookDto> {
    return toWebhookDto(await this.endpoints.change(operator, id, { ...settings, ...(isActive !== undefined && { isActive }) }));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a webhook endpoint', description: 'With `webhooks.delete`. The log of what it was told goes with it.' })
  @ManagementRoute('webhooks.delete', 'write')
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiErrors(NotFound)
  async deleteWebhook(
    @Param() { id }: IdParamDto,
    @Body() body: ReasonDto,
    @CurrentOperator() operator: ManagementOperator,
  ): Promise<void> {
    await this.endpoints.delete(withReason(operator, body), id);
  }

  @Post(':id/rotate')
  @Idempotent({ toldOnce: 'secret' })
  @HttpCode(200)
  @ApiOperation({
    summary: 'Rotate the secret of a webhook endpoint',
    description: `${CHANGE} The new one signs at once; for 24 hours the former one signs beside it.`,
  })
  @ManagementRoute('webhooks.change', 'write')
  @ApiResponse({ status: 200, type: WebhookSecretDto, description: 'Rotated.', headers: headers('Idempotent-Replayed') })
  @ApiErrors(NotFound)
  async rotateWebhookSecret(@Param() { id }: IdParamDto, @CurrentOperator() operator: Operator): Promise<WebhookSecretDto> {
    return { secret: await this.endpoints.rotate(operator, id) };
  }
}
