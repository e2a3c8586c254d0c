import { Public } from '@castellan/access';
import {
  ChallengeExpired,
  ConfirmationRequired,
  EmailUnverified,
  InvalidCode,
  InvalidCredentials,
  PasswordResetRequired,
  SecondFactorSignIn,
} from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { InvalidPasskey } from '@castellan/passkeys';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiSignedIn } from '../accounts/api-answer.decorator.js';
import { SignInAnswers } from '../accounts/sign-in-answers.js';
import type { SignedInAnswer } from '../accounts/sign-in.dto.js';
import { SetsCookies } from '../csrf/sets-cookies.decorator.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { SecondSteps } from './second-steps.js';
import { VerifyLoginDto } from './two-factor.dto.js';

@ApiTags('2fa')
@Controller('api/auth')
export class VerifyLoginController {
  constructor(
    private readonly secondFactor: SecondFactorSignIn,
    private readonly answers: SignInAnswers,
    private readonly steps: SecondSteps,
  ) {}

  @Post('2fa/verify-login')
  @Remembers('twofactor')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Finish a sign-in with the second factor',
    description:
      'With a code, or a passkey asked for by `2fa/passkey-options/`; in the transport and on the device it was begun with. Five tries; then, and after 300 s, it must be begun again (`challenge_expired`). After 20 wrong codes in a day from new devices a new device gets 403 `confirmation_required`: the mailed link lets this sign-in go on.',
  })
  @Public()
  @Limit('verify_2fa')
  @SetsCookies()
  @ApiSignedIn()
  @ApiErrors(
    InvalidCode,
    InvalidPasskey,
    ChallengeExpired,
    ConfirmationRequired,
    InvalidCredentials,
    EmailUnverified,
    PasswordResetRequired,
  )
  async verifyLogin(
    @Body() body: VerifyLoginDto,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer> {
    const step = {
      ...this.steps.named(body, request),
      answers: { code: body.code, credential: body.credential },
      trustDevice: body.trust_device ?? false,
    };
    const signedIn = await this.secondFactor.finish(step, context);
    this.steps.finished(request, reply);
    return this.answers.signedIn(signedIn, reply);
  }

  /** An older name of it. */
  @Post('mfa')
  @Remembers('twofactor')
  @HttpCode(200)
  @ApiExcludeEndpoint()
  @Public()
  @Limit('verify_2fa')
  @SetsCookies()
  mfa(
    @Body() body: VerifyLoginDto,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer> {
    return this.verifyLogin(body, context, request, reply);
  }
}
