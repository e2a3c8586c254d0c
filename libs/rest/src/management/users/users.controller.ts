import { RequiresPermission } from '@castellan/access';
import { AccountCreation, AccountDeletion, AccountSupport, LastSuperuser, PlannedErasure, PreconditionFailed } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { NotFound } from '@castellan/common';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Remembers } from '../../events/remembers.decorator.js';
import { ApiErrors } from '../../openapi/api-errors.decorator.js';
import { headers } from '../../openapi/headers.js';
import { IdParamDto } from '../../validators/id-param.dto.js';
import { CurrentOperator } from '../current-operator.decorator.js';
import { Idempotent } from '../idempotency/idempotent.decorator.js';
import type { ManagementOperator } from '../management-operators.js';
import { ManagementRoute } from '../management-route.decorator.js';
import { ChangeUserDto } from './change-user.dto.js';
import { ReasonDto } from '../reason.dto.js';
import { withReason } from '../with-reason.js';
import { CreateUserDto, toKnownAccount } from './create-user.dto.js';
import { DeleteUserQueryDto } from './delete-user-query.dto.js';
import { spanOf } from './span.js';
import { ManagedUserDto, toNewUserDto } from './user.dto.js';
import { versionsWanted } from './user-etag.js';
import { UserReading } from './user-reading.js';

const ApiUserAnswer = (): MethodDecorator =>
  ApiResponse({ status: 200, type: ManagedUserDto, description: 'The user, and the version of them as `ETag`.', headers: headers('ETag') });

@ApiTags('management')
@Controller('api/admin/users')
export class ManagedUsersController {
  constructor(
    private readonly users: UserReading,
    private readonly creation: AccountCreation,
    private readonly support: AccountSupport,
    private readonly deletion: AccountDeletion,
    private readonly planned: PlannedErasure,
  ) {}

  @Post()
  @Idempotent()
  @Remembers('user_created')
  @ApiOperation({
    summary: 'Make an account',
    description:
      'With `users.add`; `is_verified` and `password_hash` need `users.change` besides. What is taken is told plainly. Without a password or an invitation its owner signs in by codes, or resets it.',
  })
  @ManagementRoute('users.add', 'write')
  @ApiResponse({ status: 201, type: ManagedUserDto, description: 'Created.', headers: headers('Idempotent-Replayed') })
  async createUser(@Body() body: CreateUserDto, @CurrentOperator() operator: Operator): Promise<ManagedUserDto> {
    return toNewUserDto(await this.creation.createKnown(operator, toKnownAccount(body)));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One user', description: 'With `users.view`.' })
  @ManagementRoute('users.view', 'read')
  @ApiUserAnswer()
  @ApiErrors(NotFound)
  async managedUser(
    @Param() { id }: IdParamDto,
    @CurrentOperator() operator: Operator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ManagedUserDto> {
    const { user, etag } = await this.users.of(operator, id);
    void reply.header('etag', etag);
    return user;
  }

  @Patch(':id')
  @Remembers('user_changed')
  @ApiOperation({
    summary: 'Change the username and the names of a user',
    description:
      'With `users.change` and `users.view`. What is left out stays. The address is changed by its owner alone. With `If-Match` only while nobody else has changed them since.',
  })
  @ManagementRoute('users.change', 'write')
  @RequiresPermission('users.view')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The `ETag` of an answer.', schema: { type: 'string' } })
  @ApiUserAnswer()
  @ApiErrors(NotFound, PreconditionFailed)
  async changeUser(
    @Param() { id }: IdParamDto,
    @Body() { username, first_name, last_name }: ChangeUserDto,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentOperator() operator: Operator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ManagedUserDto> {
    const form = { username: username === null ? '' : username, first_name, last_name };
    await this.support.change(operator, id, form, versionsWanted(ifMatch));
    return this.managedUser({ id }, operator, reply);
  }

  @Delete(':id')
  @Remembers('account_deleted')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Erase a user',
    description:
      'With `users.delete`. At once, with everything that is theirs; or `after` a while: until then it is closed, and its owner, who is mailed, keeps it by signing in.',
  })
  @ManagementRoute('users.delete', 'write', { takesQuery: true })
  @ApiNoContentResponse({ description: 'Erased, or closed until then.' })
  @ApiErrors(NotFound, LastSuperuser)
  async deleteUser(
    @Param() { id }: IdParamDto,
    @Query() { after }: DeleteUserQueryDto,
    @Body() body: ReasonDto,
    @CurrentOperator() operator: ManagementOperator,
  ): Promise<void> {
    const afterMs = spanOf('after', after);
    const acting = withReason(operator, body);
    await (afterMs === null ? this.deletion.delete(acting, id) : this.planned.plan(acting, id, afterMs));
  }
}
