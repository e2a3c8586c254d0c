import { RequiresPermission } from '@castellan/access';
import { AccountSupport, PreconditionFailed } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { NotFound } from '@castellan/common';
import { Body, Controller, Get, Headers, Param, Patch, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Remembers } from '../../events/remembers.decorator.js';
import { ApiErrors } from '../../openapi/api-errors.decorator.js';
import { headers } from '../../openapi/headers.js';
import { IdParamDto } from '../../validators/id-param.dto.js';
import { CurrentOperator } from '../current-operator.decorator.js';
import { ManagementRoute } from '../management-route.decorator.js';
import { ChangeUserDto } from './change-user.dto.js';
import { ManagedUserDto } from './user.dto.js';
import { versionsWanted } from './user-etag.js';
import { UserReading } from './user-reading.js';

const ApiUserAnswer = (): MethodDecorator =>
  ApiResponse({ status: 200, type: ManagedUserDto, description: 'The user, and the version of them as `ETag`.', headers: headers('ETag') });

@ApiTags('management')
@Controller('api/admin/users')
export class ManagedUsersController {
  constructor(
    private readonly users: UserReading,
    private readonly support: AccountSupport,
  ) {}

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
}
