/** Why a device gets a policy or not, in data and in words; no database is behind it. */
import t from 'tap'
import { parseRule } from '../../src/services/assignment-filters/grammar.js'
import { explain } from '../../src/services/targeting/explain.js'
import type { Asked, FilterRule } from '../../src/services/targeting/explain.js'
import { Memberships } from '../../src/services/targeting/population.js'
import { reportedBy } from '../../src/services/targeting/reported.js'
import type { Assignment } from '../../src/services/targeting/targets.js'
import { explanationText } from '../../src/services/targeting/words.js'

const device = { id: 'd', name: 'LF-1', userId: 'u' }
const population = {
  users: new Map([['u', { id: 'u', name: 'Ada Hall', isLicensed: true }]]),
  devices: new Map([['d', device]]),
  groups: new Map(
    [
      { id: 'emea', name: 'EMEA', users: [], devices: [], groups: ['sales'] },
      { id: 'sales', name: 'Sales', users: ['u'], devices: [], groups: [] },
      { id: 'kiosks', name: 'Kiosks', users: [], devices: ['d'], groups: [] },
      { id: 'empty', name: 'Empty', users: [], devices: [], groups: [] },
    ].map((group) => [group.id, group]),
  ),
}
const reported = reportedBy({
  managedDeviceOwnerType: 'personal',
  osVersion: '10.0.22631.1',
  deviceCategoryDisplayName: null,
})

function filter(name: string, text: string): FilterRule {
  return { name, text, rule: parseRule(text) }
}

const filters = new Map([
  ['corporate', filter('Corporate', '(device.deviceOwnership -eq "Corporate")')],
  ['recent', filter('Recent', '(device.operatingSystemVersion -ge 10.0.22621)')],
  ['samsung', filter('Samsung', '(device.manufacturer -eq "Samsung") or (device.deviceCategory -eq "x")')],
])

const toGroup = (groupId: string, more: Partial<Assignment> = {}): Assignment => ({
  id: groupId,
  target: { kind: 'group', groupId },
  ...more,
})
const without = (groupId: string): Assignment => ({ id: `-${groupId}`, target: { kind: 'exclusion', groupId } })

function asked(assignments: readonly Assignment[], hasIntents = false): Asked {
  const memberships = new Memberships(population)
  return { assignments, filters, population, memberships, device, reported, hasIntents, isOfPlatform: true }
}

function told(assignments: readonly Assignment[], hasIntents = false): string {
  const question = { device, user: { id: 'u', name: 'Ada Hall' }, policy: { id: 'p', name: 'Firewall' } }
  return explanationText(question, explain(asked(assignments, hasIntents)))
}

void t.test('a group in a group names the user', async (t) => {
  const { answer, assignments } = explain(asked([toGroup('emea')]))
  t.equal(answer, 'applies')
  t.match(assignments, [{ names: [{ side: 'user', groups: [{ name: 'EMEA' }, { name: 'Sales' }] }], counts: true }])
  t.equal(
    told([toGroup('emea')]),
    "'Firewall' applies to LF-1 of Ada Hall.\n  - assigned to group 'EMEA': Ada Hall is a member by way of 'Sales'",
  )
})

void t.test('L26: an exclusion of the other kind takes nothing away, and says so', async (t) => {
  t.equal(explain(asked([toGroup('emea'), without('kiosks')])).answer, 'applies')
  t.match(
    told([toGroup('emea'), without('kiosks')]),
    'but users are excluded from users and devices from devices alone',
  )
  t.equal(explain(asked([toGroup('emea'), without('sales')])).answer, 'excluded')
  t.match(told([toGroup('emea'), without('sales')]), /does not apply to: an exclusion takes away LF-1/)
})

void t.test('no assignment names the device', async (t) => {
  t.equal(explain(asked([])).answer, 'notTargeted')
  t.match(told([]), 'It has no assignments.')
  t.match(told([toGroup('empty')]), "assigned to group 'Empty': neither Ada Hall nor LF-1 is in it")
})

void t.test('L44, L45: a filter is told with each comparison and what the device reports', async (t) => {
  const corporate = toGroup('emea', { filter: { id: 'corporate', mode: 'include' } })
  t.equal(explain(asked([corporate])).answer, 'filtered')
  t.match(told([corporate]), `device.deviceOwnership -eq "Corporate": the device has 'Personal', false`)
  t.equal(explain(asked([toGroup('emea', { filter: { id: 'corporate', mode: 'exclude' } })])).answer, 'applies')
  t.equal(explain(asked([toGroup('emea', { filter: { id: 'recent', mode: 'include' } })])).answer, 'applies')
  const samsung = toGroup('emea', { filter: { id: 'samsung', mode: 'include' } })
  t.equal(explain(asked([samsung])).answer, 'notEvaluated')
  t.match(told([samsung]), 'device.manufacturer -eq "Samsung": nothing is reported, not evaluated')
  t.equal(explain(asked([toGroup('emea', { filter: { id: 'deleted', mode: 'include' } })])).answer, 'notEvaluated')
})

void t.test('L65: the filters of the intents that hold are evaluated', async (t) => {
  const required = toGroup('emea', { intent: 'required' })
  const uninstall = toGroup('kiosks', { intent: 'uninstall', filter: { id: 'corporate', mode: 'include' } })
  const { answer, intents, assignments } = explain(asked([required, uninstall], true))
  t.equal(answer, 'applies')
  t.same(intents, ['required'])
  t.same(
    assignments.map(({ counts }) => counts),
    [true, false],
  )
  t.match(
    told([required, uninstall], true),
    "assigned to group 'Kiosks' as uninstall: LF-1 is a member, which does not count",
  )
})

void t.test('L32: a user without a licence brings nothing, and the answer says so', async (t) => {
  const users = new Map([['u', { id: 'u', name: 'Ada Hall', isLicensed: false }]])
  const all: Assignment = { id: 'all', target: { kind: 'allUsers' } }
  const of = (assignments: readonly Assignment[]): Asked => ({
    ...asked(assignments),
    population: { ...population, users },
    memberships: new Memberships(population),
  })
  const question = { device, user: { id: 'u', name: 'Ada Hall' }, policy: { id: 'p', name: 'Firewall' } }
  const unlicensed = explain(of([toGroup('emea'), all]))
  t.match(unlicensed, { answer: 'notTargeted', isUnlicensed: true })
  t.equal(
    explanationText(question, unlicensed),
    [
      "'Firewall' does not apply to: no assignment names LF-1 of Ada Hall.",
      '  Ada Hall has no plan with Intune: nothing reaches the device by that user.',
      "  - assigned to group 'EMEA': Ada Hall is a member by way of 'Sales', but without a licence",
      '  - assigned to all users: names Ada Hall, but without a licence',
    ].join('\n'),
  )
  t.equal(explain(of([toGroup('kiosks')])).answer, 'applies', 'the device itself is reached')
  t.notOk('isUnlicensed' in explain(asked([toGroup('emea')])))
})
