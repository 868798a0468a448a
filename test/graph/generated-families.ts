/**
 * Generated bodies for every family of types that the facts give: 2,000 valid and 2,000 invalid ones of each in a whole
 * sweep, some of its first and its last type every day, on one database. `INTUNITE_GENERATED` is another number, `INTUNITE_FAMILIES` (a
 * pattern) takes some families only, `INTUNITE_FAMILIES_SHARE` one share of them: `npm run generated` runs shares side by side.
 */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { Test } from 'tap'
import { model } from '../../src/entities/index.js'
import type { Resource } from '../../src/model/model.js'
import { VERSIONS } from '../../src/model/types.js'
import type { EntityType, Version } from '../../src/model/types.js'
import { defaultSelectionIn } from '../../src/model/views.js'
import { declaredModel } from '../harness/declared-model.js'
import type { Client, Emulator } from '../harness/emulator.js'
import { isOfToday, sweep, WHOLE_SWEEP } from '../harness/sweep.js'
import { CREATED_WITH, LOCALES, rulesOf } from '../sweep/bodies.js'
import { ownMembers } from '../sweep/own-members.js'
import { isIn, place, removeRoot, typesAt } from '../sweep/items.js'
import { appOf, either, userOf } from '../sweep/sweep.js'
import { isFault } from './body-rules.js'
import { completed, contains, expect, inParallel, refused, same } from './generated-checks.js'
import { invalidBody, validBody } from './generated.js'
import type { Sample, Spoilt } from './generated.js'

const SEED = Number(process.env['INTUNITE_GENERATED_SEED'] ?? 20261123)
const NUMBER = Number(process.env['INTUNITE_GENERATED'] ?? sweep(2000, 5))
const WANTED = new RegExp(process.env['INTUNITE_FAMILIES'] ?? '')
/** Which share is tried, counted from 0, and how many there are. */
const [SHARE = 0, SHARES = 1] = (process.env['INTUNITE_FAMILIES_SHARE'] ?? '0/1').split('/').map(Number)
/** Sent at the same time. */
const ABREAST = Number(process.env['INTUNITE_GENERATED'] === undefined && !WHOLE_SWEEP ? 2 : 10)

interface Subject {
  readonly resource: Resource
  readonly type: EntityType
  readonly version: Version
}

/**
 * What rules want of bodies is more than a few members: an app at the other end of a relationship, reports with columns that
 * exist; of audit events the newest stay. Tests of the rules try them.
 */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'auditEvent',
  'deviceManagementCachedReportConfiguration',
  'deviceManagementExportJob',
  'mobileAppRelationship',
])

/** For each declared type the first place where items of it can be written. What is declared by hand is tried by itself. */
const families: ReadonlyMap<string, Resource> = (() => {
  const byHand = new Set(declaredModel.resources.map(({ type }) => type.name))
  const found = new Map<string, Resource>()
  const writable = (resource: Resource): boolean =>
    resource.link === undefined &&
    resource.refersTo === undefined &&
    resource.kind !== 'singleton' &&
    (resource.many ? resource.creatable : !resource.readOnly)
  for (const resource of model.resources) {
    const { name } = resource.type
    if (!byHand.has(name) && !ELSEWHERE.has(name) && !found.has(name) && WANTED.test(name) && writable(resource))
      found.set(name, resource)
  }
  return found
})()

export async function tryGeneratedFamilies(t: Test, emulator: Emulator): Promise<void> {
  const client = either(await appOf(emulator), await userOf(emulator))
  // Each on one database a day, unless a number is asked for.
  const first = emulator.store.database.provider === 'sqlite' ? 0 : 1
  const isTried = (i: number): boolean => process.env['INTUNITE_GENERATED'] !== undefined || isOfToday(first + i, 2)
  const shared = [...families].filter((_, i) => i % SHARES === SHARE && isTried(i))
  let bodies = 0
  for (const [name, resource] of shared)
    await t.test(`${name} at ${resource.path}`, async (t) => {
      const subjects = VERSIONS.filter((version) => isIn(resource, version)).flatMap((version) => {
        const types = typesAt(resource, version)
        const chosen = WHOLE_SWEEP ? types : new Set([...types.slice(0, 1), ...types.slice(-1)])
        return [...chosen].map((type): Subject => ({ resource, type, version }))
      })
      const abreast = resource.many && !Object.hasOwn(ONCE, name) ? ABREAST : 1
      const numRuns = Math.ceil(NUMBER / 2 / subjects.length / abreast)
      for (const subject of subjects) bodies += 4 * abreast * (await tryFamily(client, subject, abreast, numRuns))
      t.pass(`${subjects.length} types in their versions`)
    })
  process.stderr.write(`${shared.length} families, ${bodies} generated bodies\n`)
  t.strictSame(emulator.errors, [])
}

