/** Whether the environment asks for traces. Small, because every start asks this. */

/** In this order: API, core, resources, tracing, exporter. */
export const PACKAGES = [
  '@opentelemetry/api',
  '@opentelemetry/core',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace-base',
  '@opentelemetry/exporter-trace-otlp-http',
] as const

/** The message says what to do. */
export class TelemetryError extends Error {}

export function wantsTraces(env: NodeJS.ProcessEnv): boolean {
  const endpoint = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || env['OTEL_EXPORTER_OTLP_ENDPOINT']
  const exporter = env['OTEL_TRACES_EXPORTER'] || 'otlp'
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' || exporter === 'none') return false
  if (!endpoint && !env['OTEL_TRACES_EXPORTER']) return false
  if (exporter !== 'otlp') throw new TelemetryError(`OTEL_TRACES_EXPORTER: '${exporter}' is not otlp or none`)
  const protocol = env['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] || env['OTEL_EXPORTER_OTLP_PROTOCOL'] || 'http/json'
  if (!protocol.startsWith('http/'))
    throw new TelemetryError(`OTEL_EXPORTER_OTLP_PROTOCOL: '${protocol}' is not http/json; traces are sent over HTTP`)
  return true
}
