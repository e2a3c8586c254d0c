import { needed } from '@castellan/common';
import { recordBy } from '@castellan/tracing';

const WHAT = 'castellan/telemetry';

interface Provider {
  forceFlush(): Promise<void>;
}

/**
 * Records work by OpenTelemetry, as its own variables say. Spans go to the provider that a host has registered before, or else to one made
 * here, which sends them by OTLP over HTTP as JSON.
 * @throws Error that names the package, or the variable, that is missing or cannot be
 */
export async function startTelemetry(): Promise<void> {
  const { OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER } = process.env;
  if (OTEL_SDK_DISABLED?.toLowerCase() === 'true' || OTEL_TRACES_EXPORTER === 'none') return;
  const { OpenTelemetryTracer, hasProvider } = await needed('@opentelemetry/api', WHAT, () => import('./opentelemetry-tracer.js'));
  const provider = hasProvider() ? null : await startProvider();
  recordBy(new OpenTelemetryTracer(async () => provider?.forceFlush()));
}

async function startProvider(): Promise<Provider> {
  demandJson();
  const sdk = await needed('@opentelemetry/sdk-trace-node', WHAT, () => import('@opentelemetry/sdk-trace-node'));
  const otlp = await needed('@opentelemetry/exporter-trace-otlp-http', WHAT, () => import('@opentelemetry/exporter-trace-otlp-http'));
  const resources = await needed('@opentelemetry/resources', WHAT, () => import('@opentelemetry/resources'));
  // Not what detects the process: its command line may hold what is nobody's business.
  const detected = resources.detectResources({ detectors: [resources.hostDetector, resources.envDetector] });
  const named = resources.resourceFromAttributes({ 'service.name': 'castellan' });
  const resource = resources.defaultResource().merge(named).merge(detected);
  const provider = new sdk.NodeTracerProvider({ resource, spanProcessors: [new sdk.BatchSpanProcessor(new otlp.OTLPTraceExporter())] });
  provider.register();
  return provider;
}

/** What is set for another way would go nowhere, without a word. */
function demandJson(): void {
  const { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, OTEL_EXPORTER_OTLP_PROTOCOL } = process.env;
  if ((OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? OTEL_EXPORTER_OTLP_PROTOCOL) !== 'grpc') return;
  throw new Error(
    'Spans are sent by HTTP.\n    set: OTEL_EXPORTER_OTLP_PROTOCOL=http/json\n    set: OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318',
  );
}
