import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'tap'
import type { Test } from 'tap'
import { wantsTraces } from '../../src/telemetry/wanted.js'
import { clientOf, getToken } from './client.js'
import { startProgram, startServer } from './server-process.js'

const ROUTE = '/v1.0/deviceAppManagement/mobileAppConfigurations'

interface Span {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly kind: number
  readonly attributes: { key: string; value: { stringValue?: string; intValue?: number } }[]
}

interface Sent {
  readonly resourceSpans: { resource: { attributes: Span['attributes'] }; scopeSpans: { spans: Span[] }[] }[]
}

/** What collectors of OpenTelemetry do with OTLP over HTTP, in small. */
async function startReceiver(t: Test) {
  const sent: { path: string; headers: IncomingHttpHeaders; body: Sent }[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Sent
      sent.push({ path: request.url ?? '', headers: request.headers, body })
      response.setHeader('content-type', 'application/json').end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent }
}

function attributesOf({ attributes }: { attributes: Span['attributes'] }): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]))
}

test('requests and what they ask of the database are traced where the environment says so', async (t) => {
  const { endpoint, sent } = await startReceiver(t)
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-collector=mine',
    OTEL_SERVICE_NAME: 'my-intune',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test',
  }
  const server = await startServer(t, { dataFolder: t.testdir(), env })
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const client = clientOf(server.origin, await getToken(server.origin), { traceparent })
  const { id } = await client.createConfiguration('traced')
  await client.get(`/${id}`)
  server.child.kill('SIGTERM')
  t.equal(await server.ended, 0, 'and what was not sent yet is sent at the end')
  t.ok(sent.length > 0)
  t.ok(sent.every(({ path, headers }) => path === '/v1/traces' && headers['x-collector'] === 'mine'))
  const groups = sent.flatMap(({ body }) => body.resourceSpans)
  t.match(attributesOf(groups[0]?.resource ?? { attributes: [] }), {
    'service.name': 'my-intune',
    'deployment.environment': 'test',
  })
  const spans = groups.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))
  for (const [name, operation, status] of [
    [`POST ${ROUTE}`, 'write', 201],
    [`GET ${ROUTE}/{id}`, 'read', 200],
  ]) {
    const span = spans.find((candidate) => candidate.name === name)
    t.match(span, { traceId: '0af7651916cd43dd8448eb211c80319c', parentSpanId: 'b7ad6b7169203331', kind: 2 }, `${name}`)
    t.match(attributesOf(span ?? { attributes: [] }), { 'http.response.status_code': status })
    const below = spans.filter(({ parentSpanId }) => parentSpanId === span?.spanId)
    t.ok(
      below.some((child) => child.name === `database ${operation}` && child.traceId === span?.traceId),
      `below it: ${below.map((child) => child.name).join()}`,
    )
  }
})

test('nothing is traced unless an endpoint or an exporter is named', async (t) => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }
  t.notOk(wantsTraces({}))
  t.notOk(wantsTraces({ OTEL_SERVICE_NAME: 'x' }))
  t.notOk(wantsTraces({ ...endpoint, OTEL_SDK_DISABLED: 'true' }))
  t.notOk(wantsTraces({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' }))
  t.ok(wantsTraces(endpoint))
  t.ok(wantsTraces({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' }))
  t.ok(wantsTraces({ OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }))
})

test('what cannot be done for traces is said in one line', async (t) => {
  const env = { INTUNITE_PORT: '0', INTUNITE_DATA: t.testdir(), OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }
  for (const [name, value, line] of [
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', /^intunite: OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' is not http\/json.*\n$/],
    ['OTEL_TRACES_EXPORTER', 'zipkin', /^intunite: OTEL_TRACES_EXPORTER: 'zipkin' is not otlp or none\n$/],
  ] as const) {
    const refused = startProgram(t, { env: { ...env, [name]: value } })
    t.equal(await refused.ended, 1)
    t.match(refused.stderr(), line)
  }
})
