export { SourcesModule } from './sources.module.js';
export { RegistrationSources } from './registration-sources.service.js';
export { boundedQuery, boundsOf, figureQuery } from './figures/figure-query.js';
export type { FigureQuery, FigureTexts, Period } from './figures/figure-query.js';
export { SourceFigures } from './figures/source-figures.service.js';
export type { DayFigure, SourceFigure } from './figures/source-figures.service.js';
export { keptSourceUrl } from './source-url.js';
export { displayName } from './display-name.js';
export type { SourceOfUser } from './registration-sources.service.js';
