export { SignalsModule } from './signals.module.js';
export type { SignalsOptions } from './signals.options.js';
export { SignalHandlers } from './signal-handlers.service.js';
export { Signals } from './signals.service.js';
export { OnSignal } from './on-signal.decorator.js';
export type { SelectiveListener, SignalOptions, SignalPhase } from './on-signal.decorator.js';
export { signal } from './signal.js';
export type { SignalClass, SignalMeta } from './signal.js';
