import { SignalHandlers } from './signal-handlers.service.js';
import { Signals } from './signals.service.js';

export const SIGNALS_PROVIDERS = [SignalHandlers, Signals];
