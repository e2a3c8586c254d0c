import { RegistrationSourcesController } from './registration-sources.controller.js';

/** The routes of `/api/analytics/`, for `RestModule.forRoot`. */
export const ANALYTICS_REST = { controllers: [RegistrationSourcesController] };
