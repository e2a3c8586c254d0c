import { Public } from '@castellan/access';
import { Passkeys } from '@castellan/passkeys';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { RelatedOriginsDto } from './related-origins.dto.js';

/** Browsers ask the host of the RP id where they stand at another one (WebAuthn level 3, §5.11). */
@ApiTags('passkeys')
@Controller('.well-known')
export class RelatedOriginsController {
  constructor(private readonly passkeys: Passkeys) {}

  @Get('webauthn')
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOperation({
    summary: 'The origins that may use the passkeys',
    description: 'Related origins (WebAuthn level 3, §5.11): browsers read it at the host that passkeys are bound to.',
  })
  @Public()
  @Limit('keys')
  @ApiAnswer(200, RelatedOriginsDto)
  relatedOrigins(): RelatedOriginsDto {
    return { origins: this.passkeys.origins };
  }
}
