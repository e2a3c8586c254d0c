import { CurrentCaller, ReauthenticationRequired, RequiresAuth, RequiresRecentAuth, TwoFactorRequired } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { OwnTwoFactor, PasswordResetRequired, TwoFactorEnrolment, TwoFactorRemoval } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { InvalidPasskey } from '@castellan/passkeys';
import { AlreadyEnabled, NotEnabled } from '@castellan/twofactor';
import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiAnswer, ApiRenewed } from '../accounts/api-answer.decorator.js';
import { DetailDto } from '../accounts/detail.dto.js';
import { SignInAnswers } from '../accounts/sign-in-answers.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { TwoFactorEnabling } from './two-factor-enabling.js';
import {
  DisableTwoFactorDto,
  EnableTwoFactorDto,
  SetUpTwoFactorDto,
  TwoFactorEnabledByBearerDto,
  TwoFactorEnabledByCookieDto,
  TwoFactorSetupDto,
  TwoFactorStateDto,
} from './two-factor.dto.js';

const ENABLED = 'Two-factor authentication is on.';
const DISABLED: DetailDto = { detail: 'Two-factor authentication is off.' };

@ApiTags('2fa')
@Controller('api/auth')
export class TwoFactorController {
  constructor(
    private readonly own: OwnTwoFactor,
    private readonly enrolment: TwoFactorEnrolment,
    private readonly enabling: TwoFactorEnabling,
    private readonly removal: TwoFactorRemoval,
    private readonly answers: SignInAnswers,
  ) {}

  @Get('2fa')
  @ApiOperation({
    summary: 'Whether two-step sign-in is on, and what proves it',
    description: 'A passkey is among the `methods` also while it is off: it proves anew who you are.',
  })
  @RequiresAuth({ whileEnrolling: true })
  @Limit('session')
  @ApiAnswer(200, TwoFactorStateDto)
  async twoFactor(@CurrentCaller() caller: Caller): Promise<TwoFactorStateDto> {
    const { enabled, enabledAt, methods, backupCodesRemaining } = await this.own.of(caller);
    return { enabled, enabled_at: enabledAt, methods, backup_codes_remaining: backupCodesRemaining };
  }

  @Post('2fa/setup')
  @Remembers('twofactor_setup')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Begin to set up an authenticator',
    description:
      'Replaces an unfinished set-up. Nothing is on before `2fa/enable/`. While two-step sign-in is off, staff gives `otp_code` too, as a ' +
      'password alone binds no authenticator that opens the panel; while it is on, the session must have proven a second factor.',
  })
  @RequiresRecentAuth()
  @RequiresAuth({ whileEnrolling: true })
  @Limit('two_factor')
  @ApiAnswer(200, TwoFactorSetupDto)
  @ApiErrors(ValidationFailed, AlreadyEnabled, TwoFactorRequired)
  async setUpTwoFactor(
    @Body() body: SetUpTwoFactorDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
  ): Promise<TwoFactorSetupDto> {
    const { secret, otpauthUri, qrCode, expiresInMs } = await this.enrolment.setUp(caller, body.otp_code ?? null, context);
    return { secret, otpauth_uri: otpauthUri, qr_code: qrCode, expires_in: Math.floor(expiresInMs / 1000) };
  }

  /** An older name of it. */
  @Post('qr')
  @Remembers('twofactor_setup')
  @HttpCode(200)
  @ApiExcludeEndpoint()
  @RequiresRecentAuth()
  @RequiresAuth({ whileEnrolling: true })
  @Limit('two_factor')
  qr(@Body() body: SetUpTwoFactorDto, @CurrentCaller() caller: Caller, @Context() context: RequestContext): Promise<TwoFactorSetupDto> {
    return this.setUpTwoFactor(body, caller, context);
  }

  @Post('2fa/enable')
  @Remembers('twofactor_enabled')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Turn the second factor on',
    description:
      'With the authenticator’s first code, or an own passkey asked for by `reauthenticate/options/`, beside which staff gives `otp_code`. Where it is on by a passkey, the authenticator is added to it, and no codes are made. This session becomes one of assurance level 2 and gets new tokens, in its own transport; its older ones die.',
  })
  @RequiresRecentAuth()
  @RequiresAuth({ whileEnrolling: true })
  @Limit('two_factor')
  @ApiRenewed(TwoFactorEnabledByBearerDto, TwoFactorEnabledByCookieDto)
  @ApiErrors(ValidationFailed, InvalidPasskey, AlreadyEnabled, TwoFactorRequired)
  async enableTwoFactor(
    @Body() body: EnableTwoFactorDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TwoFactorEnabledByCookieDto> {
    const { backupCodes, renewed } = await this.enabling.enable(caller, body, context);
    return Object.assign(this.answers.renewed(ENABLED, renewed, reply), { backup_codes: backupCodes });
  }

  @Post('2fa/disable')
  @Remembers('twofactor_disabled')
  @HttpCode(200)
  @ApiOperation({ summary: 'Turn the second factor off', description: 'Ends no session. Takes the trust from every device.' })
  @RequiresAuth()
  @Limit('two_factor')
  @ApiAnswer(200, DetailDto, DISABLED)
  @ApiErrors(ValidationFailed, InvalidPasskey, NotEnabled, ReauthenticationRequired, PasswordResetRequired)
  async disableTwoFactor(
    @Body() body: DisableTwoFactorDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
  ): Promise<DetailDto> {
    await this.removal.disable(caller, body.password ?? null, { code: body.code, credential: body.credential }, context);
    return DISABLED;
  }
}
