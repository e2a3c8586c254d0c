import { RequiresPermission } from '@castellan/access';
import { NotFound } from '@castellan/common';
import { PanelRights } from '@castellan/panel';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../../accounts/api-answer.decorator.js';
import { wholeList } from '../../accounts/whole-list.js';
import { Remembers } from '../../events/remembers.decorator.js';
import { ApiErrors } from '../../openapi/api-errors.decorator.js';
import { IdParamDto } from '../../validators/id-param.dto.js';
import { CurrentOperator } from '../current-operator.decorator.js';
import type { ManagementOperator } from '../management-operators.js';
import { ManagementRoute } from '../management-route.decorator.js';
import { withReason } from '../with-reason.js';
import { SetGroupsDto, toGroupDtos, UserGroupListDto } from './user-groups.dto.js';
import { KnownUsers } from './known-users.js';

@ApiTags('management')
@Controller('api/admin/users/:id/groups')
export class UserGroupsController {
  constructor(
    private readonly rights: PanelRights,
    private readonly known: KnownUsers,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The groups of a user', description: 'With `groups.view`. All of them, by name.' })
  @ManagementRoute('groups.view', 'read')
  @ApiAnswer(200, UserGroupListDto)
  @ApiErrors(NotFound)
  async groupsOfUser(@Param() { id }: IdParamDto, @CurrentOperator() operator: ManagementOperator): Promise<UserGroupListDto> {
    await this.known.demand(id);
    return wholeList(toGroupDtos(await this.rights.groupChoices(operator, id)));
  }

  @Put()
  @Remembers('user_changed')
  @ApiOperation({
    summary: 'Set the groups of a user',
    description: 'By a superuser in a session of their own; never by a key. What is not named is left.',
  })
  @ManagementRoute('groups.change', 'write')
  @RequiresPermission('groups.view')
  @ApiAnswer(200, UserGroupListDto)
  @ApiErrors(NotFound)
  async setGroupsOfUser(
    @Param() { id }: IdParamDto,
    @Body() body: SetGroupsDto,
    @CurrentOperator() operator: ManagementOperator,
  ): Promise<UserGroupListDto> {
    await this.rights.setMemberships(withReason(operator, body), id, body.groups);
    return this.groupsOfUser({ id }, operator);
  }
}
