import { CurrentCaller, Public, RequiresAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { ChallengeExpired, OwnPasskeys, PendingPasskeys } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { InvalidPasskey } from '@castellan/passkeys';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { RemembersRefusals } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { SecondSteps } from '../twofactor/second-steps.js';
import { PasskeyChallengeDto, PendingPasskeyDto, toPasskeyChallengeDto } from './passkey-sign-in.dto.js';

/** What a passkey is asked with where it proves something of somebody who is known already. */
@ApiTags('passkeys')
@Controller('api/auth')
export class PasskeyChallengesController {
  constructor(
    private readonly pending: PendingPasskeys,
    private readonly passkeys: OwnPasskeys,
    private readonly steps: SecondSteps,
  ) {}

  @Post('2fa/passkey-options')
  @RemembersRefusals('twofactor')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask for a passkey as the second factor',
    description:
      'Of a sign-in that waits, by the client that began it. `2fa/verify-login/` takes what the browser makes of it as `credential`. The passkey that was the first factor is none of them.',
  })
  @Public()
  @Limit('passkey_options')
  @ApiAnswer(200, PasskeyChallengeDto)
  @ApiErrors(ChallengeExpired, InvalidPasskey)
  async pendingPasskeyOptions(
    @Body() body: PendingPasskeyDto,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
  ): Promise<PasskeyChallengeDto> {
    return toPasskeyChallengeDto(await this.pending.optionsFor(this.steps.named(body, request), context));
  }

  @Post('reauthenticate/options')
  @RemembersRefusals('reauthenticated')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask for a passkey as a proof',
    description: '`reauthenticate/`, `2fa/enable/` or `2fa/disable/` takes what the browser makes of it as `credential`, once.',
  })
  @RequiresAuth({ whileEnrolling: true })
  @Limit('passkeys')
  @ApiAnswer(200, PasskeyChallengeDto)
  @ApiErrors(InvalidPasskey)
  async reauthenticationOptions(@CurrentCaller() caller: Caller): Promise<PasskeyChallengeDto> {
    return toPasskeyChallengeDto(await this.passkeys.reproofOptions(caller));
  }
}
