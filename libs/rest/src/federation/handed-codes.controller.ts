import { CurrentCaller, Public, RequiresAuth, TwoFactorRequired } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { EmailUnverified, FederatedSignIn, IdentityTaken, InvalidCode, PasswordResetRequired, SignInRefused } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiAnswer, ApiSignInOutcome } from '../accounts/api-answer.decorator.js';
import { SignInAnswers } from '../accounts/sign-in-answers.js';
import { SignedInByBearerDto } from '../accounts/sign-in.dto.js';
import type { SecondFactorRequiredDto, SignedInAnswer } from '../accounts/sign-in.dto.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { ExchangeDto, ExchangeLinkDto, IdentityDto, toIdentityDto } from './federation.dto.js';

/** What apps do with the code that they were handed (RFC 8252). */
@ApiTags('providers')
@Controller('api/auth/with')
@Limit('provider_login')
export class HandedCodesController {
  constructor(
    private readonly signIns: FederatedSignIn,
    private readonly answers: SignInAnswers,
  ) {}

  @Post('exchange')
  @Remembers('federated_login')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Finish signing in with a provider, in an app',
    description:
      'With the code of the `redirect_uri`, and the verifier that its `code_challenge` was made of. Once: a wrong verifier spends the code, too.',
  })
  @Public()
  @ApiSignInOutcome(SignedInByBearerDto)
  @ApiErrors(InvalidCode, SignInRefused, EmailUnverified, PasswordResetRequired)
  async exchangeCode(
    @Body() body: ExchangeDto,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer | SecondFactorRequiredDto> {
    const byBearer = this.answers.contextOf(context, { transport: 'bearer', device_token: body.device_token ?? null }, request);
    return this.answers.outcome(await this.signIns.exchange(body.code, body.code_verifier, byBearer), reply);
  }

  @Post('link/exchange')
  @Remembers('identity_linked')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Finish to connect an account of a provider, in an app',
    description: 'By the session that asked for it, which must still stand: a code that somebody else planted links nothing.',
  })
  @RequiresAuth()
  @ApiAnswer(201, IdentityDto)
  @ApiErrors(ValidationFailed, IdentityTaken, TwoFactorRequired)
  async exchangeLink(
    @Body() body: ExchangeLinkDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
  ): Promise<IdentityDto> {
    const linking = this.signIns.exchangeLink(caller, body.code, body.code_verifier, context);
    return toIdentityDto(await linking.catch(atItsField));
  }
}

/** Who is signed in is never told 401 for a code (docs/reference/contract.md#problems). */
function atItsField(error: unknown): never {
  throw error instanceof InvalidCode ? new ValidationFailed({ errors: { code: [error.detail] } }) : error;
}
