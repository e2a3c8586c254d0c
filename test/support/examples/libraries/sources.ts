import { figureQuery, SourceFigures } from '@castellan/sources';
import { Injectable } from '@nestjs/common';

@Injectable()
export class Weekly {
  constructor(private readonly figures: SourceFigures) {}

  /** Where most of those came from who joined since that day. */
  async top(since: string) {
    const largest = await this.figures.top(figureQuery({ since, limit: '3' }));
    return largest.map(({ displayName, userCount }) => `${displayName}: ${String(userCount)}`);
  }
}
