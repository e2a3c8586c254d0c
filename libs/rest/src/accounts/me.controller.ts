import { CurrentCaller, RequiresAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { LiveSessions } from '@castellan/accounts';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Limit } from '../limits/limit.decorator.js';
import { ApiAnswer } from './api-answer.decorator.js';
import { toUserDto, UserDto } from './user.dto.js';

@ApiTags('account')
@Controller('api/auth/me')
export class MeController {
  constructor(private readonly sessions: LiveSessions) {}

  @Get()
  @ApiOperation({ summary: 'The signed-in user' })
  @RequiresAuth({ whileEnrolling: true })
  @Limit('session')
  @ApiAnswer(200, UserDto)
  async currentUser(@CurrentCaller() caller: Caller): Promise<UserDto> {
    return toUserDto(await this.sessions.userOf(caller), caller.aal);
  }
}
