/**
 * The yardstick: what a careful person would write by hand with Fastify for just these requests. No model, no OData
 * parser (the one shape of each query is read by a regular expression), no rules beyond what the requests need; tokens
 * are checked by @fastify/jwt with its cache on, bodies by Fastify's compiled schemas, JSON is concatenated.
 */
import { generateKeyPairSync, randomUUID, timingSafeEqual } from 'node:crypto'
import fastifyJwt from '@fastify/jwt'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { batchBody, configurationBody, summaryBody } from './bodies.js'
import type { BatchBody, ConfigurationBody, SummaryBody } from './bodies.js'
import { mountDocuments } from './documents.js'
import { configurationJson, summaryJson, TENANT } from './rows.js'
import type { ListQuery, Rows, SummaryRow } from './rows.js'

const CLIENT = '00000000-0000-4000-a000-0000000000a1'
const SECRET = Buffer.from('intunite-admin-secret')
const ROLES = [
  'DeviceManagementConfiguration.ReadWrite.All',
  'DeviceManagementApps.ReadWrite.All',
  'DeviceManagementManagedDevices.ReadWrite.All',
  'User.ReadWrite.All',
]
const ISSUER = `https://sts.windows.net/${TENANT}/`
const AUDIENCE = 'https://graph.microsoft.com'
const SET = '/v1.0/deviceAppManagement/mobileAppConfigurations'
const ODATA_JSON = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'
const QUERY =
  /^\$filter=startswith\(displayName,'([^']+)'\) and version gt (\d+)(?:&\$orderby=displayName( desc)?)?(?:&\$(select|expand)=[\w,]+)?&\$top=(\d+)$/

type ById = FastifyRequest<{ Params: { id: string } }>

export async function buildBare(rows: Rows): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, routerOptions: { maxParamLength: 500 } })
  const { privateKey, publicKey } = await keysOf(rows)
  await app.register(fastifyJwt, {
    secret: { private: privateKey, public: publicKey },
    sign: { algorithm: 'RS256', expiresIn: '1h', aud: AUDIENCE, iss: ISSUER, kid: 'bare' },
    verify: { algorithms: ['RS256'], allowedAud: AUDIENCE, allowedIss: ISSUER, cache: 1000 },
  })
  mountTokens(app)
  await app.register(async (graph) => {
    graph.addHook('onRequest', (request, reply, done) => {
      try {
        const claims = app.jwt.verify<{ roles?: string[] }>((request.headers.authorization ?? '').slice(7))
        if (claims.roles?.includes(roleFor(request.raw.url ?? '')) === true) return done()
        void refuse(reply, 403, 'Forbidden')
      } catch {
        void refuse(reply, 401, 'InvalidAuthenticationToken')
      }
    })
    mountReads(graph, rows)
    mountWrites(graph, rows)
    mountBatch(graph, rows)
    mountDocuments(graph, rows.documents, { send, refuse, originOf })
  })
  return app
}

function roleFor(url: string): string {
  return `DeviceManagement${url.startsWith('/beta/deviceManagement') ? 'Configuration' : 'Apps'}.ReadWrite.All`
}

function mountTokens(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(body as string)),
  )
  app.post(`/${TENANT}/oauth2/v2.0/token`, (request, reply) => {
    const form = request.body as URLSearchParams
    const secret = Buffer.from(form.get('client_secret') ?? '')
    const right = secret.length === SECRET.length && timingSafeEqual(secret, SECRET)
    if (form.get('grant_type') !== 'client_credentials' || form.get('client_id') !== CLIENT || !right)
      return reply.code(401).send({ error: 'invalid_client' })
    const token = app.jwt.sign({
      appid: CLIENT,
      oid: CLIENT,
      sub: CLIENT,
      tid: TENANT,
      roles: ROLES,
      idtyp: 'app',
      ver: '1.0',
    })
    return reply.send({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token })
  })
}

function mountReads(graph: FastifyInstance, rows: Rows): void {
  graph.get(`${SET}/:id`, async (request: ById, reply) => {
    const json = await rows.configuration(request.params.id)
    return json === undefined
      ? refuse(reply, 404, 'ResourceNotFound')
      : send(reply, configurationAnswer(originOf(request), json))
  })
  graph.get(`${SET}/:id/userStatusSummary`, async (request: ById, reply) => {
    const { id } = request.params
    const json = await rows.summary(id)
    return json === undefined
      ? refuse(reply, 404, 'ResourceNotFound')
      : send(reply, summaryAnswer(originOf(request), id, json))
  })
  graph.get(SET, async (request, reply) => {
    const query = readQuery(request.raw.url ?? '')
    if (query === undefined) return refuse(reply, 400, 'BadRequest')
    const context = `${originOf(request)}/v1.0/$metadata#deviceAppManagement/mobileAppConfigurations`
    const [selection, json] = query.expand
      ? ['(assignments(),userStatusSummary())', await rows.listExpanded(query, context)]
      : ['(id,displayName,version)', await rows.list(query)]
    return send(reply, `{"@odata.context":"${context}${selection}","value":[${json}]}`)
  })
}

