import { SourceQualityRepository } from './source-quality.repository.js';
import { SourceQuality } from './source-quality.service.js';

export const SOURCE_QUALITY_PROVIDERS = [SourceQuality, SourceQualityRepository];
