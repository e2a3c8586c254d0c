import type { Operator } from '@castellan/accounts';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentOperator } from '../current-operator.decorator.js';
import { toManagedUserDto } from '../users/user.dto.js';
import { Given } from './given-query.decorator.js';
import type { GivenQuery } from './list-query.js';
import { USERS } from './lists.js';
import { ManagedListRoute } from './managed-list.decorator.js';
import { ManagedPages } from './managed-pages.js';
import { ManagedUserPageDto } from './user-page.dto.js';

@ApiTags('management')
@Controller('api/admin/users')
export class ManagedUserListController {
  constructor(private readonly pages: ManagedPages) {}

  @Get()
  @ApiOperation({ summary: 'The users', description: 'With `users.view`. The newest first, unless told.' })
  @ManagedListRoute('users.view', USERS, ManagedUserPageDto)
  managedUsers(@CurrentOperator() operator: Operator, @Given() query: GivenQuery): Promise<ManagedUserPageDto> {
    return this.pages.page(operator, USERS, query, toManagedUserDto);
  }
}
