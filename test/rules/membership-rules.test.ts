/** The language of dynamic groups (L34 to L41): who satisfies a rule. */
import fc from 'fast-check'
import t from 'tap'
import type { Entity } from '../../src/model/payload.js'
import { satisfies } from '../../src/services/membership-rules/evaluate.js'
import { membersReadBy, readMembershipRule as read } from '../../src/services/membership-rules/properties.js'

const ID = '5f8b7d3e-1111-4222-8333-944455556666'
const surroundings = { now: Date.UTC(2026, 2, 2, 8), managerId: ID, groupIds: new Set([ID]) }

const user: Entity = {
  id: ID,
  accountEnabled: true,
  department: 'Sales',
  city: 'Köln',
  country: null,
  businessPhones: ['+49 221 1'],
  officeLocation: 'B2',
  proxyAddresses: ['SMTP:ada@larkspur.test', 'smtp:depot@larkspur.test'],
  otherMails: [],
  employeeHireDate: '2026-02-27T00:00:00Z',
  assignedPlans: [{ service: 'SCO', servicePlanId: 'p1', capabilityStatus: 'Enabled' }],
  onPremisesExtensionAttributes: { extensionAttribute2: 'Marketing' },
}
const device: Entity = {
  id: ID,
  operatingSystem: 'iPad',
  deviceOwnership: 'Company',
  isRooted: null,
  physicalIds: ['[ZTDId]:7f', '[OrderID]:LF-DEPOT'],
  systemLabels: [],
}

void t.test('L36, L37, L38, L39, L40: who satisfies a rule', async (t) => {
  const cases: readonly (readonly [rule: string, expected: boolean])[] = [
    ['user.department -eq "SALES"', true],
    ['user.department -ne "sales"', false],
    ['user.city -contains "ÖL"', true],
    ['user.city -startsWith "k" -and user.city -endsWith "N"', true],
    ['user.country -eq null', true],
    ['user.country -eq "null"', false],
    ['user.country -ne "DE"', true],
    ['user.country -notContains "x"', true],
    ['user.country -startsWith "x"', false],
    ['user.department -in ["a","sales"]', true],
    ['user.department -notIn ["a","sales"]', false],
    ['user.department -match "^s.*s$"', true],
    ['user.department -notMatch "^x"', true],
    ['user.telephoneNumber -startsWith "+49"', true],
    ['user.physicalDeliveryOfficeName -eq "b2"', true],
    ['user.extensionAttribute2 -eq "marketing"', true],
    ['user.accountEnabled -eq true', true],
    ['user.dirSyncEnabled -eq true', false],
    ['-not (user.accountEnabled -eq false)', true],
    ['user.department -eq "x" -or user.department -eq "sales" -and user.city -eq "nowhere"', false],
    ['(user.department -eq "sales" -or user.department -eq "x") -and user.city -ne "nowhere"', true],
    ['not user.department -eq "x" -and user.city -eq "köln"', true],
    ['user.proxyAddresses -any (_ -startsWith "smtp:depot")', true],
    ['user.proxyAddresses -all (_ -startsWith "smtp:depot")', false],
    ['user.proxyAddresses -notEndsWith "@larkspur.test"', false],
    ['user.otherMails -any (_ -ne "x")', false],
    ['user.otherMails -all (_ -eq "x")', true],
    ['user.assignedPlans -any (assignedPlan.service -eq "sco" -and assignedPlan.capabilityStatus -eq "Enabled")', true],
    ['user.assignedPlans -all (assignedPlan.servicePlanId -eq null)', false],
    ['user.employeeHireDate -ge system.now -minus p7d', true],
    ['user.employeeHireDate -ge system.now', false],
    ['user.employeeHireDate -le 2026-02-27T00:00:00Z', true],
    ['user.employeeHireDate -ne null', true],
    [`user.memberOf -any (group.objectId -in ['${ID.toUpperCase()}'])`, true],
    [`Direct Reports for "${ID}"`, true],
    ['user.objectId -ne null', true],
    ['device.deviceOSType -startsWith "iP" -and device.deviceOwnership -eq "Company"', true],
    ['device.devicePhysicalIds -any (_ -eq "[OrderID]:lf-depot")', true],
    ['device.devicePhysicalIds -any (_ -contains "[ZTDId]")', true],
    ['device.isRooted -eq true', false],
    ['device.isRooted -ne true', true],
    ['device.systemLabels -eq null', true],
  ]
  for (const [text, expected] of cases) {
    const rule = read(text)
    t.equal(satisfies(rule, rule.subject === 'user' ? user : device, surroundings), expected, text)
  }
  t.equal(satisfies(read(`Direct Reports for "${ID}"`), user, { ...surroundings, managerId: null }), false)
})

