/**
 * Documents in the bare server: one table of JSON texts by tenant, path, containing document and key, with the folded name
 * beside. Settings of a policy are documents as well, inserted with it in one transaction.
 */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { catalogBody } from './bodies.js'
import { TENANT } from './rows.js'
import type { Maybe } from './rows.js'

export const DOCUMENT_SCHEMA = `CREATE TABLE IF NOT EXISTS document (tenant TEXT NOT NULL, path TEXT NOT NULL, parent TEXT NOT NULL, place INTEGER NOT NULL,
  id TEXT NOT NULL, name TEXT, body TEXT NOT NULL, PRIMARY KEY (tenant, path, parent, id));
CREATE INDEX IF NOT EXISTS document_by_place ON document (tenant, path, parent, place);
CREATE INDEX IF NOT EXISTS document_by_name ON document (tenant, path, parent, name, place);`

export interface DocumentRow {
  readonly path: string
  readonly parent: string
  readonly place: number
  readonly id: string
  readonly name: string | null
  readonly body: string
}

export interface Documents {
  find(path: string, id: string): Maybe<string | undefined>
  below(path: string, parent: string): Maybe<readonly string[]>
  between(path: string, after: string, last: string, count: number): Maybe<readonly string[]>
  byName(path: string, name: string): Maybe<readonly string[]>
  insert(rows: readonly DocumentRow[]): Maybe<void>
}

const COLUMNS = `tenant = '${TENANT}' AND path =`

/** Statements with `?` for each value. The columns after the tenant are those of {@link DocumentRow}. */
export const STATEMENTS = {
  find: `SELECT body FROM document WHERE ${COLUMNS} ? AND parent = '' AND id = ?`,
  below: `SELECT body FROM document WHERE ${COLUMNS} ? AND parent = ? ORDER BY place`,
  between: `SELECT body FROM document WHERE ${COLUMNS} ? AND parent = '' AND name > ? AND name <= ? ORDER BY name LIMIT ?`,
  byName: `SELECT body FROM document WHERE ${COLUMNS} ? AND parent = '' AND name = ? ORDER BY place LIMIT 1000`,
}

const COMPLIANCE = 'deviceManagement/deviceCompliancePolicies'
const CATALOG = 'deviceManagement/configurationPolicies'
const LIST =
  /^\$filter=displayName gt '([^']+)' and displayName le '([^']+)'&\$orderby=displayName&\$select=id,displayName,version&\$top=(\d+)$/
const BY_NAME = /^\$filter=name eq '([^']+)'$/

type ById = FastifyRequest<{ Params: { id: string } }>

interface Tools {
  send(reply: FastifyReply, body: string): FastifyReply
  refuse(reply: FastifyReply, status: number, code: string): FastifyReply
  originOf(request: FastifyRequest): string
}

