import { Departures } from './departures.js';
import { DeparturesController } from './departures.controller.js';
import { HandedCodesController } from './handed-codes.controller.js';
import { IdentitiesController } from './identities.controller.js';
import { Onward } from './onward.js';
import { OwnSite } from './own-site.js';
import { ProviderCounts } from './provider-counts.js';
import { ProvidersController } from './providers.controller.js';
import { Returns } from './returns.js';
import { ReturnsController } from './returns.controller.js';
import { VisitCookies } from './visit-cookies.js';
import { Visits } from './visits.js';

/** The routes of signing in with others, for `RestModule.forRoot`. */
export const FEDERATION_REST = {
  controllers: [ProvidersController, HandedCodesController, DeparturesController, ReturnsController, IdentitiesController],
  providers: [Departures, Onward, OwnSite, ProviderCounts, Returns, VisitCookies, Visits],
};
