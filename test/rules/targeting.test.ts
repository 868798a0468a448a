/** Who gets what (L13, L14, L25 to L32, L44, L65): the matrices of the dossier, and random tenants against plain counting. */
import fc from 'fast-check'
import t from 'tap'
import type { Verdict } from '../../src/services/assignment-filters/evaluate.js'
import { outcomeOf } from '../../src/services/targeting/filters.js'
import { resolveIntents } from '../../src/services/targeting/intents.js'
import { Memberships } from '../../src/services/targeting/population.js'
import type { Group, Population } from '../../src/services/targeting/population.js'
import { effectiveRestriction } from '../../src/services/targeting/restrictions.js'
import { effective, pairsOf } from '../../src/services/targeting/targets.js'
import type {
  Assignment,
  AssignmentFilter,
  Hit,
  Intent,
  Pair,
  Side,
  Target,
} from '../../src/services/targeting/targets.js'
import { limitHere } from '../harness/machine.js'

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]))
}

function group(id: string, members: Partial<Pick<Group, 'users' | 'devices' | 'groups'>>): Group {
  return { id, name: id.toUpperCase(), users: [], devices: [], groups: [], ...members }
}

/** Ada has a phone and a laptop, Bob a laptop and no licence; the kiosk has no user. */
const office: Population = {
  users: byId([
    { id: 'ada', name: 'Ada', isLicensed: true },
    { id: 'bob', name: 'Bob', isLicensed: false },
  ]),
  devices: byId([
    { id: 'phone', name: 'Phone', userId: 'ada' },
    { id: 'laptop', name: 'Laptop', userId: 'ada' },
    { id: 'old', name: 'Old', userId: 'bob' },
    { id: 'kiosk', name: 'Kiosk' },
  ]),
  groups: byId([
    group('users', { users: ['ada', 'bob'] }),
    group('devices', { devices: ['laptop', 'kiosk', 'old'] }),
    group('outer', { groups: ['middle'] }),
    group('middle', { groups: ['users', 'outer'], devices: ['kiosk'] }),
  ]),
}

function reached(targets: readonly Target[], population = office): string[] {
  const assignments = targets.map((target, i): Assignment => ({ id: String(i), target }))
  const pairs = [...pairsOf(assignments, population, new Memberships(population))]
  return pairs
    .filter((pair) => effective(pair).length > 0)
    .map(nameOf)
    .sort()
}

function nameOf({ device, userId }: Pair): string {
  return `${device.id}/${userId ?? '-'}`
}

const include = (groupId: string): Target => ({ kind: 'group', groupId })
const exclude = (groupId: string): Target => ({ kind: 'exclusion', groupId })
const ALL_USERS: Target = { kind: 'allUsers' }
const ALL_DEVICES: Target = { kind: 'allDevices' }

void t.test(
  'L25: a user brings the devices that are enrolled by that user, a device brings its primary user',
  async (t) => {
    t.same(reached([include('users')]), ['laptop/ada', 'phone/ada'])
    t.same(reached([include('devices')]), ['kiosk/-', 'laptop/ada', 'old/bob'])
    t.same(reached([include('users'), include('devices')]), ['kiosk/-', 'laptop/ada', 'old/bob', 'phone/ada'])
    t.same(reached([include('nowhere')]), [])
    t.same(reached([exclude('users')]), [])
  },
)

void t.test('L25, L26: exclusions work between groups of one kind alone', async (t) => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['users', 'users', []],
    ['devices', 'devices', []],
    ['users', 'devices', ['laptop/ada', 'phone/ada']],
    ['devices', 'users', ['kiosk/-', 'laptop/ada', 'old/bob']],
  ]
  for (const [included, excluded, expected] of cases)
    t.same(reached([include(included), exclude(excluded)]), expected, `${included} without ${excluded}`)
  t.same(reached([ALL_USERS, ALL_DEVICES, exclude('users')]), ['kiosk/-', 'laptop/ada', 'old/bob', 'phone/ada'])
})

void t.test('L28: groups in groups count at any depth, and cycles end', async (t) => {
  t.same(reached([include('outer')]), ['kiosk/-', 'laptop/ada', 'phone/ada'])
  const memberships = new Memberships(office)
  t.same(
    memberships.path('outer', 'users', 'ada')?.map(({ id }) => id),
    ['outer', 'middle', 'users'],
  )
  t.equal(memberships.path('outer', 'devices', 'phone'), undefined)
})

void t.test('L30, L32: all users, all devices, and users without a licence', async (t) => {
  t.same(reached([ALL_USERS]), ['laptop/ada', 'phone/ada'])
  t.same(reached([ALL_DEVICES]), ['kiosk/-', 'laptop/ada', 'old/bob', 'phone/ada'])
})

