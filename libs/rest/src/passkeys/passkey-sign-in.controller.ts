import { Public } from '@castellan/access';
import { EmailUnverified, PasskeySignIn, PasswordResetRequired } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { InvalidPasskey } from '@castellan/passkeys';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiAnswer, ApiSignInOutcome } from '../accounts/api-answer.decorator.js';
import { SignInAnswers } from '../accounts/sign-in-answers.js';
import { SignedInByBearerDto, SignedInByCookieDto } from '../accounts/sign-in.dto.js';
import type { SecondFactorRequiredDto, SignedInAnswer } from '../accounts/sign-in.dto.js';
import { SetsCookies } from '../csrf/sets-cookies.decorator.js';
import { Remembers, RemembersRefusals } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { PasskeySignInDto, PasskeySignInOptionsDto } from './passkey-sign-in.dto.js';

@ApiTags('passkeys')
@Controller('api/auth/passkeys/login')
export class PasskeySignInController {
  constructor(
    private readonly signIns: PasskeySignIn,
    private readonly answers: SignInAnswers,
  ) {}

  @Post('options')
  @RemembersRefusals('passkey_login')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Begin to sign in with a passkey',
    description: 'Nothing in it depends on any account. `options` is for `startAuthentication` of browsers, also to fill a form.',
  })
  @Public()
  @Limit('passkey_options')
  @ApiAnswer(200, PasskeySignInOptionsDto)
  async passkeySignInOptions(): Promise<PasskeySignInOptionsDto> {
    const { options, state, expiresInMs } = await this.signIns.options();
    return { options, state, expires_in: Math.floor(expiresInMs / 1000) };
  }

  @Post()
  @Remembers('passkey_login')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign in with a passkey',
    description:
      'Where the device looked at who they are, the session is of assurance level 2; else two-step sign-in asks for another factor where it is on. Every failure is one answer; an unknown passkey has its `reason`.',
  })
  @Public()
  @Limit('passkey_login')
  @SetsCookies()
  @ApiSignInOutcome(SignedInByCookieDto, SignedInByBearerDto)
  @ApiErrors(InvalidPasskey, EmailUnverified, PasswordResetRequired)
  async signInByPasskey(
    @Body() body: PasskeySignInDto,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer | SecondFactorRequiredDto> {
    const result = await this.signIns.signIn(body.state, body.credential, this.answers.contextOf(context, body, request));
    return this.answers.outcome(result, reply);
  }
}
