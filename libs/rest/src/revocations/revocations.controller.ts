import { RequiresPermission, RequiresStaff } from '@castellan/access';
import { ValidationFailed } from '@castellan/common';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiEither } from '../accounts/api-answer.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import { ApiErrors } from '../openapi/api-errors.decorator.js';
import { Gone } from './gone.decorator.js';
import { RevocationAnswers } from './revocation-answers.js';
import { FeedResetDto, RevocationsDto, RevocationsQueryDto, toRevocationsDto } from './revocations.dto.js';

@ApiTags('keys')
@Controller('api/auth/revocations')
export class RevocationsController {
  constructor(private readonly answers: RevocationAnswers) {}

  @Get()
  @ApiOperation({
    summary: 'Sessions and tokens that are over',
    description:
      'For services that accept tokens: what was revoked after the cursor, within a second. Without one, all that is younger than the longest access token. Staff with `revocations.view`, and API keys.',
  })
  @RequiresStaff()
  @RequiresPermission('revocations.view')
  @Limit('revocations')
  @ApiEither('What came after the cursor; or that the cursor is of no use.', RevocationsDto, FeedResetDto)
  @ApiErrors(ValidationFailed)
  async revocations(@Query() query: RevocationsQueryDto, @Gone() gone: AbortSignal): Promise<RevocationsDto | FeedResetDto> {
    return toRevocationsDto(await this.answers.answer(query, gone));
  }
}
