import { ApiProperty } from '@nestjs/swagger';

export class AvatarDto {
  @ApiProperty({ example: 'Avatar changed.' })
  readonly detail: string;

  @ApiProperty({ example: 'http://localhost:3000/avatars/dPTQMlauXWcldUnVGIiPjeRsJb0xOaGpqgD3zX2c0Jk.webp', format: 'uri', type: String })
  readonly avatar_url: string | null;
}
