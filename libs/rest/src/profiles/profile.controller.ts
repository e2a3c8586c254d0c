import { CurrentCaller, RequiresAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { OwnProfile } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { ProfileChangeDto, ProfileDto, toProfileDto } from './profile.dto.js';

@ApiTags('profile')
@Controller('api/profile')
export class ProfileController {
  constructor(private readonly profile: OwnProfile) {}

  @Get()
  @ApiOperation({ summary: 'The own profile', description: 'Modules beside this service may add fields of their own.' })
  @RequiresAuth()
  @Limit('session')
  @ApiAnswer(200, ProfileDto)
  async ownProfile(@CurrentCaller() caller: Caller): Promise<ProfileDto> {
    return toProfileDto(await this.profile.of(caller));
  }

  @Patch()
  @Remembers('profile_changed')
  @ApiOperation({ summary: 'Change the own profile', description: 'Fields that are left out stay; all that is given changes, or nothing.' })
  @RequiresAuth()
  @Limit('session')
  @ApiAnswer(200, ProfileDto)
  async changeProfile(
    @Body() body: ProfileChangeDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
  ): Promise<ProfileDto> {
    return toProfileDto(await this.profile.change(caller, body, context));
  }
}
