import { RequiresPermission, RequiresStaff } from '@castellan/access';
import { SourceQuality } from '@castellan/accounts';
import { figureQuery, SourceFigures } from '@castellan/sources';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../accounts/api-answer.decorator.js';
import { Limit } from '../limits/limit.decorator.js';
import {
  DayFiguresDto,
  FigureQueryDto,
  QualityFiguresDto,
  SourceFiguresDto,
  toDayDto,
  toFigureDto,
  toQualityDto,
} from './registration-sources.dto.js';

/** Figures for operators; nothing in them tells who. */
@ApiTags('analytics')
@Controller('api/analytics/registration-sources')
export class RegistrationSourcesController {
  constructor(
    private readonly figures: SourceFigures,
    private readonly quality: SourceQuality,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Where users come from', description: 'The sources with most users. Staff with `sources.view`.' })
  @RequiresStaff()
  @RequiresPermission('sources.view')
  @Limit('analytics')
  @ApiAnswer(200, SourceFiguresDto)
  async registrationSources(@Query() query: FigureQueryDto): Promise<SourceFiguresDto> {
    return { results: (await this.figures.top(figureQuery(query))).map(toFigureDto) };
  }

  @Get('timeline')
  @ApiOperation({
    summary: 'Where users come from, day by day',
    description:
      'The same sources by days of UTC, the oldest first; days without anybody are left out. 30 days unless `since` says otherwise, 366 at most. Staff with `sources.view`.',
  })
  @RequiresStaff()
  @RequiresPermission('sources.view')
  @Limit('analytics')
  @ApiAnswer(200, DayFiguresDto)
  async registrationSourcesTimeline(@Query() query: FigureQueryDto): Promise<DayFiguresDto> {
    return { results: (await this.figures.timeline(figureQuery(query))).map(toDayDto) };
  }

  @Get('quality')
  @ApiOperation({
    summary: 'What became of users, by where they came from',
    description:
      'Of those who came in that time, the share who proved their address, and who have a second factor. 30 days unless `since` says otherwise, 366 at most. Staff with `sources.view`.',
  })
  @RequiresStaff()
  @RequiresPermission('sources.view')
  @Limit('analytics')
  @ApiAnswer(200, QualityFiguresDto)
  async registrationSourcesQuality(@Query() query: FigureQueryDto): Promise<QualityFiguresDto> {
    return { results: (await this.quality.bySource(figureQuery(query))).map(toQualityDto) };
  }
}