const matchesBy = (verdicts: Readonly<Record<string, Verdict>>) => (filter: AssignmentFilter) => verdicts[filter.id]

function hit(filter: AssignmentFilter | undefined, side: Side = 'user', intent?: Intent): Hit {
  return { side, assignment: { id: 'a', target: ALL_USERS, filter, intent } }
}

const including = (id: string): Hit => hit({ id, mode: 'include' })
const excluding = (id: string): Hit => hit({ id, mode: 'exclude' })
const plain = hit(undefined)

void t.test('L44: one filter in each mode, and how filters of several assignments combine', async (t) => {
  const matches = matchesBy({ yes: true, no: false, open: undefined })
  const cases: readonly (readonly [readonly Hit[], string])[] = [
    [[including('yes')], 'applies'],
    [[including('no')], 'filtered'],
    [[excluding('yes')], 'filtered'],
    [[excluding('no')], 'applies'],
    [[plain], 'applies'],
    [[excluding('yes'), plain], 'filtered'],
    [[excluding('yes'), including('yes')], 'filtered'],
    [[excluding('no'), including('no')], 'applies'],
    [[plain, including('no')], 'applies'],
    [[including('no'), including('yes')], 'applies'],
    [[excluding('no'), excluding('yes')], 'filtered'],
  ]
  for (const [hits, expected] of cases) t.equal(outcomeOf(hits, matches), expected, JSON.stringify(hits))
})

void t.test('L45: a property that is not reported decides nothing', async (t) => {
  const matches = matchesBy({ yes: true, no: false, open: undefined })
  t.equal(outcomeOf([including('open')], matches), 'notEvaluated')
  t.equal(outcomeOf([excluding('open'), plain], matches), 'notEvaluated')
  t.equal(outcomeOf([including('open'), including('yes')], matches), 'applies')
  t.equal(outcomeOf([excluding('open'), excluding('yes')], matches), 'filtered')
  t.equal(outcomeOf([including('open'), plain], matches), 'applies')
})

/** The table of the dossier: what assignments through a user group (U) and a device group (D) come to. */
const INTENTS = `
U required | U available | required available
U required | U uninstall | required
U available | U uninstall | uninstall
U required | D required | required
U required | D uninstall | required
U available | D required | required available
U available | D uninstall | available, an earlier required install is removed
U uninstall | D required | required
U uninstall | D uninstall | uninstall
D required | D uninstall | required
D required | D available | required available
D available | D uninstall | uninstall
U required, U available | U available | required available
U required, U available | U uninstall | required available
U required, U available | D required | required available
U required, U available | D uninstall | required available
U availableWithoutEnrollment | U required, U available | required available
U availableWithoutEnrollment | U required | required
U availableWithoutEnrollment | U available | available
U availableWithoutEnrollment | D required | required availableWithoutEnrollment
U availableWithoutEnrollment | D uninstall | uninstall availableWithoutEnrollment`

void t.test('L65: the intents of an app, row by row and the other way round', async (t) => {
  for (const row of INTENTS.trim().split('\n')) {
    const [one = '', other = '', expected = ''] = row.split(' | ')
    const hits = [one, other].map((side) =>
      side.split(', ').map((each) => {
        const [letter, intent] = each.split(' ')
        return hit(undefined, letter === 'U' ? 'user' : 'device', intent as Intent)
      }),
    )
    for (const list of [hits.flat(), [...hits].reverse().flat()]) {
      const { intents, removesRequired } = resolveIntents(list)
      t.equal(intents.join(' '), expected.replace(/,.*/, ''), row)
      t.equal(removesRequired, expected.includes('removed'), row)
    }
  }
  for (const intent of ['available', 'required', 'uninstall'] as const)
    for (const side of ['user', 'device'] as const)
      t.same(resolveIntents([hit(undefined, side, intent)]).intents, [intent], `${side} ${intent}`)
  t.same(resolveIntents([]).intents, [])
})

void t.test(
  'L13, L14: the restriction with the lowest priority above zero, and the default for the rest',
  async (t) => {
    const fallback = { id: 'default', priority: 0, includesUser: true }
    const first = { id: 'first', priority: 1, includesUser: false }
    const second = { id: 'second', priority: 2, includesUser: true }
    const third = { id: 'third', priority: 3, includesUser: true }
    t.equal(effectiveRestriction([third, fallback, second, first], true)?.id, 'second')
    t.equal(effectiveRestriction([third, fallback, second, first], false)?.id, 'default')
    t.equal(effectiveRestriction([first, fallback], true)?.id, 'default')
    t.equal(effectiveRestriction([first], true), undefined)
  },
)

