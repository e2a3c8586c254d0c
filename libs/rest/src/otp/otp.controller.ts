import { Public } from '@castellan/access';
import { InvalidCode, OtpRequest, OtpSignIn, otpIdentifier } from '@castellan/accounts';
import type { OtpIdentifier } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Body, Controller, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiAnswer, ApiSignInOutcome } from '../accounts/api-answer.decorator.js';
import { SignInAnswers } from '../accounts/sign-in-answers.js';
import type { SecondFactorRequiredDto } from '../accounts/sign-in.dto.js';
import { sourceUrlOf } from '../accounts/source-url.js';
import { SetsCookies } from '../csrf/sets-cookies.decorator.js';
import { AnswersNotBefore } from '../floors/answers-not-before.decorator.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { OtpRequestDto, OtpRequestedDto, OtpSignedInByBearerDto, OtpSignedInByCookieDto, OtpVerifyDto } from './otp.dto.js';

@ApiTags('one-time codes')
@Controller('api/auth/otp')
export class OtpController {
  constructor(
    private readonly requests: OtpRequest,
    private readonly signIns: OtpSignIn,
    private readonly answers: SignInAnswers,
  ) {}

  @Post('request')
  @Remembers('otp_requested')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask for a code to sign in with',
    description:
      'Always the same answer. Numbers get one only when their owner has proven them. Three an hour and 30 s between two for one identifier; a new code ends the one before. A device that the account knows (cookie, or `device_token`) has codes, guesses and requests of its own, which no stranger can use up.',
  })
  @Public()
  @Limit('otp_request')
  @AnswersNotBefore('mail')
  @ApiAnswer(200, OtpRequestedDto)
  @ApiErrors(ValidationFailed)
  async requestOtp(
    @Body() body: OtpRequestDto,
    @Headers('referer') referer: string | undefined,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
  ): Promise<OtpRequestedDto> {
    const identifier = validated(body.identifier);
    const asked = { identifier, sourceUrl: sourceUrlOf(body, referer), deviceToken: this.answers.deviceOf(body, request) };
    await this.requests.request(asked, context);
    return { success: true, message: `OTP sent to ${identifier.channel}` };
  }

  @Post('verify')
  @Remembers('otp_verified')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign in with a code',
    description:
      'An unknown address becomes a user, verified and without a password. Three tries a code; every failure is one answer. Who has a second factor goes on with `2fa/verify-login/`.',
  })
  @Public()
  @Limit('otp_verify')
  @SetsCookies()
  @ApiSignInOutcome(OtpSignedInByCookieDto, OtpSignedInByBearerDto)
  @ApiErrors(InvalidCode)
  async verifyOtp(
    @Body() body: OtpVerifyDto,
    @Headers('referer') referer: string | undefined,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OtpSignedInByCookieDto | OtpSignedInByBearerDto | SecondFactorRequiredDto> {
    const identifier = validated(body.identifier);
    const from = { sourceUrl: sourceUrlOf(body, undefined), referer: referer ?? null };
    const proof = { identifier, code: body.otp_code, deviceToken: this.answers.deviceOf(body, request), ...from };
    const { result, created } = await this.signIns.signIn(proof, this.answers.contextOf(context, body, request, 'bearer'));
    return result.status === 'signed_in'
      ? Object.assign(this.answers.signedIn(result, reply), { success: true as const, created })
      : this.answers.waiting(result);
  }
}

/** The DTO has checked it. */
function validated(typed: string): OtpIdentifier {
  const identifier = otpIdentifier(typed);
  if (!identifier) throw new InvalidCode();
  return identifier;
}