void t.test('a rule tells which members it reads', async (t) => {
  const members = membersReadBy(read('user.mobile -eq "a" -and -not (user.telephoneNumber -eq "b")'))
  t.same(members, ['mobilePhone', 'businessPhones'])
  t.same(membersReadBy(read(`Direct Reports for "${ID}"`)), [])
})

void t.test('an expression that backtracks elsewhere takes time in line with the text', async (t) => {
  const rule = read('user.department -match "^(a+)+$"')
  const before = process.cpuUsage()
  t.equal(satisfies(rule, { department: `${'a'.repeat(2000)}!` }, surroundings), false)
  const { user: micros } = process.cpuUsage(before)
  t.ok(micros < 500_000, `${micros} µs`)
})

type Known = Readonly<Record<string, string | null>>

/** A rule with what it says of a user of whom only `city`, `state` and `country` are known. */
interface Truth {
  readonly text: string
  is(entity: Known): boolean
}

const NAMES = ['city', 'state', 'country'] as const
const letters = fc.constantFrom('a', 'b', 'A', 'ab', 'ba')

const comparison: fc.Arbitrary<Truth> = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.constantFrom('eq', 'ne', 'startsWith', 'notEndsWith', 'contains', 'in', 'null'),
    letters,
  )
  .map(([name, operator, value]): Truth => {
    const own = (entity: Known): string | undefined => entity[name]?.toLowerCase()
    const other = value.toLowerCase()
    switch (operator) {
      case 'eq':
        return { text: `user.${name} -eq "${value}"`, is: (entity) => own(entity) === other }
      case 'ne':
        return { text: `user.${name} -ne '${value}'`, is: (entity) => own(entity) !== other }
      case 'startsWith':
        return { text: `user.${name} startswith "${value}"`, is: (entity) => own(entity)?.startsWith(other) ?? false }
      case 'notEndsWith':
        return {
          text: `user.${name} -notEndsWith "${value}"`,
          is: (entity) => !(own(entity)?.endsWith(other) ?? false),
        }
      case 'contains':
        return { text: `user.${name} -contains "${value}"`, is: (entity) => own(entity)?.includes(other) ?? false }
      case 'in':
        return { text: `user.${name} -in ["${value}","zz"]`, is: (entity) => own(entity) === other }
      default:
        return { text: `user.${name} -eq null`, is: (entity) => own(entity) === undefined }
    }
  })

const { tree } = fc.letrec<{ tree: Truth }>((again) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    comparison,
    fc.tuple(again('tree'), again('tree'), fc.boolean()).map(([one, other, both]) => ({
      text: `(${one.text}) ${both ? '-and' : 'or'} (${other.text})`,
      is: (entity: Known) => (both ? one.is(entity) && other.is(entity) : one.is(entity) || other.is(entity)),
    })),
    again('tree').map(({ text, is }) => ({
      text: `((${text}) -and -not ((${text})))`,
      is: (entity: Known) => is(entity) && !is(entity),
    })),
    // Without parentheses `and` binds tighter than `or`.
    fc.tuple(comparison, comparison, comparison).map(([one, two, three]) => ({
      text: `${one.text} -or ${two.text} -and ${three.text}`,
      is: (entity: Known) => one.is(entity) || (two.is(entity) && three.is(entity)),
    })),
  ),
}))

const RUNS = process.env['INTUNITE_TEST_SWEEP'] === 'all' ? 20_000 : 2_000

void t.test(`L36: ${RUNS} random rules say what a plain evaluation says`, async () => {
  const values = fc.record({ city: fc.option(letters), state: fc.option(letters), country: fc.option(letters) })
  fc.assert(
    fc.property(tree, values, ({ text, is }, entity) => {
      if (text.length > 3000) return true
      return satisfies(read(text), entity, surroundings) === is(entity)
    }),
    { numRuns: RUNS },
  )
})
