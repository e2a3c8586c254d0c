import { AccountEvents } from './account-events.service.js';

export const EVENTS_PROVIDERS = [AccountEvents];
