/** Everything that can be done at one resource. */
import type { Resource } from '../../src/model/model.js'
import { existsIn } from '../../src/model/types.js'
import { allNavigation } from '../../src/model/inheritance.js'
import type { EntityType, Version } from '../../src/model/types.js'
import { defaultSelectionIn, propertiesIn, shownAs } from '../../src/model/views.js'
import type { Client } from '../harness/emulator.js'
import { createBody, updateBody } from './bodies.js'
import type { Json } from './bodies.js'
import { callOperations } from './calls.js'
import { difference, erased, isObject, unknownMember } from './compare.js'
import { casts } from './casts.js'
import { pageExpanded } from './expanded.js'
import { castTo, isIn, isMade, place, removeRoot } from './items.js'
import { ownMembers } from './own-members.js'
import type { Report } from './report.js'
import { nullCollections, refuseValues } from './values.js'

/** One resource in one version, and the types that are tried there. */
export interface Visit {
  readonly client: Client
  readonly report: Report
  readonly resource: Resource
  readonly version: Version
  readonly types: readonly EntityType[]
}

export async function visit(given: Visit): Promise<void> {
  const { client, report, resource, version } = given
  const at = await place(client, resource, version)
  if (at instanceof Error) {
    report.fault(`${version} ${resource.path}: nothing above it: ${at.message.slice(0, 300)}`)
    return
  }
  try {
    await stayOutOfV1(given, at)
    if (resource.link !== undefined || resource.refersTo !== undefined) await visitReferred(given, at)
    else if (!resource.many) await visitSingle(given, at)
    else if (isMade(resource)) await visitSet(given, at)
    else await visitFixedSet(given, at)
  } finally {
    await removeRoot(client, resource, at)
  }
}

function named({ version, resource }: Visit, step: string): string {
  return `${version} ${resource.path} ${step}`
}

/** What lives elsewhere is read here. */
async function visitReferred(given: Visit, at: string): Promise<void> {
  const { client, report, resource } = given
  report.check(named(given, 'get'), await client.get(at), ...(resource.many ? [200] : [200, 204, 404]))
  if (resource.many) await count(given, at, undefined)
}

async function visitFixedSet(given: Visit, at: string): Promise<void> {
  const { client, report } = given
  const list = await client.get(at)
  if (!report.check(named(given, 'list'), list, 200)) return
  const [existing] = list.json<{ value: Json[] }>().value
  if (existing === undefined) return
  const url = `${at}/${String(existing['id'])}`
  report.check(named(given, 'get'), await client.get(url), 200)
  await count(given, at, undefined)
  await callOperations(given, at, () => Promise.resolve(url))
}

async function visitSingle(given: Visit, at: string): Promise<void> {
  const { client, report, resource, version, types } = given
  const [type] = types
  if (type === undefined) return
  if (!resource.readOnly) {
    const sent = updateBody(type, { version, rich: true, turn: 0 })
    if (resource.creatable) {
      const first = createBody(type, { version, rich: true, turn: 2 })
      report.check(named(given, 'create'), await client.post(at, first), 201)
    }
    if (!report.check(named(given, 'patch'), await client.patch(at, sent), 200, 201, 204)) return
    const got = await client.get(at)
    if (report.check(named(given, 'get'), got, 200))
      report.compare(named(given, 'get after patch'), difference(shownOf(sent, given, type), got.json()))
  } else report.check(named(given, 'get'), await client.get(at), 200)
  await expand(given, at, type)
  await callOperations(given, at, () => Promise.resolve(at))
  if (!resource.deletable) return
  await compareVersions(given, at, type)
  report.check(named(given, 'delete'), await client.delete(at), 204)
  // The service always has what is single; what was written is gone.
  const after = await client.get(at)
  if (report.check(named(given, 'get after delete'), after, 200, 204, 404) && after.statusCode === 200)
    report.compare(named(given, 'get after delete'), stillThere(type, version, after.json()))
}

function stillThere(type: EntityType, version: Version, got: Json): string | undefined {
  const written = Object.entries(updateBody(type, { version, rich: true, turn: 0 })).find(
    ([name, value]) => typeof value === 'string' && value.includes(' é') && got[name] === value,
  )
  return written === undefined ? undefined : `'${written[0]}' is still there`
}

const WRITE_ONLY: ReadonlySet<string> = new Set(['passwordProfile', 'token'])

/** Of what was sent, what an answer shows that selects nothing. Passwords and tokens are not for reading. */
function shownOf(sent: Json, { version }: Visit, type: EntityType): Json {
  const selection = defaultSelectionIn(type, version)
  const own = ownMembers(type)
  const shown = ([name]: [string, unknown]): boolean =>
    !WRITE_ONLY.has(name) && !own.has(name) && (selection === undefined || selection.includes(name))
  return Object.fromEntries(Object.entries(sent).filter(shown))
}

