/**
 * Traces by OpenTelemetry: a span for each request, named by its route, and below it one for each time that the database
 * is asked. Loaded only where the environment asks for it. What it says there (endpoint, headers, sampler, batches,
 * resource) is read by OpenTelemetry's own packages, which are installed by who wants them.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context, Span } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { routeOfRequest } from '../routes/metrics.js'
import type { Client, Database, Work } from '../store/work.js'
import { PACKAGES, TelemetryError } from './wanted.js'

export interface Tracing {
  /** Before anything else that looks at requests. */
  observeRequests(app: FastifyInstance): void
  observeDatabase(database: Database): Database
  /** Sends what has not been sent. */
  close(): Promise<void>
}

export async function startTracing(version: string): Promise<Tracing> {
  const { api, core, resources, sdk, exporter } = await loadPackages()
  const detected = resources.detectResources({ detectors: [resources.envDetector] })
  const provider = new sdk.BasicTracerProvider({
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes({ 'service.name': 'intunite', 'service.version': version }))
      .merge(detected),
    spanProcessors: [new sdk.BatchSpanProcessor(new exporter.OTLPTraceExporter())],
  })
  const tracer = provider.getTracer('intunite', version)
  const propagator = new core.W3CTraceContextPropagator()
  const { SpanKind, SpanStatusCode, trace, ROOT_CONTEXT, defaultTextMapGetter } = api
  const current = new AsyncLocalStorage<Context>()
  const spans = new WeakMap<FastifyRequest, Span>()

  const observed = async <T>(name: 'read' | 'write', system: string, ask: () => Promise<T>): Promise<T> => {
    const attributes = { 'db.system.name': system, 'db.operation.name': name }
    const span = tracer.startSpan(`database ${name}`, { kind: SpanKind.CLIENT, attributes }, current.getStore())
    try {
      return await ask()
    } finally {
      span.end()
    }
  }

  return {
    observeRequests(app) {
      app.addHook('onRequest', (request, _reply, done) => {
        const { method, url = '/' } = request.raw
        const parent = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter)
        const attributes = {
          'http.request.method': method,
          'url.path': url.split('?')[0],
          'url.scheme': request.protocol,
        }
        const span = tracer.startSpan(method ?? '', { kind: SpanKind.SERVER, attributes }, parent)
        spans.set(request, span)
        current.run(trace.setSpan(parent, span), done)
      })
      app.addHook('onResponse', async (request, reply) => {
        const span = spans.get(request)
        const route = routeOfRequest(request)
        span?.updateName(`${request.method} ${route}`)
        span?.setAttributes({
          'http.route': route,
          'http.response.status_code': reply.statusCode,
          'intunite.request_id': request.correlation.requestId,
        })
        if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
        span?.end()
      })
    },
    observeDatabase(database) {
      const read = <T>(work: () => Work<T>, client?: Client) =>
        observed('read', database.provider, () => database.read(work, client))
      return {
        provider: database.provider,
        read,
        readNow: read,
        write: <T>(work: () => Work<T>) => observed('write', database.provider, () => database.write(work)),
        moment: <T>(work: () => Work<T>) => observed('read', database.provider, () => database.moment(work)),
        ...(database.holdWrites && { holdWrites: database.holdWrites.bind(database) }),
        close: () => database.close(),
      }
    },
    close: () => provider.shutdown(),
  }
}

async function loadPackages() {
  try {
    const [api, core, resources, sdk, exporter] = await Promise.all(PACKAGES.map((name) => import(name) as unknown))
    return {
      api: api as typeof import('@opentelemetry/api'),
      core: core as typeof import('@opentelemetry/core'),
      resources: resources as typeof import('@opentelemetry/resources'),
      sdk: sdk as typeof import('@opentelemetry/sdk-trace-base'),
      exporter: exporter as typeof import('@opentelemetry/exporter-trace-otlp-http'),
    }
  } catch (cause) {
    throw new TelemetryError(
      `the environment asks for traces (OTEL_EXPORTER_OTLP_…), but OpenTelemetry is not installed: npm install ${PACKAGES.join(' ')}`,
      { cause },
    )
  }
}
