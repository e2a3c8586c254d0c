import { Public } from '@castellan/access';
import { Federation } from '@castellan/federation';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { wholeList } from '../accounts/whole-list.js';
import { Limit } from '../limits/limit.decorator.js';
import { ProviderListDto, toProviderDto } from './federation.dto.js';

@ApiTags('providers')
@Controller('api/auth/providers')
export class ProvidersController {
  constructor(private readonly federation: Federation) {}

  @Get()
  @ApiOperation({ summary: 'The providers that people may sign in with', description: 'All of them, in the order of the operator.' })
  @Public()
  @Limit('open')
  @ApiAnswer(200, ProviderListDto)
  providers(): ProviderListDto {
    return wholeList(this.federation.providers.map(toProviderDto));
  }
}
