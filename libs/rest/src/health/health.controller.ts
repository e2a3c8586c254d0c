import { Public } from '@castellan/access';
import { DomainError } from '@castellan/common';
import { EphemeralStore, Jobs, Transaction } from '@castellan/data';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Limit } from '../limits/limit.decorator.js';
import { within } from './within.js';

const PING_TIMEOUT_MS = 1_000;

@ApiTags('service')
@Controller()
export class HealthController {
  constructor(
    private readonly transaction: Transaction,
    private readonly store: EphemeralStore,
    private readonly jobs: Jobs,
  ) {}

  /** Whether the process lives; asks nobody else. */
  @Get('healthz')
  @ApiOperation({ summary: 'Whether the process lives' })
  @Public()
  @Limit('open')
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
  @Limit('open')
  @ApiOkResponse({
    description: 'It is.',
    schema: { type: 'object', properties: { status: { type: 'string', example: 'ready' } }, required: ['status'] },
  })
  async readiness(): Promise<{ readonly status: 'ready' }> {
    const parts = { database: this.transaction.query('SELECT 1'), store: this.store.ping(), jobs: this.jobs.ping() };
    const answers = await Promise.all(Object.entries(parts).map(async ([name, ping]) => ((await answersInTime(ping)) ? null : name)));
    const away = answers.filter((name) => name !== null);
    if (away.length > 0) throw new DomainError('unavailable', 'unavailable', `Away: ${away.join(', ')}.`, { retryAfter: 2 });
    return { status: 'ready' };
  }
}

async function answersInTime(ping: Promise<unknown>): Promise<boolean> {
  try {
    await within(PING_TIMEOUT_MS, ping);
    return true;
  } catch {
    return false; // why is in the log of the part itself
  }
}
