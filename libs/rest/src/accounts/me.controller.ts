import { authenticatedBy, CurrentCaller, RequiresAuth, RequiresRecentAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { AccountClosing, AccountExport, LastSuperuser, LiveSessions } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { Controller, Delete, Get, HttpCode, Inject, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { AnswersWithCookies } from '../openapi/answers-with-cookies.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';
import { Context } from '../tracing/context.decorator.js';
import { ApiAnswer } from './api-answer.decorator.js';
import { DetailDto } from './detail.dto.js';
import { erasureDelay } from './erasure-delay.js';
import { SignInAnswers } from './sign-in-answers.js';
import { UserDto } from './user.dto.js';
import { UserTexts } from './user-texts.js';

const closed = (time: string): string => `Account closed. Sign in within ${time} to keep it.`;

@ApiTags('account')
@Controller('api/auth/me')
export class MeController {
  private readonly delay: string;

  constructor(
    private readonly sessions: LiveSessions,
    private readonly closing: AccountClosing,
    private readonly exports: AccountExport,
    private readonly answers: SignInAnswers,
    private readonly userTexts: UserTexts,
    @Inject(REST_OPTIONS) { erasureDelayMs }: RestOptions,
  ) {
    this.delay = erasureDelay(erasureDelayMs);
  }

  @Get()
  @ApiOperation({
    summary: 'The signed-in user',
    description: 'Who is signed in, what they may do, and how well this session has proven it. The first thing an app asks.',
  })
  @RequiresAuth({ whileEnrolling: true })
  @Limit('session')
  @ApiAnswer(200, UserDto)
  async currentUser(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { caller } = authenticatedBy(request)!; // not by `@CurrentCaller()`, which would wait for the pipes
    this.userTexts.send(await this.sessions.userOf(caller), caller.aal, reply);
  }

  @Delete()
  @Remembers('account_closed')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Close the own account',
    description: 'Ends every session at once. The account is erased after 14 days unless its owner signs in before.',
  })
  @RequiresRecentAuth()
  @Limit('credentials')
  @AnswersWithCookies('cleared')
  @ApiAnswer(200, DetailDto, { detail: closed('14 days') })
  @ApiErrors(LastSuperuser)
  async closeAccount(
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DetailDto> {
    await this.closing.close(caller, context);
    return this.answers.renewed(closed(this.delay), null, reply);
  }

  @Get('export')
  @Remembers('account_exported')
  @ApiOperation({ summary: 'Everything stored about the signed-in user', description: 'By table. Never a secret or its hash.' })
  @RequiresRecentAuth()
  @Limit('credentials')
  @ApiOkResponse({
    description: 'The rows of each table.',
    schema: { type: 'object', additionalProperties: { type: 'array', items: { type: 'object' } } },
  })
  exportAccount(@CurrentCaller() caller: Caller): Promise<Readonly<Record<string, unknown>>> {
    return this.exports.of(caller.userId);
  }
}