async function visitSet(given: Visit, at: string): Promise<void> {
  const { client, report, version, types } = given
  for (const [turn, type] of types.entries()) await visitType(given, at, type, turn * 10)
  const [type] = types
  if (type === undefined) return
  for (const turn of [1, 2]) {
    const made = await client.post(at, createBody(type, { version, rich: turn === 1, turn: turn + 40 }))
    report.check(named(given, 'create'), made, 201)
  }
  await page(given, at)
  await casts(given, at)
  await callOperations(given, at, async (each) => {
    const made = await client.post(at, createBody(each, { version, rich: true, turn: 50 }))
    return made.statusCode === 201 ? itemUrl(at, made.json()) : undefined
  })
}

function itemUrl(at: string, body: Json): string {
  return `${at}/${encodeURIComponent(String(body['id']))}`
}

/** An item of one type from its creation to its end. */
async function visitType(given: Visit, at: string, type: EntityType, turn: number): Promise<void> {
  const { client, report, version } = given
  const step = (name: string): string => named(given, `${type.name} ${name}`)
  const sent = createBody(type, { version, rich: true, turn })
  const made = await client.post(at, sent)
  if (!report.check(step('create'), made, 201)) return
  const url = itemUrl(at, made.json())
  report.compare(step('what was created'), difference(shownOf(sent, given, type), made.json()))
  const got = await client.get(url)
  if (!report.check(step('get'), got, 200)) return
  report.compare(step('get after create'), difference(shownOf(sent, given, type), got.json()))
  report.compare(step('members'), unknownMember(got.json(), type, version))
  const changes = updateBody(type, { version, rich: true, turn: turn + 1 })
  const patched = await client.patch(url, changes)
  if (report.check(step('patch'), patched, 200, 204))
    report.compare(step('get after patch'), difference(shownOf(changes, given, type), (await client.get(url)).json()))
  await count(given, at, (n) => n > 0)
  await filter(given, at, type, (await client.get(url)).json())
  await expand(given, url, type)
  await compareVersions(given, url, type)
  await refuseValues(given, url, type)
  await nullCollections(given, url, type)
  await unassign(given, url, type)
  report.check(step('delete'), await client.delete(url), 204)
  report.check(step('get after delete'), await client.get(url), 404)
}

/** The service deletes no Autopilot profile that is assigned. */
async function unassign({ client }: Visit, url: string, type: EntityType): Promise<void> {
  if (!type.name.endsWith('AutopilotDeploymentProfile')) return
  const assignments = await client.get(`${url}/assignments`)
  for (const { id } of assignments.json<{ value: { id: string }[] }>().value)
    await client.delete(`${url}/assignments/${encodeURIComponent(id)}`)
}

async function count(given: Visit, at: string, holds: ((n: number) => boolean) | undefined): Promise<void> {
  const { client, report } = given
  const answer = await client.get(`${at}/$count`, { consistencylevel: 'eventual' })
  if (!report.check(named(given, '$count'), answer, 200) || holds === undefined) return
  report.compare(named(given, '$count'), holds(Number(answer.body)) ? undefined : `counts ${answer.body}`)
}

const NUMBERS: ReadonlySet<string> = new Set(['Edm.Int16', 'Edm.Int32', 'Edm.Int64', 'Edm.Double', 'Edm.Single'])

/** Finds an item by a text and by a number, and sorts by both. */
async function filter(given: Visit, at: string, type: EntityType, item: Json): Promise<void> {
  const { client, report, version, resource } = given
  const declared = Object.entries(propertiesIn(resource.type, version)).filter(([name, { collection }]) => {
    const value = item[name]
    return !collection && name !== 'id' && value !== null && value !== undefined
  })
  const text = declared.find(([, { type }]) => type.kind === 'primitive' && type.name === 'Edm.String')?.[0]
  const number = declared.find(([, { type }]) => type.kind === 'primitive' && NUMBERS.has(type.name))?.[0]
  for (const name of [text, number]) {
    if (name === undefined) continue
    const value = item[name]
    const written = typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
    const options = `$filter=${encodeURIComponent(`${name} eq ${written}`)}&$count=true`
    const found = await client.get(`${at}?${options}`, { consistencylevel: 'eventual' })
    if (report.check(named(given, `${type.name} filter on ${name}`), found, 200)) {
      const ids = found.json<{ value: Json[] }>().value.map(({ id }) => id)
      const finds = ids.includes(item['id']) ? undefined : `${written} does not find the item`
      report.compare(named(given, `${type.name} filter on ${name}`), finds)
    }
    const sorted = await client.get(`${at}?$orderby=${name}%20desc&$count=true`, { consistencylevel: 'eventual' })
    report.check(named(given, `${type.name} orderby ${name}`), sorted, 200)
  }
}

