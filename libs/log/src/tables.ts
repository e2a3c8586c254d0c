import { AuthEventEntity } from './auth-event.entity.js';

export const LOG_TABLES = [AuthEventEntity];
