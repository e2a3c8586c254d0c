import { CurrentCaller, RequiresAuth, RequiresRecentAuth, TwoFactorRequired } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { LastFactor, OwnPasskeys, PasskeyRegistration } from '@castellan/accounts';
import { NotFound, ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { InvalidPasskey, TooManyPasskeys } from '@castellan/passkeys';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { wholeList } from '../accounts/whole-list.js';
import { Remembers, RemembersRefusals } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { IdParamDto } from '../validators/id-param.dto.js';
import {
  AddPasskeyDto,
  NewPasskeyDto,
  PasskeyDto,
  PasskeyListDto,
  PasskeyOptionsDto,
  PasskeyRegistrationOptionsDto,
  PasskeySignalsDto,
  RenamePasskeyDto,
  toNewPasskeyDto,
  toPasskeyDto,
  toPasskeySignalsDto,
} from './passkey.dto.js';

@ApiTags('passkeys')
@Controller('api/auth/passkeys')
@Limit('passkeys')
export class PasskeysController {
  constructor(
    private readonly passkeys: OwnPasskeys,
    private readonly registration: PasskeyRegistration,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The own passkeys', description: 'All of them.' })
  @RequiresAuth({ whileEnrolling: true })
  @Limit('session')
  @ApiAnswer(200, PasskeyListDto)
  async ownPasskeys(@CurrentCaller() caller: Caller): Promise<PasskeyListDto> {
    const passkeys = await this.passkeys.list(caller);
    return wholeList(passkeys.map(toPasskeyDto));
  }

  @Get('signals')
  @ApiOperation({
    summary: 'What browsers are told of the own passkeys',
    description: 'For `signalAllAcceptedCredentials`, so that they offer none that was removed. 404 for who never had one.',
  })
  @RequiresAuth({ whileEnrolling: true })
  @Limit('session')
  @ApiAnswer(200, PasskeySignalsDto)
  @ApiErrors(NotFound)
  async passkeySignals(@CurrentCaller() caller: Caller): Promise<PasskeySignalsDto> {
    return toPasskeySignalsDto(await this.passkeys.signals(caller));
  }

  @Post('options')
  @RemembersRefusals('passkey_added')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Begin to add a passkey',
    description:
      'After a recent sign-in. `options` is for `startRegistration` of browsers. Staff without a second factor gives `otp_code` too, as a password alone binds no passkey that opens the panel.',
  })
  @RequiresRecentAuth()
  @RequiresAuth({ whileEnrolling: true })
  @ApiAnswer(200, PasskeyRegistrationOptionsDto)
  @ApiErrors(ValidationFailed, TooManyPasskeys, TwoFactorRequired)
  async passkeyOptions(
    @Body() body: PasskeyOptionsDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
  ): Promise<PasskeyRegistrationOptionsDto> {
    const { options, expiresInMs } = await this.registration.options(caller, body.otp_code ?? null, context);
    return { options, expires_in: Math.floor(expiresInMs / 1000) };
  }

  @Post()
  @Remembers('passkey_added')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Add a passkey',
    description:
      'After a recent sign-in, with what the browser made of the options. The first second factor of a user brings backup codes.',
  })
  @RequiresRecentAuth()
  @RequiresAuth({ whileEnrolling: true })
  @ApiAnswer(201, NewPasskeyDto)
  @ApiErrors(InvalidPasskey, TooManyPasskeys, TwoFactorRequired)
  async addPasskey(
    @Body() body: AddPasskeyDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
  ): Promise<NewPasskeyDto> {
    return toNewPasskeyDto(await this.registration.add(caller, body.credential, body.name ?? null, context));
  }

  @Patch(':id')
  @Remembers('passkey_renamed')
  @ApiOperation({ summary: 'Rename a passkey', description: 'Another user’s id is 404.' })
  @RequiresAuth({ whileEnrolling: true })
  @ApiAnswer(200, PasskeyDto)
  @ApiErrors(NotFound)
  async renamePasskey(
    @Param() { id }: IdParamDto,
    @Body() body: RenamePasskeyDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
  ): Promise<PasskeyDto> {
    return toPasskeyDto(await this.passkeys.rename(caller, id, body.name, context));
  }

  @Delete(':id')
  @Remembers('passkey_removed')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a passkey',
    description:
      'After a recent sign-in. Not the last way in, nor the last second factor while two-step sign-in is on. Another user’s id is 404.',
  })
  @RequiresRecentAuth()
  @RequiresAuth({ whileEnrolling: true })
  @ApiNoContentResponse({ description: 'Removed.' })
  @ApiErrors(NotFound, LastFactor, TwoFactorRequired)
  async removePasskey(@Param() { id }: IdParamDto, @CurrentCaller() caller: Caller, @Context() context: RequestContext): Promise<void> {
    await this.passkeys.remove(caller, id, context);
  }
}
