import { Public } from '@castellan/access';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BadRequest } from '../errors/http-errors.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Health } from './health.js';

/** Never limited: a balancer that is told to wait takes the node out. Both cost next to nothing, so a flood of them is one of any path. */
@ApiTags('service')
@Limit('unlimited')
@ApiErrors(BadRequest)
@Controller()
export class HealthController {
  constructor(private readonly health: Health) {}

  /** Whether the process lives; asks nobody else. */
  @Get('healthz')
  @ApiOperation({ summary: 'Whether the process lives', description: 'Asks nobody else.' })
  @Public()
  @ApiOkResponse({
    description: 'It is.',
    schema: { type: 'object', properties: { status: { type: 'string', example: 'ok' } }, required: ['status'] },
  })
  liveness(): { readonly status: 'ok' } {
    return this.health.alive();
  }

  /** Whether requests can be served: database, ephemeral store and queue answer within a second, and the process is not about to end. */
  @Get('readyz')
  @ApiOperation({
    summary: 'Whether requests can be served',
    description: 'Database, ephemeral store and queue answer within a second, and the process is not about to end.',
  })
  @Public()
  @ApiOkResponse({
    description: 'It is.',
    schema: { type: 'object', properties: { status: { type: 'string', example: 'ready' } }, required: ['status'] },
  })
  readiness(): Promise<{ readonly status: 'ready' }> {
    return this.health.ready();
  }
}
