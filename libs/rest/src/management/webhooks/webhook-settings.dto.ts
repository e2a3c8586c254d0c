import { WEBHOOK_EVENTS } from '@castellan/webhooks';
import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsString, MaxLength } from 'class-validator';
import { NothingElse } from '../../validators/nothing-else.decorator.js';
import { MayBeLeftOut } from '../../validators/may-be-left-out.decorator.js';

const MAX_URL_LENGTH = 2_000;
const MAX_DESCRIPTION_LENGTH = 200;
/** More than there are events: a body names none a thousand times. */
const MAX_EVENTS = 100;

/** What an endpoint is; whether it may be so its service says. */
@NothingElse()
export class CreateWebhookDto {
  @ApiProperty({
    example: 'https://crm.example.com/castellan',
    maxLength: MAX_URL_LENGTH,
    description: 'https, and at a public address.',
  })
  @MaxLength(MAX_URL_LENGTH)
  @IsString()
  readonly url: string;

  @ApiProperty({
    example: ['user_registered', 'account_erased'],
    enum: WEBHOOK_EVENTS,
    enumName: 'WebhookEvent',
    isArray: true,
    minItems: 1,
  })
  @IsString({ each: true })
  @ArrayMaxSize(MAX_EVENTS)
  @IsArray()
  readonly events: readonly string[];

  @ApiPropertyOptional({ example: 'CRM', maxLength: MAX_DESCRIPTION_LENGTH, type: String, description: 'For people.' })
  @MayBeLeftOut()
  @MaxLength(MAX_DESCRIPTION_LENGTH)
  @IsString()
  readonly description?: string;
}

/** What is left out stays. */
@NothingElse()
export class ChangeWebhookDto extends PartialType(CreateWebhookDto, { skipNullProperties: false }) {
  @ApiPropertyOptional({ example: true, type: Boolean, description: 'False: it is told nothing until it is switched on again.' })
  @MayBeLeftOut()
  @IsBoolean()
  readonly is_active?: boolean;
}
