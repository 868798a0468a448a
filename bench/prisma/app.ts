/**
 * The same requests as one would write them with Fastify and the Prisma Client after their documentation: objects in,
 * objects out, Fastify's schemas for bodies, Prisma's stock adapters. The same token checks as the bare server.
 */
import { generateKeyPairSync, timingSafeEqual, randomUUID } from 'node:crypto'
import fastifyJwt from '@fastify/jwt'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { batchBody, configurationBody, summaryBody } from '../bare/bodies.js'
import type { BatchBody, ConfigurationBody, SummaryBody } from '../bare/bodies.js'
import type { Client, ConfigurationRow, ExpandedRow, SummaryRow } from './client.js'

const TENANT = '00000000-0000-4000-a000-000000000001'
const CLIENT = '00000000-0000-4000-a000-0000000000a1'
const SECRET = Buffer.from('intunite-admin-secret')
const ROLES = [
  'DeviceManagementApps.ReadWrite.All',
  'DeviceManagementManagedDevices.ReadWrite.All',
  'User.ReadWrite.All',
]
const ISSUER = `https://sts.windows.net/${TENANT}/`
const AUDIENCE = 'https://graph.microsoft.com'
const SET = '/v1.0/deviceAppManagement/mobileAppConfigurations'
const TYPE = '#microsoft.graph.iosMobileAppConfiguration'

type ById = FastifyRequest<{ Params: { id: string } }>

class HttpError extends Error {
  readonly statusCode: number
  constructor(statusCode: number) {
    super(String(statusCode))
    this.statusCode = statusCode
  }
}

export async function buildPrisma(prisma: Client): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, routerOptions: { maxParamLength: 500 } })
  const { privateKey, publicKey } = await keysOf(prisma)
  await app.register(fastifyJwt, {
    secret: { private: privateKey, public: publicKey },
    sign: { algorithm: 'RS256', expiresIn: '1h', aud: AUDIENCE, iss: ISSUER, kid: 'prisma' },
    verify: { algorithms: ['RS256'], allowedAud: AUDIENCE, allowedIss: ISSUER, cache: 1000 },
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(body as string)),
  )
  app.post(`/${TENANT}/oauth2/v2.0/token`, async (request) => {
    const form = request.body as URLSearchParams
    const secret = Buffer.from(form.get('client_secret') ?? '')
    if (form.get('client_id') !== CLIENT || secret.length !== SECRET.length || !timingSafeEqual(secret, SECRET))
      throw new HttpError(401)
    const token = app.jwt.sign({
      appid: CLIENT,
      oid: CLIENT,
      sub: CLIENT,
      tid: TENANT,
      roles: ROLES,
      idtyp: 'app',
      ver: '1.0',
    })
    return { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token }
  })
  await app.register(async (graph) => {
    graph.addHook('onRequest', async (request) => {
      const { roles } = await request.jwtVerify<{ roles?: string[] }>()
      if (roles?.includes('DeviceManagementApps.ReadWrite.All') !== true) throw new HttpError(403)
    })
    mountReads(graph, prisma)
    mountWrites(graph, prisma)
    mountBatch(graph, prisma)
  })
  return app
}

async function getConfiguration(prisma: Client, origin: string, id: string): Promise<object> {
  const row = await prisma.configuration.findUnique({ where: { tenant_id: { tenant: TENANT, id } } })
  if (row === null) throw new HttpError(404)
  return { '@odata.context': `${contextOf(origin)}/$entity`, ...toConfiguration(row) }
}

async function getSummary(prisma: Client, origin: string, id: string): Promise<object> {
  const row = await prisma.summary.findUnique({ where: { tenant_parent: { tenant: TENANT, parent: id } } })
  if (row === null) throw new HttpError(404)
  return { '@odata.context': `${contextOf(origin)}('${id}')/userStatusSummary/$entity`, ...toSummary(row) }
}

function mountReads(graph: FastifyInstance, prisma: Client): void {
  graph.get(`${SET}/:id`, async (request: ById) => getConfiguration(prisma, originOf(request), request.params.id))
  graph.get(`${SET}/:id/userStatusSummary`, async (request: ById) =>
    getSummary(prisma, originOf(request), request.params.id),
  )
  graph.get(SET, async (request) => {
    const query = request.query as Record<string, string>
    const [, prefix, minVersion] =
      /^startswith\(displayName,'(.+)'\) and version gt (\d+)$/.exec(query['$filter'] ?? '') ?? []
    const descending = query['$orderby'] === 'displayName desc'
    const asked = {
      where: { tenant: TENANT, displayName: { startsWith: prefix }, version: { gt: Number(minVersion) } },
      orderBy: [{ displayName: descending ? 'desc' : 'asc' }, { id: 'asc' }],
      take: Number(query['$top']),
    }
    const context = contextOf(originOf(request))
    if (query['$expand'] !== undefined) {
      const rows = await prisma.configuration.findMany({ ...asked, include: { assignments: true, summary: true } })
      const value = rows.map((row) => toExpanded(row as ExpandedRow, context))
      return { '@odata.context': `${context}(assignments(),userStatusSummary())`, value }
    }
    const rows = await prisma.configuration.findMany({
      ...asked,
      select: { id: true, displayName: true, version: true },
    })
    return {
      '@odata.context': `${context}(id,displayName,version)`,
      value: rows.map((row) => ({ '@odata.type': TYPE, ...row })),
    }
  })
}

