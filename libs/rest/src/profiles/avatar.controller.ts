import { CurrentCaller, RequiresAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { OwnAvatar } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { Controller, Delete, HttpCode, Post, Put, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { TakesUpload } from '../body/uploads.js';
import { Remembers } from '../events/remembers.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { Context } from '../tracing/context.decorator.js';
import { ApiAvatarUpload } from './api-avatar.decorator.js';
import { AvatarUploads } from './avatar-uploads.js';
import { AvatarDto } from './avatar.dto.js';

@ApiTags('profile')
@Controller('api/profile/avatar')
export class AvatarController {
  constructor(
    private readonly uploads: AvatarUploads,
    private readonly avatar: OwnAvatar,
  ) {}

  @Put()
  @Remembers('avatar_changed')
  @ApiAvatarUpload('Change the own avatar')
  @RequiresAuth()
  @Limit('avatar')
  @TakesUpload()
  async changeAvatar(
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
  ): Promise<AvatarDto> {
    const url = await this.uploads.receive(request, (file) => this.avatar.replace(caller, file, context));
    return { detail: 'Avatar changed.', avatar_url: url };
  }

  @Post()
  @Remembers('avatar_changed')
  @HttpCode(200)
  @ApiAvatarUpload('The same as PUT, for forms')
  @RequiresAuth()
  @Limit('avatar')
  @TakesUpload()
  postAvatar(@Req() request: FastifyRequest, @CurrentCaller() caller: Caller, @Context() context: RequestContext): Promise<AvatarDto> {
    return this.changeAvatar(request, caller, context);
  }

  @Delete()
  @Remembers('avatar_removed')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove the own avatar', description: 'Its address is 404 from now on; copies in caches are not called back.' })
  @RequiresAuth()
  @Limit('avatar')
  @ApiNoContentResponse({ description: 'There is none now.' })
  async removeAvatar(@CurrentCaller() caller: Caller, @Context() context: RequestContext): Promise<void> {
    await this.avatar.remove(caller, context);
  }
}
