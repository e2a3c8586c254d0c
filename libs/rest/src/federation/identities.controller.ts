import { CurrentCaller, RequiresAuth, RequiresRecentAuth, TwoFactorRequired } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { LastFactor, OwnIdentities } from '@castellan/accounts';
import { NotFound } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { wholeList } from '../accounts/whole-list.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { IdParamDto } from '../validators/id-param.dto.js';
import { IdentityListDto, toIdentityDto } from './federation.dto.js';

@ApiTags('providers')
@Controller('api/auth/identities')
export class IdentitiesController {
  constructor(private readonly own: OwnIdentities) {}

  @Get()
  @ApiOperation({ summary: 'The own connected accounts', description: 'All of them, the oldest first.' })
  @RequiresAuth()
  @Limit('session')
  @ApiAnswer(200, IdentityListDto)
  async identities(@CurrentCaller() caller: Caller): Promise<IdentityListDto> {
    return wholeList((await this.own.list(caller)).map(toIdentityDto));
  }

  @Delete(':id')
  @Remembers('identity_removed')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Disconnect an account of a provider',
    description: 'After a recent sign-in. Not the last way in. Another user’s id is 404.',
  })
  @RequiresRecentAuth()
  @Limit('credentials')
  @ApiNoContentResponse({ description: 'Removed.' })
  @ApiErrors(NotFound, LastFactor, TwoFactorRequired)
  async removeIdentity(@Param() { id }: IdParamDto, @CurrentCaller() caller: Caller, @Context() context: RequestContext): Promise<void> {
    await this.own.remove(caller, id, context);
  }
}
