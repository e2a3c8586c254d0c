import { SourceFiguresRepository } from './figures/source-figures.repository.js';
import { SourceFigures } from './figures/source-figures.service.js';
import { SourceQuality } from './figures/source-quality.service.js';
import { RegistrationSourcesRepository } from './registration-sources.repository.js';
import { RegistrationSources } from './registration-sources.service.js';

/** What `AccountsModule` gives to others of this folder. */
export const SOURCE_EXPORTS = [RegistrationSources, SourceFigures];

export const SOURCE_PROVIDERS = [...SOURCE_EXPORTS, RegistrationSourcesRepository, SourceFiguresRepository, SourceQuality];
