import { NotAuthenticated, Public, SessionIsOver, TokenInvalid } from '@castellan/access';
import {
  EmailUnverified,
  InvalidCredentials,
  PasswordResetRequired,
  PasswordSignIn,
  SessionRefresh,
  SignOut,
  TransportMismatch,
} from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TransportCookies } from '../cookies/transport-cookies.js';
import { SetsCookies } from '../csrf/sets-cookies.decorator.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiAnswer, ApiRefreshed, ApiSignInOutcome } from './api-answer.decorator.js';
import { AnswersWithCookies } from '../openapi/answers-with-cookies.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { DetailDto } from './detail.dto.js';
import { RefreshDto } from './refresh.dto.js';
import { PresentedRefresh } from './presented-refresh.js';
import { TokensDto } from './session.dto.js';
import { SignInAnswers, userNameOf } from './sign-in-answers.js';
import { SignedInByBearerDto, SignedInByCookieDto, SignInDto } from './sign-in.dto.js';
import type { SecondFactorRequiredDto, SignedInAnswer } from './sign-in.dto.js';

const SIGNED_OUT: DetailDto = { detail: 'Logout successful.' };

@ApiTags('session')
@Controller('api/auth')
export class SessionController {
  constructor(
    private readonly passwords: PasswordSignIn,
    private readonly refreshes: SessionRefresh,
    private readonly signOuts: SignOut,
    private readonly presented: PresentedRefresh,
    private readonly answers: SignInAnswers,
    private readonly cookies: TransportCookies,
  ) {}

  @Post('login')
  @Remembers('login')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign in with a password',
    description: 'Who has a second factor gets `requires_2fa` and a `session_token` instead, and goes on with `2fa/verify-login/`.',
  })
  @Public()
  @Limit('login')
  @SetsCookies()
  @ApiSignInOutcome(SignedInByCookieDto, SignedInByBearerDto)
  @ApiErrors(InvalidCredentials, EmailUnverified, PasswordResetRequired)
  async signIn(
    @Body() body: SignInDto,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer | SecondFactorRequiredDto> {
    const result = await this.passwords.signIn(userNameOf(body), body.password, this.answers.contextOf(context, body, request));
    return this.answers.outcome(result, reply);
  }

  @Post('refresh')
  @Remembers('refresh')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Refresh the session',
    description: 'Answers in the transport of the session: new cookies and `detail`, or the tokens. Each refresh token works once.',
  })
  @Public()
  @Limit('refresh')
  @SetsCookies()
  @ApiRefreshed()
  @ApiErrors(NotAuthenticated, TokenInvalid, SessionIsOver, TransportMismatch)
  async refreshSession(
    @Body() body: RefreshDto,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokensDto | DetailDto> {
    const { token, transport } = this.presented.of(request, body.refresh ?? null);
    const tokens = await this.refreshes.refresh(token, transport, context);
    return this.answers.refreshed(tokens, transport, reply);
  }

  @Post('token/refresh')
  @Remembers('refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Refresh the session', description: 'Another name of `refresh/`.' })
  @Public()
  @Limit('refresh')
  @SetsCookies()
  @ApiRefreshed()
  @ApiErrors(NotAuthenticated, TokenInvalid, SessionIsOver, TransportMismatch)
  async refreshToken(
    @Body() body: RefreshDto,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokensDto | DetailDto> {
    return this.refreshSession(body, context, request, reply);
  }

  @Post('logout')
  @Remembers('logout')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign out',
    description: 'Ends the session of the presented refresh or access token and clears the cookies. Never 401.',
  })
  @Public()
  @Limit('refresh')
  @SetsCookies()
  @AnswersWithCookies('cleared')
  @ApiAnswer(200, DetailDto, SIGNED_OUT)
  async signOut(
    @Body() body: RefreshDto,
    @Context() context: RequestContext,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DetailDto> {
    await this.signOuts.signOut(this.presented.all(request, body.refresh ?? null), context);
    this.cookies.clear(reply);
    return SIGNED_OUT;
  }
}
