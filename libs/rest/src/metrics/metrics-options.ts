import type { ListeningPlace } from '../listening/listen-at.js';
import type { RestOptions } from '../rest-options.js';

/** Where metrics and health are told besides. Port 0 is any free one. */
export interface MetricsListenerOptions extends ListeningPlace {
  /** Whether a start without it is refused. */
  readonly required: boolean;
}

export interface MetricsOptions extends Pick<RestOptions, 'publicUrl' | 'hstsSubdomains' | 'maxConnections'> {
  /** Null: nowhere. */
  readonly listener: MetricsListenerOptions | null;
}

/** Injection token of the `MetricsOptions`. */
export const METRICS_OPTIONS = Symbol('METRICS_OPTIONS');
