import { Public } from '@castellan/access';
import { NotFound } from '@castellan/common';
import { Avatars } from '@castellan/profiles';
import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { ApiPicture } from './api-avatar.decorator.js';
import { etagOf, hasCurrent, PICTURE_HEADERS } from './picture-headers.js';
import { PictureParamDto } from './picture-param.dto.js';

@ApiTags('profile')
@Controller('avatars')
export class PicturesController {
  constructor(private readonly avatars: Avatars) {}

  @Get(':file')
  @ApiOperation({ summary: 'An avatar', description: 'For anyone who knows its address, which cannot be guessed.' })
  @Public()
  @Limit('pictures')
  @ApiPicture()
  @ApiErrors(NotFound)
  async avatarPicture(
    @Param() { file }: PictureParamDto,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const picture = await this.avatars.read(file.slice(0, -'.webp'.length));
    if (!picture) throw new NotFound();
    void reply.headers({ ...PICTURE_HEADERS, etag: etagOf(file) });
    if (!hasCurrent(known, file)) return picture;
    void reply.code(304).removeHeader('content-type');
    return undefined;
  }
}
