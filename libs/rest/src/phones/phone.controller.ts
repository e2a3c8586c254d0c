import { CurrentCaller, RequiresRecentAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { OwnPhone, phoneNumber } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Body, Controller, Delete, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { AnswersNotBefore } from '../floors/answers-not-before.decorator.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { PhoneCodeDto, PhoneCodeSentDto, PhoneConfirmedDto, PhoneDto } from './phone.dto.js';

/** OWASP ASVS 5.0, 6.6.1: whoever may sign in by SMS is told what it is worth, before the number is proven. */
const SENT: PhoneCodeSentDto = {
  detail: 'A code is on its way to that number.',
  notice:
    'SMS is the weakest way to sign in: whoever takes over your number, or reads your messages, can use the codes sent to it. ' +
    'An authenticator app is safer; you can turn it on for your account.',
};

@ApiTags('phone')
@Controller('api/auth/phone')
export class PhoneController {
  constructor(private readonly phones: OwnPhone) {}

  @Post()
  @Remembers('phone_change_requested')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask for a code to prove a phone number',
    description:
      'Three an hour, and 30 s between two for one number. The answer does not tell whether somebody else has it; its `notice` says what SMS is worth.',
  })
  @RequiresRecentAuth()
  @Limit('phone')
  @AnswersNotBefore('mail')
  @ApiAnswer(200, PhoneCodeSentDto, SENT)
  @ApiErrors(ValidationFailed)
  async requestPhone(
    @Body() body: PhoneDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
  ): Promise<PhoneCodeSentDto> {
    await this.phones.request(caller, phoneNumber(body.phone) ?? body.phone, context); // the DTO has checked it
    return SENT;
  }

  @Post('confirm')
  @Remembers('phone_verified')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Prove the phone number',
    description: 'After a recent sign-in, with the code sent to it. It takes the place of an older number.',
  })
  @RequiresRecentAuth()
  @Limit('phone')
  @ApiAnswer(200, PhoneConfirmedDto)
  @ApiErrors(ValidationFailed)
  async confirmPhone(
    @Body() body: PhoneCodeDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
  ): Promise<PhoneConfirmedDto> {
    return { detail: 'Phone number verified.', phone: await this.phones.confirm(caller, body.code, context) };
  }

  @Delete()
  @Remembers('phone_removed')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove the phone number', description: 'Also when there is none.' })
  @RequiresRecentAuth()
  @Limit('phone')
  @ApiNoContentResponse({ description: 'Removed.' })
  async removePhone(@CurrentCaller() caller: Caller, @Context() context: RequestContext): Promise<void> {
    await this.phones.remove(caller, context);
  }
}
