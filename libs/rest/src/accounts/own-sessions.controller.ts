import { CurrentCaller, Public, RequiresAuth, RequiresRecentAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import {
  InvalidLink,
  PasswordResetRequired,
  Reauthentication,
  SignInConfirmation,
  SignInReport,
  UserDevices,
  UserSessionList,
  UserSessions,
} from '@castellan/accounts';
import { NotFound, ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { InvalidPasskey } from '@castellan/passkeys';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { AnswersWithCookies } from '../openapi/answers-with-cookies.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { IdParamDto } from '../validators/id-param.dto.js';
import { ApiAnswer, ApiRenewed } from './api-answer.decorator.js';
import { ConfirmationDto } from './confirmation.dto.js';
import { DetailDto } from './detail.dto.js';
import { DeviceListDto, SignOutEverywhereDto, toDeviceDto } from './own-sessions.dto.js';
import { ReauthenticateDto } from './password.dto.js';
import { RenewedByBearerDto, SessionListDto, toSessionDto } from './session.dto.js';
import { SignInAnswers } from './sign-in-answers.js';
import { wholeList } from './whole-list.js';

const SIGNED_OUT = 'Signed out everywhere else.';
const CONFIRMED = 'Confirmed.';
const SIGN_IN_CONFIRMED: DetailDto = { detail: 'Go back to where you sign in, and enter a code.' };
const REPORTED: DetailDto = { detail: 'Every session was ended. A link to reset the password is on its way.' };

@ApiTags('sessions and devices')
@Controller('api/auth')
export class OwnSessionsController {
  constructor(
    private readonly list: UserSessionList,
    private readonly sessions: UserSessions,
    private readonly devices: UserDevices,
    private readonly reauthentication: Reauthentication,
    private readonly reports: SignInReport,
    private readonly confirmations: SignInConfirmation,
    private readonly answers: SignInAnswers,
  ) {}

  @Get('sessions')
  @ApiOperation({ summary: 'The own live sessions', description: 'All of them, the one of this request marked `current`.' })
  @RequiresAuth()
  @Limit('session')
  @ApiAnswer(200, SessionListDto)
  async ownSessions(@CurrentCaller() caller: Caller): Promise<SessionListDto> {
    const sessions = await this.list.of(caller.userId);
    return wholeList(sessions.map((session) => toSessionDto(session, caller.sessionId)));
  }

  @Delete('sessions/:id')
  @Remembers('session_revoked')
  @HttpCode(204)
  @ApiOperation({
    summary: 'End one of the own sessions',
    description: 'After a recent sign-in. Its very next request is refused. Another user’s id is 404.',
  })
  @RequiresRecentAuth()
  @Limit('session')
  @ApiNoContentResponse({ description: 'Ended.' })
  @ApiErrors(NotFound)
  async endSession(@Param() { id }: IdParamDto, @CurrentCaller() caller: Caller, @Context() context: RequestContext): Promise<void> {
    await this.sessions.revoke(caller, id, context);
  }

  @Post('logout-all')
  @Remembers('session_revoked')
  @HttpCode(200)
  @ApiOperation({
    summary: 'End every other session',
    description: 'After a recent sign-in. With `include_current` this one too; `logout/` asks for nothing.',
  })
  @RequiresRecentAuth()
  @Limit('session')
  @AnswersWithCookies('cleared')
  @ApiAnswer(200, DetailDto, { detail: SIGNED_OUT })
  async signOutEverywhere(
    @Body() body: SignOutEverywhereDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DetailDto> {
    const includeCurrent = body.include_current ?? false;
    await this.sessions.revokeAll(caller, includeCurrent, context);
    return includeCurrent ? this.answers.renewed('Signed out everywhere.', null, reply) : { detail: SIGNED_OUT };
  }

  @Post('reauthenticate')
  @Remembers('reauthenticated')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Prove again who you are',
    description:
      'Opens routes that ask for a recent sign-in for 5 min. With a second factor on, its `code` is asked for, or a passkey as `credential`. The session gets new tokens, in its own transport; its older ones die.',
  })
  @RequiresAuth({ whileEnrolling: true })
  @Limit('credentials')
  @ApiRenewed()
  @ApiErrors(ValidationFailed, InvalidPasskey, PasswordResetRequired)
  async reauthenticate(
    @Body() body: ReauthenticateDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RenewedByBearerDto | DetailDto> {
    const { password, code, otp_code, credential } = body;
    const renewed = await this.reauthentication.prove(caller, { password, code, otp_code, credential }, context);
    return this.answers.renewed(CONFIRMED, renewed, reply);
  }

  @Get('devices')
  @ApiOperation({
    summary: 'The devices the own account was used on',
    description: 'All that are known, the one of this request marked `current`; where one asks for no second factor, it says until when.',
  })
  @RequiresAuth()
  @Limit('session')
  @ApiAnswer(200, DeviceListDto)
  async ownDevices(@CurrentCaller() caller: Caller): Promise<DeviceListDto> {
    const { devices, currentId } = await this.devices.list(caller);
    return wholeList(devices.map((device) => toDeviceDto(device, currentId)));
  }

  @Delete('devices/:id')
  @Remembers('device_removed')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forget a device', description: 'After a recent sign-in. Ends its sessions. Another user’s id is 404.' })
  @RequiresRecentAuth()
  @Limit('session')
  @ApiNoContentResponse({ description: 'Forgotten.' })
  @ApiErrors(NotFound)
  async forgetDevice(@Param() { id }: IdParamDto, @CurrentCaller() caller: Caller, @Context() context: RequestContext): Promise<void> {
    await this.devices.remove(caller.userId, id, context);
  }

  @Post('confirm-sign-in')
  @Remembers('sign_in_confirmed')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Let a sign-in from a new device go on',
    description:
      'With the link that was mailed when `2fa/verify-login/` answered `confirmation_required`. Codes of that sign-in are looked at again.',
  })
  @Public()
  @Limit('verify')
  @ApiAnswer(200, DetailDto, SIGN_IN_CONFIRMED)
  @ApiErrors(InvalidLink)
  async confirmSignIn(@Body() body: ConfirmationDto, @Context() context: RequestContext): Promise<DetailDto> {
    await this.confirmations.confirm(body.uid, body.token, context);
    return SIGN_IN_CONFIRMED;
  }

  @Post('report-sign-in')
  @Remembers('sign_in_reported')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Report what was not you',
    description:
      'With the link of the mail about a new device, a second factor, backup codes or a phone number. Ends every session, forgets all devices, takes away what was added since that sign-in or in the last 72 h, restores the address that the link was mailed to, and mails a link to choose a new password.',
  })
  @Public()
  @Limit('verify')
  @ApiAnswer(200, DetailDto, REPORTED)
  @ApiErrors(InvalidLink)
  async reportSignIn(@Body() body: ConfirmationDto, @Context() context: RequestContext): Promise<DetailDto> {
    await this.reports.report(body.uid, body.token, context);
    return REPORTED;
  }
}