function mountWrites(graph: FastifyInstance, prisma: Client): void {
  graph.post(SET, { schema: { body: configurationBody } }, async (request, reply) => {
    const { displayName, description, targetedMobileApps, encodedSettingXml, settings } =
      request.body as ConfigurationBody
    const now = new Date().toISOString()
    const row = await prisma.configuration.create({
      data: {
        tenant: TENANT,
        id: randomUUID(),
        displayName,
        description,
        targetedMobileApps: targetedMobileApps ?? [],
        encodedSettingXml,
        settings: settings ?? [],
        createdDateTime: now,
        lastModifiedDateTime: now,
        version: 1,
      },
    })
    const origin = originOf(request)
    reply.code(201).header('location', `${origin}${SET}('${row.id}')`)
    return { '@odata.context': `${contextOf(origin)}/$entity`, ...toConfiguration(row) }
  })
  graph.post(`${SET}/:id/userStatusSummary`, { schema: { body: summaryBody } }, async (request: ById, reply) => {
    const { id } = request.params
    const { '@odata.type': _type, ...body } = request.body as SummaryBody & { '@odata.type'?: string }
    const none = { pendingCount: 0, notApplicableCount: 0, successCount: 0, errorCount: 0, failedCount: 0 }
    const row = await prisma.summary.create({
      data: { ...none, ...body, tenant: TENANT, parent: id, id: `${TENANT}_${id}` },
    })
    const origin = originOf(request)
    reply.code(201).header('location', `${origin}${SET}('${id}')/userStatusSummary`)
    return { '@odata.context': `${contextOf(origin)}('${id}')/userStatusSummary/$entity`, ...toSummary(row) }
  })
}

function mountBatch(graph: FastifyInstance, prisma: Client): void {
  graph.post('/v1.0/$batch', { schema: { body: batchBody } }, async (request) => {
    const origin = originOf(request)
    const { requests } = request.body as BatchBody
    const responses = requests.map(async ({ id, url }) => {
      const [, , , key = '', single] = url.split('/')
      const body = await (single === undefined
        ? getConfiguration(prisma, origin, key)
        : getSummary(prisma, origin, key))
      return { id, status: 200, headers: { 'Content-Type': 'application/json' }, body }
    })
    return { responses: await Promise.all(responses) }
  })
}

async function keysOf(prisma: Client): Promise<{ privateKey: string; publicKey: string }> {
  const kept = await prisma.setting.findUnique({ where: { name: 'keys' } })
  if (kept !== null) return JSON.parse(kept.value) as { privateKey: string; publicKey: string }
  const made = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  await prisma.setting.create({ data: { name: 'keys', value: JSON.stringify(made) } })
  return made
}

function toConfiguration(row: ConfigurationRow): object {
  return {
    '@odata.type': TYPE,
    id: row.id,
    targetedMobileApps: row.targetedMobileApps,
    createdDateTime: row.createdDateTime,
    description: row.description,
    lastModifiedDateTime: row.lastModifiedDateTime,
    displayName: row.displayName,
    version: row.version,
    encodedSettingXml: row.encodedSettingXml,
    settings: row.settings,
  }
}

function toSummary(row: SummaryRow): object {
  return {
    '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationUserSummary',
    id: row.id,
    pendingCount: row.pendingCount,
    notApplicableCount: row.notApplicableCount,
    successCount: row.successCount,
    errorCount: row.errorCount,
    failedCount: row.failedCount,
    lastUpdateDateTime: row.lastUpdateDateTime,
    configurationVersion: row.configurationVersion,
  }
}

function toExpanded(row: ExpandedRow, context: string): object {
  const own = `${context}('${row.id}')/microsoft.graph.iosMobileAppConfiguration`
  return {
    ...toConfiguration(row),
    'assignments@odata.context': `${own}/assignments`,
    assignments: row.assignments.map(({ id, target }) => ({
      '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationAssignment',
      id,
      target,
    })),
    'userStatusSummary@odata.context': `${own}/userStatusSummary/$entity`,
    userStatusSummary: row.summary === null ? null : toSummary(row.summary),
  }
}

function originOf(request: FastifyRequest): string {
  return `http://${request.headers.host ?? 'localhost'}`
}

function contextOf(origin: string): string {
  return `${origin}/v1.0/$metadata#deviceAppManagement/mobileAppConfigurations`
}
