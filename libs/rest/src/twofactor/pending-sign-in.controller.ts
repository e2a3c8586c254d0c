import { Public } from '@castellan/access';
import { ChallengeExpired, SecondFactorSignIn } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { Controller, Get, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { SecondSteps } from './second-steps.js';
import { PendingSignInDto } from './two-factor.dto.js';

@ApiTags('2fa')
@Controller('api/auth/2fa/pending')
export class PendingSignInController {
  constructor(
    private readonly secondFactor: SecondFactorSignIn,
    private readonly steps: SecondSteps,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'What finishes the sign-in that waits in this browser',
    description: 'After a return from a provider, by the cookie that it has left. Spends no try.',
  })
  @Public()
  @Limit('open')
  @ApiAnswer(200, PendingSignInDto)
  @ApiErrors(ChallengeExpired)
  async pendingSignIn(@Context() context: RequestContext, @Req() request: FastifyRequest): Promise<PendingSignInDto> {
    const step = this.steps.byCookie(request);
    if (!step) throw new ChallengeExpired();
    return { methods: await this.secondFactor.methods(step, context) };
  }
}
