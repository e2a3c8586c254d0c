import { AccountStatus, AccountSupport, AccountUnlocking, LastSuperuser, TwoFactorReset } from '@castellan/accounts';
import { NotFound } from '@castellan/common';
import { NotEnabled } from '@castellan/twofactor';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Remembers } from '../../events/remembers.decorator.js';
import { ApiErrors } from '../../openapi/api-errors.decorator.js';
import { IdParamDto } from '../../validators/id-param.dto.js';
import { CurrentOperator } from '../current-operator.decorator.js';
import type { ManagementOperator } from '../management-operators.js';
import { ManagementRoute } from '../management-route.decorator.js';
import { ReasonDto } from '../reason.dto.js';
import { withReason } from '../with-reason.js';
import { DisableUserDto } from './disable-user.dto.js';
import { spanOf } from './span.js';

const CHANGE = 'With `users.change`.';
const NOT_STAFF = 'Staff and superusers are the affair of superusers, and of no key.';

/** What operators do to one account, each by the service that the panel calls. */
@ApiTags('management')
@Controller('api/admin/users/:id')
export class UserActsController {
  constructor(
    private readonly status: AccountStatus,
    private readonly support: AccountSupport,
    private readonly unlocking: AccountUnlocking,
    private readonly secondFactors: TwoFactorReset,
  ) {}

  @Post('disable')
  @Remembers('account_disabled')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Disable an account',
    description: `${CHANGE} Every session ends at once; nobody signs in until it is enabled, or \`for\` is over. ${NOT_STAFF}`,
  })
  @ManagementRoute('users.change', 'write')
  @ApiNoContentResponse({ description: 'Disabled.' })
  @ApiErrors(NotFound, LastSuperuser)
  async disableUser(
    @Param() { id }: IdParamDto,
    @Body() body: DisableUserDto,
    @CurrentOperator() operator: ManagementOperator,
  ): Promise<void> {
    await this.status.disable(withReason(operator, body), [id], spanOf('for', body.for));
  }

  @Post('enable')
  @Remembers('account_enabled')
  @HttpCode(204)
  @ApiOperation({ summary: 'Enable an account again', description: `${CHANGE} It brings no session back. ${NOT_STAFF}` })
  @ManagementRoute('users.change', 'write')
  @ApiNoContentResponse({ description: 'Enabled.' })
  @ApiErrors(NotFound)
  async enableUser(@Param() { id }: IdParamDto, @CurrentOperator() operator: ManagementOperator): Promise<void> {
    await this.status.setActive(operator, [id], true);
  }

  @Post('verify')
  @Remembers('email_verified')
  @HttpCode(204)
  @ApiOperation({ summary: 'Count the address of a user as proven', description: `${CHANGE} ${NOT_STAFF}` })
  @ManagementRoute('users.change', 'write')
  @ApiNoContentResponse({ description: 'Proven.' })
  @ApiErrors(NotFound)
  async verifyUser(@Param() { id }: IdParamDto, @CurrentOperator() operator: ManagementOperator): Promise<void> {
    await this.support.verify(operator, id);
  }

  @Post('reset-2fa')
  @Remembers('twofactor_reset')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Turn off two-step sign-in of somebody who has lost their second factors',
    description: `${CHANGE} Authenticator, backup codes and passkeys go, every session ends, and they are mailed. ${NOT_STAFF}`,
  })
  @ManagementRoute('users.change', 'write')
  @ApiNoContentResponse({ description: 'Turned off.' })
  @ApiErrors(NotFound, NotEnabled)
  async resetSecondFactors(
    @Param() { id }: IdParamDto,
    @Body() { reason }: ReasonDto,
    @CurrentOperator() operator: ManagementOperator,
  ): Promise<void> {
    await this.secondFactors.reset(operator, id, reason ?? '');
  }

  @Post('send-reset')
  @Remembers('password_reset_requested')
  @HttpCode(204)
  @ApiOperation({ summary: 'Mail a user the link that sets a new password', description: CHANGE })
  @ManagementRoute('users.change', 'write')
  @ApiNoContentResponse({ description: 'It is on its way.' })
  @ApiErrors(NotFound)
  async sendPasswordReset(@Param() { id }: IdParamDto, @CurrentOperator() operator: ManagementOperator): Promise<void> {
    await this.support.sendResetLink(operator, id);
  }

  @Post('unlock')
  @Remembers('account_unlocked')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Lift what is refused to a user after too many wrong secrets',
    description: `${CHANGE} Limits by client go on. ${NOT_STAFF}`,
  })
  @ManagementRoute('users.change', 'write')
  @ApiNoContentResponse({ description: 'Lifted.' })
  @ApiErrors(NotFound)
  async unlockUser(@Param() { id }: IdParamDto, @Body() body: ReasonDto, @CurrentOperator() operator: ManagementOperator): Promise<void> {
    await this.unlocking.unlock(withReason(operator, body), id);
  }
}
