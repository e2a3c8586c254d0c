import { ActivityController } from './activity.controller.js';
import { ActivityPages } from './activity-pages.js';

/** A user's own history, for `RestModule.forRoot`. Needs `LogModule`. */
export const ACTIVITY_REST = { controllers: [ActivityController], providers: [ActivityPages] };
