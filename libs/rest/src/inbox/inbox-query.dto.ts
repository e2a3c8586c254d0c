import { IsOptional, IsString, MaxLength } from 'class-validator';

export class InboxQuery {
  /** The whole address or number, in any case. */
  @IsOptional()
  @IsString()
  @MaxLength(320)
  to?: string;
}
