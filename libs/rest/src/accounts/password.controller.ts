import { CurrentCaller, Public, ReauthenticationRequired, RequiresAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { InvalidLink, PasswordChange, PasswordReset, PasswordResetRequest, PasswordResetRequired } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AnswersNotBefore } from '../floors/answers-not-before.decorator.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { ApiAnswer, ApiRenewed } from './api-answer.decorator.js';
import { DetailDto } from './detail.dto.js';
import { ChangePasswordDto, PasswordResetConfirmDto, PasswordResetDto } from './password.dto.js';
import type { RenewedByBearerDto } from './session.dto.js';
import { SignInAnswers } from './sign-in-answers.js';

const REQUESTED: DetailDto = { detail: 'If that address has an account, a link to reset the password is on its way.' };
const RESET: DetailDto = { detail: 'Password has been reset. You can sign in with it now.' };
const CHANGED = 'Password changed.';

@ApiTags('password')
@Controller('api/auth')
export class PasswordController {
  constructor(
    private readonly requests: PasswordResetRequest,
    private readonly resets: PasswordReset,
    private readonly changes: PasswordChange,
    private readonly answers: SignInAnswers,
  ) {}

  @Post('password-reset')
  @Remembers('password_reset_requested')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask for a link to reset the password', description: 'Always the same answer. An older link stops working.' })
  @Public()
  @Limit('password_reset')
  @AnswersNotBefore('mail')
  @ApiAnswer(200, DetailDto, REQUESTED)
  async requestPasswordReset(@Body() body: PasswordResetDto, @Context() context: RequestContext): Promise<DetailDto> {
    await this.requests.request(body.email, context);
    return REQUESTED;
  }

  @Post('password-reset-confirm')
  @Remembers('password_reset')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Set a new password by a mailed link',
    description: 'Ends every session and signs nobody in. A refused password does not spend the link.',
  })
  @Public()
  @Limit('verify')
  @ApiAnswer(200, DetailDto, RESET)
  @ApiErrors(InvalidLink, ValidationFailed)
  async resetPassword(@Body() body: PasswordResetConfirmDto, @Context() context: RequestContext): Promise<DetailDto> {
    await this.resets.confirm(body.uid, body.token, body.new_password, context);
    return RESET;
  }

  @Post('change-password')
  @Remembers('password_changed')
  @HttpCode(200)
  @ApiOperation({ summary: 'Change the own password', description: 'Ends every other session; this one goes on with fresh tokens.' })
  @RequiresAuth()
  @Limit('credentials')
  @ApiRenewed()
  @ApiErrors(ValidationFailed, ReauthenticationRequired, PasswordResetRequired)
  async changePassword(
    @Body() body: ChangePasswordDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RenewedByBearerDto | DetailDto> {
    const renewed = await this.changes.change(caller, body.old_password ?? null, body.new_password, context);
    return this.answers.renewed(CHANGED, renewed, reply);
  }
}
