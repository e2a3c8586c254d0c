import { Public } from '@castellan/access';
import { EmailVerification, InvalidLink, PasswordRequired, SignUp, VerificationResending } from '@castellan/accounts';
import type { Verified } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { Body, Controller, Get, Headers, HttpCode, Post, Query } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswersNotBefore } from '../floors/answers-not-before.decorator.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiAnswer, ApiSentToPage } from './api-answer.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { ConfirmationDto } from './confirmation.dto.js';
import { DetailDto } from './detail.dto.js';
import { sourceUrlOf } from './source-url.js';
import { ResendVerificationDto, SignUpDto, VerifiedDto, VerifyAccountDto } from './sign-up.dto.js';

const SIGNED_UP: DetailDto = { detail: 'Account created. Check your inbox to verify your email address.' };
const VERIFIED: VerifiedDto = { detail: 'Email verified. You can sign in now.', has_password: true, has_way_in: true };
const LINK_MAILED = 'Email verified. A link to choose a password is on its way.';
const RESENT: DetailDto = { detail: 'If that address is waiting for verification, a new link is on its way.' };

@ApiTags('sign-up')
@Controller('api/auth')
export class SignUpController {
  constructor(
    private readonly signUps: SignUp,
    private readonly verification: EmailVerification,
    private readonly resending: VerificationResending,
  ) {}

  @Post('signup')
  @Remembers('register')
  @ApiOperation({
    summary: 'Sign up',
    description:
      'Answers alike whether or not the address is taken; its owner is told by mail. Password and names come into force when the address is proven, within a day. Without `source_url` the header `Referer` tells where the person came from.',
  })
  @Public()
  @Limit('signup')
  @AnswersNotBefore('signup')
  @ApiAnswer(201, DetailDto, SIGNED_UP)
  async signUp(
    @Body() body: SignUpDto,
    @Headers('referer') referer: string | undefined,
    @Context() context: RequestContext,
  ): Promise<DetailDto> {
    await this.signUps.signUp(toSignUpRequest(body, referer), context);
    return SIGNED_UP;
  }

  /** An older name of `signup/`. */
  @Post('register')
  @Remembers('register')
  @ApiExcludeEndpoint()
  @Public()
  @Limit('signup')
  @AnswersNotBefore('signup')
  async register(
    @Body() body: SignUpDto,
    @Headers('referer') referer: string | undefined,
    @Context() context: RequestContext,
  ): Promise<DetailDto> {
    return this.signUp(body, referer, context);
  }

  @Post('verify-account')
  @Remembers('email_verified')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Verify an email address',
    description:
      'With `uid` and `token` of the mailed link. Each link works once. Where the address was signed up with more than once in the last day, the answer is 400 `password_required`: the `password` of one of those sign-ups says which one comes into force. A wrong one spends no link.',
  })
  @Public()
  @Limit('verify')
  @ApiAnswer(200, VerifiedDto, VERIFIED)
  @ApiErrors(InvalidLink, PasswordRequired)
  async verifyAccount(@Body() body: VerifyAccountDto, @Context() context: RequestContext): Promise<VerifiedDto> {
    return told(await this.verification.verify(body.uid, body.token, body.password || null, context));
  }

  /** For clients that follow the link themselves. A browser, or a mail scanner, never gets here: `redirectLinks` sends it to the page. */
  @Get('verify-account')
  @Remembers('email_verified')
  @ApiOperation({
    summary: 'Verify an email address by following its link',
    description:
      'Verifies only when the request names `Accept: application/json`; any other GET is redirected to the page that asks first. Takes no password: no secret belongs into a URL.',
  })
  @Public()
  @Limit('verify')
  @ApiAnswer(200, VerifiedDto, VERIFIED)
  @ApiSentToPage()
  @ApiErrors(InvalidLink, PasswordRequired)
  async verifyAccountByLink(@Query() query: ConfirmationDto, @Context() context: RequestContext): Promise<VerifiedDto> {
    return told(await this.verification.verify(query.uid, query.token, null, context));
  }

  @Post('resend-verification')
  @Remembers('verification_requested')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send the verification mail again', description: 'Always the same answer. The older link stops working.' })
  @Public()
  @Limit('resend_verification')
  @AnswersNotBefore('mail')
  @ApiAnswer(200, DetailDto, RESENT)
  async resendVerification(@Body() body: ResendVerificationDto, @Context() context: RequestContext): Promise<DetailDto> {
    await this.resending.resend(body.email, context);
    return RESENT;
  }
}

const told = ({ hasPassword, hasWayIn }: Verified): VerifiedDto => ({
  detail: hasWayIn ? VERIFIED.detail : LINK_MAILED,
  has_password: hasPassword,
  has_way_in: hasWayIn,
});

function toSignUpRequest(body: SignUpDto, referer: string | undefined) {
  return {
    email: body.email,
    password: body.password,
    username: body.username ?? null,
    firstName: body.first_name ?? '',
    lastName: body.last_name ?? '',
    sourceUrl: sourceUrlOf(body, referer),
  };
}