export function mountDocuments(graph: FastifyInstance, documents: Documents, { send, refuse, originOf }: Tools): void {
  const contextOf = (request: FastifyRequest, rest: string): string =>
    `{"@odata.context":"${originOf(request)}/beta/$metadata#${rest}"`
  const queryOf = (request: FastifyRequest): string => {
    const { url = '' } = request.raw
    return decodeURIComponent(url.slice(url.indexOf('?') + 1))
  }
  graph.get(`/beta/${COMPLIANCE}/:id`, async (request: ById, reply) => {
    const body = await documents.find(COMPLIANCE, request.params.id)
    if (body === undefined) return refuse(reply, 404, 'ResourceNotFound')
    return send(reply, `${contextOf(request, `${COMPLIANCE}/$entity`)},${body.slice(1)}`)
  })
  graph.get(`/beta/${COMPLIANCE}`, async (request, reply) => {
    const [, after, last = '', top] = LIST.exec(queryOf(request)) ?? []
    if (after === undefined) return refuse(reply, 400, 'BadRequest')
    const found = await documents.between(COMPLIANCE, after.toLowerCase(), last.toLowerCase(), Number(top))
    const items = found.map((body) => {
      const { '@odata.type': type, id, displayName, version } = JSON.parse(body) as Record<string, unknown>
      return JSON.stringify({ '@odata.type': type, id, displayName, version })
    })
    const context = contextOf(request, `${COMPLIANCE}(id,displayName,version)`)
    return send(reply, `${context},"value":[${items.join(',')}]}`)
  })
  graph.get(`/beta/${CATALOG}/:id`, async (request: ById, reply) => {
    const { id } = request.params
    if (queryOf(request) !== '$expand=settings') return refuse(reply, 400, 'BadRequest')
    const body = await documents.find(CATALOG, id)
    if (body === undefined) return refuse(reply, 404, 'ResourceNotFound')
    const settings = await documents.below(`${CATALOG}/settings`, id)
    const below = `"settings@odata.context":"${originOf(request)}/beta/$metadata#${CATALOG}('${id}')/settings"`
    const own = `${contextOf(request, `${CATALOG}(settings())/$entity`)},${body.slice(1, -1)}`
    return send(reply, `${own},${below},"settings":[${settings.join(',')}]}`)
  })
  graph.get(`/beta/${CATALOG}`, async (request, reply) => {
    const [, name] = BY_NAME.exec(queryOf(request)) ?? []
    if (name === undefined) return refuse(reply, 400, 'BadRequest')
    const found = await documents.byName(CATALOG, name.toLowerCase())
    return send(reply, `${contextOf(request, CATALOG)},"value":[${found.join(',')}]}`)
  })
  graph.post(`/beta/${CATALOG}`, { schema: { body: catalogBody } }, async (request, reply) => {
    const { policy, rows } = newPolicy(request.body as NewPolicy)
    await documents.insert(rows)
    void reply.code(201).header('location', `${originOf(request)}/beta/${CATALOG}('${policy.id}')`)
    return send(reply, `${contextOf(request, `${CATALOG}/$entity`)},${policy.body.slice(1)}`)
  })
}

interface NewPolicy {
  readonly name: string
  readonly description?: string | null
  readonly platforms: string
  readonly technologies: string
  readonly roleScopeTagIds?: readonly string[]
  readonly settings: readonly { readonly settingInstance: Instance }[]
}

interface Instance {
  readonly '@odata.type': string
  readonly settingDefinitionId: string
  readonly simpleSettingValue?: { readonly '@odata.type': string; readonly value: string | number }
  readonly choiceSettingValue?: { readonly value: string; readonly children: readonly Instance[] }
}

function newPolicy({ name, description, platforms, technologies, roleScopeTagIds, settings }: NewPolicy) {
  const [id, now] = [randomUUID(), new Date().toISOString()]
  const body = JSON.stringify({
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationPolicy',
    id,
    createdDateTime: now,
    creationSource: null,
    description: description ?? null,
    disableEntraGroupPolicyAssignment: false,
    isAssigned: false,
    lastModifiedDateTime: now,
    name,
    platforms,
    priorityMetaData: null,
    roleScopeTagIds: roleScopeTagIds ?? ['0'],
    settingCount: settings.length,
    technologies,
    templateReference: {
      templateDisplayName: null,
      templateDisplayVersion: null,
      templateFamily: 'none',
      templateId: '',
    },
  })
  const policy: DocumentRow = { path: CATALOG, parent: '', place: 0, id, name: name.toLowerCase(), body }
  const below = settings.map(({ settingInstance }, place): DocumentRow => {
    const setting = randomUUID()
    const text = JSON.stringify({
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationSetting',
      id: setting,
      settingInstance: whole(settingInstance),
    })
    return { path: `${CATALOG}/settings`, parent: id, place, id: setting, name: null, body: text }
  })
  return { policy, rows: [policy, ...below] }
}

/** What a client leaves out is null. */
function whole({ '@odata.type': type, settingDefinitionId, simpleSettingValue, choiceSettingValue }: Instance): object {
  const own = { '@odata.type': type, settingDefinitionId, settingInstanceTemplateReference: null }
  if (choiceSettingValue === undefined)
    return { ...own, simpleSettingValue: { settingValueTemplateReference: null, ...simpleSettingValue } }
  const { value, children } = choiceSettingValue
  return { ...own, choiceSettingValue: { settingValueTemplateReference: null, children: children.map(whole), value } }
}
