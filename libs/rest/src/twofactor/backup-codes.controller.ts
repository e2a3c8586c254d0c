import { CurrentCaller, ReauthenticationRequired, RequiresAuth, TwoFactorRequired } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { OwnBackupCodes, PasswordResetRequired } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { NotEnabled } from '@castellan/twofactor';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { BackupCodesDto, NewBackupCodesDto, RegenerateBackupCodesDto } from './two-factor.dto.js';

const REGENERATED = 'New backup codes made. The old ones no longer work.';

@ApiTags('2fa')
@Controller('api/auth/2fa/backup-codes')
export class BackupCodesController {
  constructor(private readonly codes: OwnBackupCodes) {}

  @Get()
  @ApiOperation({ summary: 'How many backup codes are left', description: 'Never the codes: they are stored hashed.' })
  @RequiresAuth()
  @Limit('session')
  @ApiAnswer(200, BackupCodesDto)
  @ApiErrors(NotEnabled)
  async backupCodes(@CurrentCaller() caller: Caller): Promise<BackupCodesDto> {
    const { total, remaining, codes } = await this.codes.list(caller);
    return { total, remaining, codes: codes.map(({ usedAt }) => ({ used_at: usedAt })) };
  }

  @Post()
  @Remembers('backup_codes_regenerated')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Make new backup codes',
    description: 'On a session with a second factor. The old ones die. Takes the trust from every device.',
  })
  @RequiresAuth()
  @Limit('two_factor')
  @ApiAnswer(200, NewBackupCodesDto)
  @ApiErrors(ValidationFailed, NotEnabled, TwoFactorRequired, ReauthenticationRequired, PasswordResetRequired)
  async regenerateBackupCodes(
    @Body() body: RegenerateBackupCodesDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
  ): Promise<NewBackupCodesDto> {
    return { detail: REGENERATED, backup_codes: await this.codes.regenerate(caller, body.password ?? null, context) };
  }
}
