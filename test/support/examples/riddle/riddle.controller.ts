import { CurrentCaller, RequiresAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { Reauthentication } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { Context, Limit } from '@castellan/rest';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';

class AnswersDto {
  @IsOptional()
  @IsString()
  readonly riddle?: string;

  @IsOptional()
  @IsString()
  readonly second_riddle?: string;

  @IsOptional()
  @IsString()
  readonly password?: string;

  @IsOptional()
  @IsString()
  readonly code?: string;
}

@Controller('api/riddle')
export class RiddleController {
  constructor(private readonly reauthentication: Reauthentication) {}

  @Post()
  @HttpCode(200)
  @RequiresAuth()
  @Limit('credentials')
  async answer(
    @Body() { riddle, second_riddle, password, code }: AnswersDto,
    @CurrentCaller() caller: Caller,
    @Context() context: RequestContext,
  ) {
    const { tokens } = await this.reauthentication.prove(caller, { riddle, second_riddle, password, code }, context);
    return { access: tokens.access };
  }
}
