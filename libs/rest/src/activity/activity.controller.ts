import { CurrentCaller, RequiresAuth } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { ActivityDto, ActivityQueryDto } from './activity.dto.js';
import { ActivityPages } from './activity-pages.js';

@ApiTags('sessions and devices')
@Controller('api/auth/activity')
export class ActivityController {
  constructor(private readonly pages: ActivityPages) {}

  @Get()
  @ApiOperation({
    summary: 'What happened to the own account',
    description: 'Sign-ins, failed ones too, and changes; the newest first. `next` and `previous` lead to older and newer pages.',
  })
  @RequiresAuth()
  @Limit('session')
  @ApiAnswer(200, ActivityDto)
  @ApiErrors(ValidationFailed)
  ownActivity(@Query() query: ActivityQueryDto, @CurrentCaller() caller: Caller): Promise<ActivityDto> {
    return this.pages.page(caller.userId, query);
  }
}