function mountWrites(graph: FastifyInstance, rows: Rows): void {
  graph.post(SET, { schema: { body: configurationBody } }, async (request, reply) => {
    const body = request.body as ConfigurationBody
    const row = {
      id: randomUUID(),
      displayName: body.displayName,
      description: body.description ?? null,
      targetedMobileApps: JSON.stringify(body.targetedMobileApps ?? []),
      encodedSettingXml: body.encodedSettingXml ?? null,
      settings: JSON.stringify(body.settings ?? []),
      now: new Date().toISOString(),
    }
    await rows.insertConfiguration(row)
    const origin = originOf(request)
    void reply.code(201).header('location', `${origin}${SET}('${row.id}')`)
    const { targetedMobileApps: apps, description, displayName, encodedSettingXml, settings, now } = row
    const json = configurationJson([row.id, apps, now, description, now, displayName, 1, encodedSettingXml, settings])
    return send(reply, configurationAnswer(origin, json))
  })
  graph.post(`${SET}/:id/userStatusSummary`, { schema: { body: summaryBody } }, async (request: ById, reply) => {
    const { id } = request.params
    const body = request.body as SummaryBody
    const { pendingCount = 0, notApplicableCount = 0, successCount = 0, errorCount = 0, failedCount = 0 } = body
    const { lastUpdateDateTime, configurationVersion } = body
    const counts = [pendingCount, notApplicableCount, successCount, errorCount, failedCount] as const
    const row: SummaryRow = [`${TENANT}_${id}`, ...counts, lastUpdateDateTime, configurationVersion]
    const inserted = await rows.insertSummary(id, row)
    if (inserted === undefined) return refuse(reply, 404, 'ResourceNotFound')
    if (!inserted) return refuse(reply, 409, 'Conflict')
    const origin = originOf(request)
    void reply.code(201).header('location', `${origin}${SET}('${id}')/userStatusSummary`)
    return send(reply, summaryAnswer(origin, id, summaryJson(row)))
  })
}

function mountBatch(graph: FastifyInstance, rows: Rows): void {
  const part = async (url: string, origin: string): Promise<string | undefined> => {
    const match = /^\/deviceAppManagement\/mobileAppConfigurations\/([0-9a-f-]{36})(\/userStatusSummary)?$/.exec(url)
    const id = match?.[1]
    if (id === undefined) return undefined
    const json = await (match?.[2] === undefined ? rows.configuration(id) : rows.summary(id))
    if (json === undefined) return undefined
    return match?.[2] === undefined ? configurationAnswer(origin, json) : summaryAnswer(origin, id, json)
  }
  graph.post('/v1.0/$batch', { schema: { body: batchBody } }, async (request, reply) => {
    const origin = originOf(request)
    const { requests } = request.body as BatchBody
    const responses = await Promise.all(
      requests.map(async ({ id, url }) => {
        const body = await part(url, origin)
        const status = body === undefined ? 404 : 200
        return `{"id":${JSON.stringify(id)},"status":${status},"headers":{"Content-Type":"${ODATA_JSON}"},"body":${body ?? 'null'}}`
      }),
    )
    return send(reply, `{"responses":[${responses.join(',')}]}`)
  })
}

/** The keys are made once and kept beside the rows, so that tokens outlive a restart. */
async function keysOf(rows: Rows): Promise<{ privateKey: string; publicKey: string }> {
  const kept = await rows.setting('keys')
  if (kept !== undefined) return JSON.parse(kept) as { privateKey: string; publicKey: string }
  const made = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  await rows.saveSetting('keys', JSON.stringify(made))
  return made
}

function readQuery(url: string): (ListQuery & { expand: boolean }) | undefined {
  const match = QUERY.exec(decodeURIComponent(url.slice(url.indexOf('?') + 1)))
  if (match === null) return undefined
  const [, prefix = '', minVersion, descending, option, top] = match
  return {
    prefix,
    minVersion: Number(minVersion),
    top: Number(top),
    descending: descending !== undefined,
    expand: option === 'expand',
  }
}

function originOf(request: FastifyRequest): string {
  return `http://${request.headers.host ?? 'localhost'}`
}

function configurationAnswer(origin: string, json: string): string {
  return `{"@odata.context":"${origin}/v1.0/$metadata#deviceAppManagement/mobileAppConfigurations/$entity",${json}}`
}

function summaryAnswer(origin: string, id: string, json: string): string {
  return `{"@odata.context":"${origin}/v1.0/$metadata#deviceAppManagement/mobileAppConfigurations('${id}')/userStatusSummary/$entity",${json}}`
}

function send(reply: FastifyReply, body: string): FastifyReply {
  return reply.header('content-type', ODATA_JSON).header('odata-version', '4.0').send(body)
}

function refuse(reply: FastifyReply, status: number, code: string): FastifyReply {
  return reply.code(status).send({ error: { code, message: code } })
}
