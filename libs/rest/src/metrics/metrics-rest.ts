import { MetricsPage } from './metrics-page.js';
import { MetricsServer } from './metrics-server.js';

/** The listener of the metrics, for `RestModule.forRoot`. Needs `LogModule`. */
export const METRICS_REST = { controllers: [], providers: [MetricsPage, MetricsServer] };
