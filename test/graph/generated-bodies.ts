/**
 * Generated bodies for every type that can be written: a valid one comes back as it was, an invalid one is refused and
 * changes nothing. Of each kind there are 100 for a type (5,000 in a whole sweep), one half to create and one half to
 * change it, spread over its versions and the databases. `INTUNITE_GENERATED` is another number,
 * `INTUNITE_GENERATED_SEED` another choice.
 */
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { Test } from 'tap'
import { declaredModel as model } from '../harness/declared-model.js'
import type { Resource } from '../../src/model/model.js'
import { existsIn } from '../../src/model/types.js'
import type { EntityType, Version } from '../../src/model/types.js'
import { propertiesIn } from '../../src/model/views.js'
import { anIosConfiguration, BETA } from '../factories/mobile-app-configurations.js'
import type { Client, Emulator, Response } from '../harness/emulator.js'
import { WRITE_APPS } from '../harness/emulator.js'
import { give } from '../harness/given.js'
import { sweep } from '../harness/sweep.js'
import { isFault, keepingRules } from './body-rules.js'
import { completed, contains, expect, inParallel, refused, same } from './generated-checks.js'
import { invalidBody, validBody } from './generated.js'
import type { Sample, Spoilt } from './generated.js'

const SEED = Number(process.env['INTUNITE_GENERATED_SEED'] ?? 20261123)
/** Valid bodies, and as many invalid ones, for each type. */
const NUMBER = Number(process.env['INTUNITE_GENERATED'] ?? sweep(5000, 100))
/** Bodies to create something, and bodies to change it, on each of two databases. */
const KINDS_AND_DATABASES = 4
/** Sent at the same time: writes that wait for the disk together wait once. */
const ABREAST = 10

interface Subject {
  readonly resource: Resource
  readonly type: EntityType
  readonly version: Version
}

const SET = 'deviceAppManagement/mobileAppConfigurations'

function bodies({ type, version }: Subject, kind: 'create' | 'update'): Arbitrary<Sample> {
  return keepingRules(type.name, validBody(type, version, kind), kind)
}

/** Every resource that can be written to; what a configuration contains is written to one that the test makes. */
const subjects: readonly Subject[] = model.resources
  .filter(
    ({ path, kind, creatable, parent }) =>
      kind !== 'singleton' &&
      (creatable || parent?.path === SET) &&
      (!path.startsWith(`${SET}/`) || path.split('/').length === 3),
  )
  .flatMap((resource) => resource.concreteTypes.map((type) => ({ resource, type })))
  .flatMap((subject) => (['v1.0', 'beta'] as const).map((version) => ({ ...subject, version })))
  .filter(({ resource, type, version }) => existsIn(resource.since, version) && existsIn(type.since, version))

/** The scope tag that every tenant has and that cannot be deleted. */
const FIRST_TAG = { at: 'deviceManagement/roleScopeTags', entity: { id: '0', displayName: 'Default' } }