/** Items to a page: one, or more where there would be too many pages. */
async function page(given: Visit, at: string): Promise<void> {
  const { client, report } = given
  const all = await client.get(at)
  if (!report.check(named(given, 'list'), all, 200)) return
  const seen: unknown[] = []
  const top = Math.ceil(all.json<{ value: Json[] }>().value.length / MOST_PAGES) || 1
  let next: string | undefined = `${at}?$top=${top}`
  while (next !== undefined && seen.length < top * MOST_PAGES) {
    const answer = await client.get(next.replace(/^https?:\/\/[^/]+/, ''))
    if (!report.check(named(given, 'page'), answer, 200)) return
    const body = answer.json<{ value: Json[]; '@odata.nextLink'?: string }>()
    seen.push(...body.value.map(({ id }) => id))
    next = body['@odata.nextLink']
  }
  const ids = new Set(all.json<{ value: Json[] }>().value.map(({ id }) => id))
  const complete = seen.length === ids.size && seen.every((id) => ids.has(id))
  report.compare(named(given, 'pages'), complete ? undefined : `${seen.length} items on pages, ${ids.size} in the list`)
}

const MOST_PAGES = 20

async function expand(given: Visit, url: string, type: EntityType): Promise<void> {
  const { client, report, version, resource } = given
  for (const [name, { since, many }] of Object.entries(allNavigation(type))) {
    if (!existsIn(since, version) || resource.children.get(name.toLowerCase())?.kind !== 'navigation') continue
    const cast = castTo(type, Object.hasOwn(allNavigation(resource.type), name))
    const answer = await client.get(`${url}?$expand=${cast}${name}`)
    const step = named(given, `${type.name} expand ${name}`)
    if (!report.check(step, answer, 200)) continue
    const value = answer.json<Json>()[name]
    const fits = many ? Array.isArray(value) : value === null || isObject(value)
    report.compare(step, fits ? undefined : `shows ${JSON.stringify(value)}`)
    const child = resource.children.get(name.toLowerCase())
    if (many && resource.many && child?.kind === 'navigation') await pageExpanded(given, url, cast, child)
  }
}

/** What only beta has, v1.0 has neither as a resource nor as a property. */
async function stayOutOfV1(given: Visit, at: string): Promise<void> {
  const { client, report, resource, version } = given
  if (version !== 'beta') return
  const old = at.replace('/beta/', '/v1.0/')
  if (resource.since === 'beta') report.check(named(given, 'asked for in v1.0'), await client.get(old), 400, 404)
  if (!isIn(resource, 'v1.0')) return
  if (!resource.many || resource.link !== undefined || resource.refersTo !== undefined) return
  const known = propertiesIn(resource.type, 'v1.0')
  const added = Object.entries(propertiesIn(resource.type, 'beta')).filter(([name]) => !Object.hasOwn(known, name))
  const [name] = added.find(([, { collection, type }]) => !collection && type.kind === 'primitive') ?? []
  if (name === undefined) return
  for (const option of [`$filter=${name}%20eq%20null`, `$orderby=${name}`, `$select=${name}`])
    report.check(named(given, `${option} in v1.0`), await client.get(`${old}?${option}`), 400)
}

/** v1.0 shows of an item what it knows, and changes nothing else of it. */
async function compareVersions(given: Visit, url: string, type: EntityType): Promise<void> {
  const { client, report, version, resource } = given
  if (version !== 'beta' || !isIn(resource, 'v1.0')) return
  const old = url.replace('/beta/', '/v1.0/')
  const before = (await client.get(url)).json<Json>()
  const shown = await client.get(old)
  const step = (name: string): string => named(given, `${type.name} ${name}`)
  if (!existsIn(type.since, 'v1.0')) {
    if (shown.statusCode === 200)
      report.compare(step('in v1.0'), unknownMember(shown.json(), shownAs(type, 'v1.0'), 'v1.0'))
    else report.check(step('in v1.0'), shown, 200, 404)
    return
  }
  if (!report.check(step('in v1.0'), shown, 200)) return
  report.compare(step('members in v1.0'), unknownMember(shown.json(), type, 'v1.0'))
  const changed = await client.patch(old, updateBody(type, { version: 'v1.0', rich: true, turn: 7 }))
  if (!report.check(step('patch in v1.0'), changed, 200, 204)) return
  report.compare(step('patch in v1.0'), erased(before, (await client.get(url)).json(), type))
}