/** Gives the number of runs, each with as many bodies as are sent abreast, to create and to change, valid and not. */
async function tryFamily(client: Client, subject: Subject, abreast: number, numRuns: number): Promise<number> {
  const { resource, type, version } = subject
  const url = await place(client, resource, version)
  if (url instanceof Error) throw url
  const where = `${version} ${resource.path} ${type.name}`
  const several = <T>(one: Arbitrary<T>): Arbitrary<T[]> => fc.array(one, { minLength: abreast, maxLength: abreast })
  const settings = { numRuns, seed: SEED, endOnFailure: true }

  const create = async (body: unknown) => (resource.creatable ? client.post(url, body) : client.patch(url, body))
  const itemOf = (made: { id: string }): string => (resource.many ? `${url}/${encodeURIComponent(made.id)}` : url)
  const shown = shownBy(subject)

  const comesBack = async ([first, second]: readonly [Sample, Sample]): Promise<void> => {
    const made = await create(first.sent)
    expect(made, ...(resource.creatable ? [201] : [200, 201, 204]))
    const item = itemOf(made.statusCode === 204 ? { id: '' } : made.json())
    try {
      const read = await client.get(item)
      contains(read, shown(first.expected))
      expect(await client.patch(item, second.sent), 200, 204)
      contains(await client.get(item), shown({ ...first.expected, ...second.expected }))
    } finally {
      if (resource.deletable) expect(await client.delete(item), 204)
    }
  }
  const valid = fc.tuple(bodiesOf(subject, 'create'), bodiesOf(subject, 'update'))
  await told(where, 'valid', () =>
    fc.assert(
      fc.asyncProperty(several(valid), (samples) => inParallel(samples, comesBack)),
      settings,
    ),
  )

  const [kept] = fc.sample(bodiesOf(subject, 'create'), { numRuns: 1, seed: 7 })
  const made = await create(kept?.sent)
  expect(made, ...(resource.creatable ? [201] : [200, 201, 204]))
  const item = itemOf(made.statusCode === 204 ? { id: '' } : made.json())
  const before = (await client.get(item)).body
  const count = async (): Promise<string> => (resource.many ? (await client.get(`${url}/$count`)).body : '')
  const counted = await count()
  const isRefused = async ([first, second]: readonly [Spoilt, Spoilt]): Promise<void> => {
    if (resource.creatable) refused(await client.post(url, JSON.stringify(completed(first.sent, {}))), first.fault)
    refused(await client.patch(item, JSON.stringify(second.sent)), second.fault)
  }
  const invalid = fc.tuple(
    invalidBody(type, version, resource.creatable ? 'create' : 'update', bodiesOf(subject, 'create')).filter(isFault),
    invalidBody(type, version, 'update', bodiesOf(subject, 'update')).filter(isFault),
  )
  await told(where, 'invalid', () =>
    fc.assert(
      fc.asyncProperty(several(invalid), async (samples) => {
        await inParallel(samples, isRefused)
        same((await client.get(item)).body, before, 'the stored one is as it was')
      }),
      settings,
    ),
  )
  same(await count(), counted, 'invalid bodies leave nothing behind')
  if (resource.deletable) expect(await client.delete(item), 204)
  await removeRoot(client, resource, url)
  return numRuns
}

async function told(where: string, what: string, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    const { message, cause } = error as Error
    throw new Error(`${where}, ${what}: ${cause instanceof Error ? cause.message : ''}\n${message}`)
  })
}

const CATALOG = /\.deviceManagementConfiguration\w*Setting\w*Instance$/

