import { Public } from '@castellan/access';
import { WrittenClaims } from '@castellan/accounts';
import { SigningKeys } from '@castellan/keys';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { JwksDto } from './jwks.dto.js';

@ApiTags('keys')
@Controller('.well-known')
export class JwksController {
  constructor(
    private readonly keys: SigningKeys,
    private readonly claims: WrittenClaims,
  ) {}

  /** A new key is published 10 min before it signs, so a cache never misses one; a revoked one is kept no longer than a minute. */
  @Get('jwks.json')
  @Header('Cache-Control', 'public, max-age=60')
  @ApiOperation({
    summary: 'The public keys that verify access tokens',
    description:
      'RFC 7517. Other services verify with these and hold no secret. `token_claims` names what tokens say besides who their holder is (`TOKEN_CLAIMS`).',
  })
  @Public()
  @Limit('keys')
  @ApiAnswer(200, JwksDto)
  async signingKeys(): Promise<JwksDto> {
    const { names } = this.claims;
    return { keys: await this.keys.published(), ...(names && { token_claims: names }) };
  }
}