/** Tries all of it against one emulator; a file of its own for each database, because it takes minutes. */
export async function tryGeneratedBodies(t: Test, emulator: Emulator): Promise<void> {
  t.ok(subjects.length >= 14, `${subjects.length} types in their versions`)
  for (const subject of subjects) {
    const { resource, type, version } = subject
    const versions = subjects.filter((each) => each.type === type).length
    const abreast = resource.many && !isUnique(resource) ? ABREAST : 1
    const rounds = Math.ceil(NUMBER / KINDS_AND_DATABASES / versions / abreast)
    const settings = { numRuns: rounds, seed: SEED }
    const several = <T>(one: Arbitrary<T>): Arbitrary<T[]> => fc.array(one, { minLength: abreast, maxLength: abreast })
    await t.test(`${type.name} in ${version}`, async (t) => {
      const tenant = await emulator.newTenant()
      const admin = await tenant.as(
        WRITE_APPS,
        ...(resource.permissions?.write ?? []),
        ...(resource.permissions?.read ?? []),
      )
      await give(emulator.store, tenant.id, [FIRST_TAG])
      const { id } = (await admin.post(BETA, anIosConfiguration())).json<{ id: string }>()
      const path = resource.parent?.path === SET ? `${SET}/${id}/${resource.name}` : resource.path
      const url = `/${version}/${path}`

      const selection = Object.keys(propertiesIn(type, version)).join(',')
      const further = await membersFor(admin, type, abreast + 2)

      const whole = async (answer: Response, item: string): Promise<Response> =>
        type.defaultSelection === undefined ? answer : admin.get(`${item}?$select=${selection}`)
      const comesBack = async ([create, update]: readonly [Sample, Sample], i: number): Promise<void> => {
        const made = resource.creatable
          ? await admin.post(url, { ...create.sent, ...further[i] })
          : await admin.patch(url, create.sent)
        expect(made, resource.creatable ? 201 : 200)
        const item = resource.many ? `${url}/${encodeURIComponent(made.json<{ id: string }>().id)}` : url
        try {
          const read = await admin.get(item)
          same(read.body, made.body, 'what is read is what was made')
          contains(await whole(read, item), create.expected)
          const changed = await admin.patch(item, update.sent)
          const after = await admin.get(item)
          contains(await whole(after, item), { ...create.expected, ...update.expected })
          // The directory answers a change without a body.
          expect(changed, resource.backend.kind === 'directory' ? 204 : 200)
          if (changed.statusCode === 200) same(after.body, changed.body, 'what is read is what was changed')
        } finally {
          // What failed goes as well, or smaller bodies would fail on what is left of it.
          expect(await admin.delete(item), 204)
        }
      }
      const valid = fc.tuple(bodies(subject, 'create'), bodies(subject, 'update'))
      await fc.assert(
        fc.asyncProperty(several(valid), (samples) => inParallel(samples, comesBack)),
        settings,
      )
      t.pass(`${2 * rounds * abreast} valid bodies came back`)

      const item = await keep(admin, url, subject, further[abreast])
      const before = (await admin.get(item)).body
      const list = async (): Promise<string> => (resource.many ? (await admin.get(url)).body : '')
      const listed = await list()
      const isRefused = async ([create, update]: readonly [Spoilt, Spoilt]): Promise<void> => {
        const spoilt = JSON.stringify(completed(create.sent, further[abreast + 1]))
        refused(await (resource.creatable ? admin.post(url, spoilt) : admin.patch(item, spoilt)), create.fault)
        refused(await admin.patch(item, JSON.stringify(update.sent)), update.fault)
      }
      const first = resource.creatable ? 'create' : 'update'
      const invalid = fc.tuple(
        invalidBody(type, version, first, bodies(subject, first)).filter(isFault),
        invalidBody(type, version, 'update', bodies(subject, 'update')).filter(isFault),
      )
      await fc.assert(
        fc.asyncProperty(several(invalid), async (samples) => {
          await inParallel(samples, isRefused)
          same((await admin.get(item)).body, before, 'the stored one is as it was')
        }),
        settings,
      )
      t.equal(await list(), listed, `${2 * rounds * abreast} invalid bodies left nothing behind`)
    })
  }
  t.strictSame(emulator.errors, [])
}

/** What only something else that exists can fill, once for each body that is there at the same time. */
async function membersFor(admin: Client, type: EntityType, number: number): Promise<object[]> {
  if (type.name !== 'servicePrincipal') return []
  const made = Array.from({ length: number }, () => admin.post('/v1.0/applications', { displayName: 'x' }))
  return (await Promise.all(made)).map((response) => ({ appId: response.json<{ appId: string }>().appId }))
}

/** There is one assignment for each target: two that are the same cannot be made at the same time. */
function isUnique({ name }: Resource): boolean {
  return name === 'assignments'
}

/** One that stays, for the invalid bodies to fail on. */
async function keep(admin: Client, url: string, subject: Subject, further: object | undefined): Promise<string> {
  const { resource } = subject
  const [body] = fc.sample(bodies(subject, 'create'), { numRuns: 1, seed: 7 })
  const made = resource.creatable
    ? await admin.post(url, { ...body?.sent, ...further })
    : await admin.patch(url, body?.sent)
  expect(made, resource.creatable ? 201 : 200)
  return resource.many ? `${url}/${encodeURIComponent(made.json<{ id: string }>().id)}` : url
}
