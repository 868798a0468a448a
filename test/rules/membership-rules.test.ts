/** The language of dynamic groups (L34 to L41): what follows its grammar, what does not, and who satisfies a rule. */
import fc from 'fast-check'
import t from 'tap'
import type { Entity } from '../../src/model/payload.js'
import { satisfies } from '../../src/services/membership-rules/evaluate.js'
import { membersReadBy, readMembershipRule as read } from '../../src/services/membership-rules/properties.js'
import { RuleError } from '../../src/services/rule-language/tokens.js'

const TEXTS_OF_USERS =
  'city companyName country department displayName employeeId facsimileTelephoneNumber givenName jobTitle mail mailNickName ' +
  'mobile objectId onPremisesDistinguishedName onPremisesSecurityIdentifier passwordPolicies physicalDeliveryOfficeName ' +
  'postalCode preferredLanguage sipProxyAddress state streetAddress surname telephoneNumber usageLocation userPrincipalName ' +
  'userType extensionAttribute1 extensionAttribute15 extension_c272a57b722d4eb29bfe327874ae79cb_OfficeNumber'
const TEXTS_OF_DEVICES =
  'deviceCategory deviceId deviceManagementAppId deviceManufacturer deviceModel deviceOSType deviceOSVersion deviceOwnership ' +
  'deviceTrustType displayName enrollmentProfileName managementType objectId profileType extensionAttribute3'
const OPERATORS_OF_TEXT =
  'eq ne startsWith notStartsWith endsWith notEndsWith contains notContains match notMatch'.split(' ')
const ID = '5f8b7d3e-1111-4222-8333-944455556666'

/** Each property with an operator in turn, each operator in several spellings, and the special forms. */
function accepted(): string[] {
  const properties = [
    ...TEXTS_OF_USERS.split(' ').map((name) => `user.${name}`),
    ...TEXTS_OF_DEVICES.split(' ').map((name) => `device.${name}`),
  ]
  const rules = properties.flatMap((property, i) => {
    const operator = OPERATORS_OF_TEXT[i % OPERATORS_OF_TEXT.length] ?? 'eq'
    return [`${property} -${operator} "a"`, `(${property} -in ["a","b"])`, `${property} -ne null`]
  })
  for (const operator of OPERATORS_OF_TEXT)
    rules.push(
      `(user.department -${operator} "Sales")`,
      `user.department ${operator} "Sales"`,
      `user.department –${operator} 'Sales'`,
      `USER.department -${operator.toUpperCase()} "x" -and -not (user.city -eq "y")`,
      `user.otherMails -${operator} "a@b.test"`,
      `user.proxyAddresses -any (_ -${operator} "smtp:depot")`,
      `device.devicePhysicalIds -all (_ -${operator} "[OrderID]:LF-DEPOT")`,
    )
  for (const truth of ['true', 'false', 'True', '"true"'])
    for (const property of ['user.accountEnabled', 'user.dirSyncEnabled', 'device.accountEnabled', 'device.isRooted'])
      rules.push(`${property} -eq ${truth}`, `not (${property} -ne ${truth})`)
  for (const time of [
    'system.now',
    'system.now -plus p1d',
    'system.now -minus p7dt12h',
    '2020-06-10T18:13:20Z',
    '"2020-06-10"',
  ])
    for (const operator of ['ge', 'le', 'eq', 'ne']) rules.push(`user.employeeHireDate -${operator} ${time}`)
  return [
    ...rules,
    '(user.department -eq "Sales") -and -not (user.accountEnabled -eq false)',
    '(device.deviceOSType -startsWith "iP") -and (device.deviceOwnership -eq "Company")',
    '(device.devicePhysicalIDs -any (_ -contains "[ZTDId]"))',
    'user.assignedPlans -any (assignedPlan.servicePlanId -eq "a" -and assignedPlan.capabilityStatus -eq "Enabled")',
    'user.assignedPlans -all (assignedPlan.servicePlanId -eq null)',
    `user.memberOf -any (group.objectId -in ['${ID}'])`,
    `device.memberOf -any (group.objectId -in ["${ID}", "${ID}"])`,
    `Direct Reports for "${ID}"`,
    `direct reports for "${ID}"`,
    'user.objectId -ne null',
    'device.objectId -ne $null',
    'user.city -eq "a" or user.city -eq "b" -or user.city -eq "c" and user.state -eq "d"',
    '((user.city -eq "a"))',
    'user.department -eq "`"Sales`""',
    "user.department -eq 'O''Neill'",
    'user.department -eq null',
    'user.department -eq "null"',
    'user.employeeId -eq 50001',
    'user.mailNickname -startsWith "a"',
    'user.employeehiredate -ge system.now -plus p1d',
  ]
}