const RUNS = process.env['INTUNITE_TEST_SWEEP'] === 'all' ? 20_000 : 2_000
const GROUPS = ['g0', 'g1', 'g2', 'g3', 'g4']
const USERS = ['u0', 'u1', 'u2']
const DEVICES = ['d0', 'd1', 'd2', 'd3']

const tenant: fc.Arbitrary<Population> = fc
  .record({
    licensed: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    owners: fc.array(fc.option(fc.constantFrom(...USERS)), { minLength: 4, maxLength: 4 }),
    groups: fc.array(
      fc.record({ users: fc.subarray(USERS), devices: fc.subarray(DEVICES), groups: fc.subarray(GROUPS) }),
      { minLength: 5, maxLength: 5 },
    ),
  })
  .map(({ licensed, owners, groups }) => ({
    users: byId(USERS.map((id, i) => ({ id, name: id, isLicensed: licensed[i] ?? true }))),
    devices: byId(DEVICES.map((id, i) => ({ id, name: id, userId: owners[i] ?? undefined }))),
    groups: byId(groups.map((members, i) => group(`g${i}`, members))),
  }))

const targets: fc.Arbitrary<readonly Target[]> = fc.array(
  fc.oneof(
    fc.constantFrom(...GROUPS).map(include),
    fc.constantFrom(...GROUPS).map(exclude),
    fc.constant(ALL_USERS),
    fc.constant(ALL_DEVICES),
  ),
  { maxLength: 5 },
)

/** Whether a group has a member, looked for in all groups that it leads to. */
function contains(population: Population, groupId: string, kind: 'users' | 'devices', id: string): boolean {
  const reachable = new Set([groupId])
  for (;;) {
    const before = reachable.size
    for (const each of [...reachable])
      for (const inner of population.groups.get(each)?.groups ?? []) reachable.add(inner)
    if (reachable.size === before) break
  }
  return [...reachable].some((each) => population.groups.get(each)?.[kind].includes(id) === true)
}

void t.test(`L25: ${RUNS} random tenants are reached as plain counting says`, async () => {
  fc.assert(
    fc.property(tenant, targets, (population, list) => {
      const expected: string[] = []
      for (const { id, userId } of population.devices.values()) {
        const isLicensed = userId !== undefined && population.users.get(userId)?.isLicensed === true
        const of = (kind: Target['kind'], members: 'users' | 'devices', member: string): boolean =>
          list.some(
            (each) => each.kind === kind && 'groupId' in each && contains(population, each.groupId, members, member),
          )
        const throughUser =
          isLicensed &&
          (list.some(({ kind }) => kind === 'allUsers') || of('group', 'users', userId)) &&
          !of('exclusion', 'users', userId)
        const throughDevice =
          (list.some(({ kind }) => kind === 'allDevices') || of('group', 'devices', id)) &&
          !of('exclusion', 'devices', id)
        if (throughUser || throughDevice) expected.push(`${id}/${userId ?? '-'}`)
      }
      return JSON.stringify(reached(list, population)) === JSON.stringify(expected.sort())
    }),
    { numRuns: RUNS },
  )
})

void t.test('10,000 devices and 500 assignments to groups of groups take less than a second', async (t) => {
  const users = Array.from({ length: 5000 }, (_, i) => ({ id: `u${i}`, name: `u${i}`, isLicensed: true }))
  const devices = Array.from({ length: 10_000 }, (_, i) => ({ id: `d${i}`, name: `d${i}`, userId: `u${i % 5000}` }))
  const groups = Array.from({ length: 500 }, (_, i) =>
    group(`g${i}`, {
      users: users.filter((_, at) => at % 500 === i).map(({ id }) => id),
      groups: i % 10 === 0 ? [`g${(i + 1) % 500}`, `g${(i + 2) % 500}`] : [],
    }),
  )
  const population = { users: byId(users), devices: byId(devices), groups: byId(groups) }
  const memberships = new Memberships(population)
  const before = process.cpuUsage()
  let pairs = 0
  for (const { id } of groups)
    for (const pair of pairsOf([{ id, target: include(id) }], population, memberships)) pairs += effective(pair).length
  const { user: micros } = process.cpuUsage(before)
  t.equal(pairs, 10_000 + 50 * 2 * 20)
  t.ok(micros < limitHere(1000) * 1000, `${Math.round(micros / 1000)} ms of processor time`)
  t.comment(`${Math.round(micros / 1000)} ms`)
})
