import { Module } from '@nestjs/common';
import { SourceQuality } from './source-quality.service.js';
import { SourceQualityRepository } from './source-quality.repository.js';

/** What became of users, by where they came from. */
@Module({
  providers: [SourceQuality, SourceQualityRepository],
  exports: [SourceQuality],
})
export class SourceQualityModule {}