/** Settings of the catalog name their definitions. */
function withDefinitions<T>(value: T, name = ''): T {
  if (Array.isArray(value)) return value.map((each: unknown) => withDefinitions(each, name)) as T
  if (typeof value !== 'object' || value === null) return value
  const { '@odata.type': type, settingDefinitionId: definition } = value as Record<string, unknown>
  const isSetting = name === 'settingInstance' || (typeof type === 'string' && CATALOG.test(type))
  const inner = Object.entries(value).map(([member, each]) => [member, withDefinitions<unknown>(each, member)])
  const named = isSetting && (definition === undefined || definition === '') ? { settingDefinitionId: 'x' } : {}
  return { ...(Object.fromEntries(inner) as T), ...named }
}

/** Valid bodies that rules of the service let pass. */
function bodiesOf({ type, version }: Subject, kind: 'create' | 'update'): Arbitrary<Sample> {
  return fc.tuple(validBody(type, version, kind), fc.nat(49)).map(([{ sent, expected }, turn]) => {
    const rules = rulesOf(type, kind, version, turn)
    const without = [
      ...rules.without,
      ...(/oleDefinition$/.test(type.name) ? ['permissions'] : []),
      ...(kind === 'update' ? (ONCE[type.name] ?? []) : []),
    ]
    const set: Record<string, unknown> = { ...rules.set, ...CHOSEN[type.name]?.(kind) }
    if (kind === 'create' && type.name.endsWith('GroupAssignment')) set['targetGroupId'] = randomUUID()
    if (kind === 'create' && Object.hasOwn(set, 'payloadId')) set['payloadId'] = randomUUID()
    if (kind === 'update') without.push('payloadId', 'targetGroupId')
    if (Object.hasOwn(set, 'target')) set['target'] = { ...(set['target'] as object), groupId: randomUUID() }
    const fit = (members: Record<string, unknown>) =>
      withDefinitions(
        Object.fromEntries(Object.entries({ ...members, ...set }).filter(([name]) => !without.includes(name))),
      )
    const contained = kind === 'create' ? CREATED_WITH[type.name] : undefined
    return { sent: fit({ ...sent, ...contained }), expected: fit(expected) }
  })
}

let serial = 0
const NO_PERMISSIONS = { rolePermissions: [] }

/** Members for which rules want certain values; test/rules tries them. */
const CHOSEN: Readonly<Record<string, (kind: 'create' | 'update') => Record<string, unknown>>> = {
  deviceAndAppManagementRoleDefinition: () => NO_PERMISSIONS,
  deviceComplianceActionItem: () => ({ notificationTemplateId: randomUUID() }),
  // What is global belongs to Microsoft, and cannot be deleted.
  deviceHealthScript: () => ({ isGlobalScript: false }),
  deviceManagementComplianceActionItem: () => ({ notificationTemplateId: randomUUID() }),
  localizedNotificationMessage: (kind) => ({ locale: LOCALES[(kind === 'create' ? serial++ : 0) % LOCALES.length] }),
  mobileAppContentFile: () => ({ size: 100, sizeEncrypted: 148 }),
  // Told twice, by actions and by what is allowed of resources.
  roleDefinition: () => NO_PERMISSIONS,
}

/** Members that are chosen when an item is created, because no other may have the same. */
const ONCE: Readonly<Record<string, readonly string[]>> = {
  localizedNotificationMessage: ['locale'],
  managedDeviceCleanupRule: ['deviceCleanupRulePlatformType'],
}

/** Of the members of an item those that an answer shows which selects nothing. Passwords, tokens and secrets are not for reading. */
function shownBy({ type, version }: Subject): (expected: Record<string, unknown>) => Record<string, unknown> {
  const selection = defaultSelectionIn(type, version)
  const own = ownMembers(type)
  const isShown = ([name, value]: [string, unknown]): boolean =>
    name !== 'token' &&
    !(typeof value === 'object' && JSON.stringify(value).includes('SecretSettingValue')) &&
    !own.has(name) &&
    (selection === undefined || selection.includes(name))
  return (expected) => Object.fromEntries(Object.entries(expected).filter(isShown))
}