/** What is broken, in each of several rules, and what there is not. */
function refused(): string[] {
  const rules = [
    '',
    ' ',
    '()',
    'a',
    '(',
    ')',
    'and',
    '"a"',
    'user',
    'user.',
    '.city -eq "a"',
    'All Users',
    'true',
    'not',
    '-not',
  ]
  const sound = ['user.city -eq "a"', '(device.deviceModel -in ["a"])', 'user.proxyAddresses -any (_ -eq "a")']
  for (const rule of sound)
    rules.push(
      `${rule})`, `(${rule}`, `${rule} and`, `and ${rule}`, `${rule} ${rule}`, `${rule} -xor ${rule}`, `${rule} "b"`,
      `${rule}, ${rule}`, `[${rule}]`, `not`, `${rule} -not ${rule}`, rule.replace('"a"', '"a'), rule.replace('"a"', 'a b'),
      rule.replace('-eq', '-equals').replace('-in', '-among'), rule.replace('-eq "a"', '').replace('-in ["a"]', ''),
      rule.replace('-eq', '-gt').replace('-in', '-lt'), rule.replace('.', ' '), `${'('.repeat(60)}${rule}${')'.repeat(60)}`,
    ) // prettier-ignore
  for (const name of [
    'City',
    'DEPARTMENT',
    'displayname',
    'password',
    'id',
    'deviceModel',
    'extensionAttribute16',
    'extensionAttribute0',
    'manager',
  ])
    rules.push(`user.${name} -eq "a"`)
  for (const name of [
    'model',
    'devicemodel',
    'osVersion',
    'department',
    'deviceowner',
    'serialNumber',
    'organizationalUnit',
    'compliant',
  ])
    rules.push(`device.${name} -eq "a"`)
  for (const operator of ['le', 'ge'])
    for (const name of ['city', 'displayName', 'otherMails']) rules.push(`user.${name} -${operator} "a"`)
  for (const operator of OPERATORS_OF_TEXT.slice(2))
    rules.push(`user.accountEnabled -${operator} true`, `user.city -${operator} null`)
  for (const value of ['"yes"', '1', 'null "a"', 'TRUTH', '"1"']) rules.push(`user.accountEnabled -eq ${value}`)
  for (const value of [
    '"soon"',
    'system.later',
    'system.now -plus',
    'system.now -plus 1d',
    'system.now -plus p',
    'true',
    '2020-13-45',
  ])
    rules.push(`user.employeeHireDate -ge ${value}`)
  for (const list of ['"a"', '[]', '["a",]', '[a]', '["a" "b"]', '["a"', 'null'])
    rules.push(`user.city -in ${list}`, `device.displayName -notIn ${list}`)
  for (const pattern of ['(', '[', 'a{2,1}', '(?=a)b', '(a)\\1', '*', '(?<!a)b'])
    rules.push(`user.city -match "${pattern}"`)
  return [
    ...rules,
    'user.city -eq "a" -and device.displayName -eq "b"',
    'app.osVersion -eq "a"',
    'device.devicePhysicalIds -any _ -startsWith "[ZTDId]"',
    'user.proxyAddresses -any ()',
    'user.proxyAddresses -any (proxy.value -eq "a")',
    'user.proxyAddresses -any (_ -eq "a" -and other.b -eq "c")',
    'user.proxyAddresses -any (_ -any (_ -eq "a"))',
    'user.city -any (_ -eq "a")',
    'user.assignedPlans -any (_ -eq "a")',
    'user.assignedPlans -any (assignedPlan.price -eq "a")',
    'user.assignedPlans -any (plan.service -eq "a")',
    'user.assignedPlans -eq "a"',
    `user.memberOf -eq "${ID}"`,
    `user.memberOf -all (group.objectId -in ['${ID}'])`,
    `user.memberOf -any (group.objectId -eq '${ID}')`,
    `user.memberOf -any (group.displayName -in ['a'])`,
    `(user.memberOf -any (group.objectId -in ['${ID}'])) -and (user.city -eq "a")`,
    `-not user.memberOf -any (group.objectId -in ['${ID}'])`,
    `user.memberOf -any (group.objectId -in [${Array.from({ length: 51 }, () => `'${ID}'`).join(',')}])`,
    'Direct Reports for "me"',
    `Direct Reports for ${ID}`,
    `Direct Reports for "${ID}" -and user.city -eq "a"`,
    `Direct Reports "${ID}"`,
    'user.city -not null',
    'user.city -not $null',
    `user.city -eq "${'a'.repeat(3072)}"`,
  ]
}

void t.test('L36 to L40: what follows the grammar is accepted', async (t) => {
  const rules = accepted()
  t.ok(rules.length >= 200, `${rules.length} rules`)
  for (const rule of rules) t.doesNotThrow(() => read(rule), rule)
})

/** The class of the error that is thrown. */
function refusalOf(work: () => unknown): unknown {
  try {
    work()
    return undefined
  } catch (error) {
    return (error as Error).constructor
  }
}

void t.test('L41: what does not is refused, and never read as another rule', async (t) => {
  const rules = refused()
  t.ok(rules.length >= 150, `${rules.length} rules`)
  for (const rule of rules)
    t.equal(
      refusalOf(() => read(rule)),
      RuleError,
      rule,
    )
})

const NOW = Date.UTC(2026, 2, 2, 8)
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
const surroundings = { now: NOW, managerId: ID, groupIds: new Set([ID]) }

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
