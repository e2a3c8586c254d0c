import { isMainThread } from 'node:worker_threads';

// For `NODE_OPTIONS="--import castellan/telemetry"`: docs/operations/tracing.md. The threads that hash get the same options, and have
// nothing to tell.
if (isMainThread) {
  const { startTelemetry } = await import('./telemetry/start-telemetry.js');
  await startTelemetry();
}

export {};
