import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';

/** The field `source_url`: any text will do, since a bad one never breaks a sign-up (docs/reference/contract.md#sources). */
export const ApiSourceUrl = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: String,
      description:
        'Where the person came from. http(s), at most 2 000 characters; anything else is ignored. Kept without credentials, fragment, and all parameters but `utm_*`.',
    }),
    IsOptional(),
    IsString(),
  );

/** Where the person came from: what the client says, else the page that its browser names. */
export function sourceUrlOf({ source_url: said }: { readonly source_url?: string | null }, referer: string | undefined): string | null {
  return said?.trim() ? said : (referer ?? null);
}
