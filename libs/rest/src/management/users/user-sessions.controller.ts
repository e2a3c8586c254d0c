import { SessionRevocation, UserSessionList } from '@castellan/accounts';
import { NotFound } from '@castellan/common';
import { Body, Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../../accounts/api-answer.decorator.js';
import { wholeList } from '../../accounts/whole-list.js';
import { Remembers } from '../../events/remembers.decorator.js';
import { ApiErrors } from '../../openapi/api-errors.decorator.js';
import { IdParamDto } from '../../validators/id-param.dto.js';
import { CurrentOperator } from '../current-operator.decorator.js';
import type { ManagementOperator } from '../management-operators.js';
import { ManagementRoute } from '../management-route.decorator.js';
import { ReasonDto } from '../reason.dto.js';
import { withReason } from '../with-reason.js';
import { KnownUsers } from './known-users.js';
import { ManagedSessionListDto, toManagedSessionDto } from './user-sessions.dto.js';

@ApiTags('management')
@Controller('api/admin/users/:id/sessions')
export class ManagedSessionsController {
  constructor(
    private readonly sessions: UserSessionList,
    private readonly known: KnownUsers,
    private readonly revocation: SessionRevocation,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The live sessions of a user', description: 'With `sessions.view`. All of them, the last used first.' })
  @ManagementRoute('sessions.view', 'read')
  @ApiAnswer(200, ManagedSessionListDto)
  @ApiErrors(NotFound)
  async managedSessions(@Param() { id }: IdParamDto): Promise<ManagedSessionListDto> {
    await this.known.demand(id);
    return wholeList((await this.sessions.of(id)).map(toManagedSessionDto));
  }

  @Delete()
  @Remembers('session_revoked')
  @HttpCode(204)
  @ApiOperation({
    summary: 'End every session of a user',
    description:
      'With `sessions.delete`. At the API and at the panel, but for the one of this request. Their very next request is refused.',
  })
  @ManagementRoute('sessions.delete', 'write')
  @ApiNoContentResponse({ description: 'Ended.' })
  @ApiErrors(NotFound)
  async endSessions(@Param() { id }: IdParamDto, @Body() body: ReasonDto, @CurrentOperator() operator: ManagementOperator): Promise<void> {
    await this.revocation.endAll(withReason(operator, body), id);
  }
}
