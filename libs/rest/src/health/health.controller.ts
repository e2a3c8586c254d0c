import { Public } from '@castellan/access';
import { DomainError } from '@castellan/common';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BadRequest } from '../errors/http-errors.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Readiness } from './readiness.js';

/** Never limited: a balancer that is told to wait takes the node out. Both cost next to nothing, so a flood of them is one of any path. */
@ApiTags('service')
@Limit('unlimited')
@ApiErrors(BadRequest)
@Controller()
export class HealthController {
  constructor(private readonly stores: Readiness) {}

  /** Whether the process lives; asks nobody else. */
  @Get('healthz')
  @ApiOperation({ summary: 'Whether the process lives', description: 'Asks nobody else.' })
  @Public()
  @ApiOkResponse({
    description: 'It is.',
    schema: { type: 'object', properties: { status: { type: 'string', example: 'ok' } }, required: ['status'] },
  })
  liveness(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** Whether requests can be served: database, ephemeral store and queue answer within a second. Else 503, which names those that do not. */
  @Get('readyz')
  @ApiOperation({ summary: 'Whether requests can be served', description: 'Database, ephemeral store and queue answer within a second.' })
  @Public()
  @ApiOkResponse({
    description: 'It is.',
    schema: { type: 'object', properties: { status: { type: 'string', example: 'ready' } }, required: ['status'] },
  })
  async readiness(): Promise<{ readonly status: 'ready' }> {
    const away = await this.stores.partsAway();
    if (away.length > 0) throw new DomainError('unavailable', 'unavailable', `Away: ${away.join(', ')}.`, { retryAfter: 2 });
    return { status: 'ready' };
  }
}
