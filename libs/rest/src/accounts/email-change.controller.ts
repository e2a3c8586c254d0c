import { CurrentCaller, Public, RequiresRecentAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { EmailChange, EmailChangeUndo, InvalidLink } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswersNotBefore } from '../floors/answers-not-before.decorator.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { ApiAnswer, ApiSentToPage } from './api-answer.decorator.js';
import { ConfirmationDto } from './confirmation.dto.js';
import { DetailDto } from './detail.dto.js';
import { ChangeEmailDto } from './email-change.dto.js';

const REQUESTED: DetailDto = { detail: 'Check the inbox of the new address to confirm the change.' };
const CHANGED: DetailDto = { detail: 'Email address changed. Sign in again.' };
const UNDONE: DetailDto = { detail: 'The change was undone. A link to reset the password is on its way.' };

@ApiTags('e-mail address')
@Controller('api/auth')
export class EmailChangeController {
  constructor(
    private readonly changes: EmailChange,
    private readonly undoing: EmailChangeUndo,
  ) {}

  @Post('change-email')
  @Remembers('email_change_requested')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask to change the own email address',
    description: 'Answers alike for a taken address. The old address is told.',
  })
  @RequiresRecentAuth()
  @Limit('credentials')
  @AnswersNotBefore('mail')
  @ApiAnswer(200, DetailDto, REQUESTED)
  async changeEmail(@Body() body: ChangeEmailDto, @CurrentCaller() caller: Caller, @Context() context: RequestContext): Promise<DetailDto> {
    await this.changes.request(caller, body.new_email, context);
    return REQUESTED;
  }

  @Post('change-email-confirm')
  @Remembers('email_changed')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm the new email address', description: 'With `uid` and `token` of the mailed link. Ends every session.' })
  @Public()
  @Limit('verify')
  @ApiAnswer(200, DetailDto, CHANGED)
  @ApiErrors(InvalidLink)
  async confirmEmailChange(@Body() body: ConfirmationDto, @Context() context: RequestContext): Promise<DetailDto> {
    await this.changes.confirm(body.uid, body.token, context);
    return CHANGED;
  }

  /** As `GET verify-account/`: only for clients that name JSON; others are sent to the page. */
  @Get('change-email-confirm')
  @Remembers('email_changed')
  @ApiOperation({
    summary: 'Confirm the new email address by following its link',
    description:
      'Confirms only when the request names `Accept: application/json`; any other GET is redirected to the page that asks first.',
  })
  @Public()
  @Limit('verify')
  @ApiAnswer(200, DetailDto, CHANGED)
  @ApiSentToPage()
  @ApiErrors(InvalidLink)
  async confirmEmailChangeByLink(@Query() query: ConfirmationDto, @Context() context: RequestContext): Promise<DetailDto> {
    return this.confirmEmailChange(query, context);
  }

  @Post('undo-email-change')
  @Remembers('email_change_undone')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Undo a change of the email address',
    description: 'With the link mailed to the old address, for 72 h. Ends every session and asks for a password reset.',
  })
  @Public()
  @Limit('verify')
  @ApiAnswer(200, DetailDto, UNDONE)
  @ApiErrors(InvalidLink)
  async undoEmailChange(@Body() body: ConfirmationDto, @Context() context: RequestContext): Promise<DetailDto> {
    await this.undoing.undo(body.uid, body.token, context);
    return UNDONE;
  }
}
