/** The grammar of rules of dynamic groups (L36 to L41): what each of some 300 rules says, and with which words others are refused. */
import t from 'tap'
import type { Entity } from '../../src/model/payload.js'
import { satisfies } from '../../src/services/membership-rules/evaluate.js'
import { readMembershipRule as read } from '../../src/services/membership-rules/properties.js'
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
const surroundings = { now: Date.UTC(2026, 2, 2, 8), managerId: ID, groupIds: new Set([ID]) }

type Case = readonly [rule: string, expected: boolean]
type Refusal = readonly [rule: string, message: RegExp]

const isNegative = (operator: string): boolean => operator.startsWith('n')

/** What `ab` says when it is compared with "a". */
const AB_WITH_A: Readonly<Record<string, boolean>> = {
  eq: false,
  ne: true,
  startsWith: true,
  notStartsWith: false,
  endsWith: false,
  notEndsWith: true,
  contains: true,
  notContains: false,
  match: true,
  notMatch: false,
}

/** Every text of this user and this device is `ab`, wherever Graph has it. */
const userOfAb: Entity = {
  ...Object.fromEntries(TEXTS_OF_USERS.split(' ').map((name) => [name, 'ab'])),
  ...{ faxNumber: 'ab', mailNickname: 'ab', mobilePhone: 'ab', id: 'ab', officeLocation: 'ab' },
  imAddresses: ['ab'],
  businessPhones: ['ab'],
  onPremisesExtensionAttributes: { extensionAttribute1: 'ab', extensionAttribute15: 'ab' },
  accountEnabled: true,
  onPremisesSyncEnabled: null,
  employeeHireDate: '2026-02-27T00:00:00Z',
  otherMails: ['ab'],
  proxyAddresses: ['smtp:depot'],
  assignedPlans: [{ servicePlanId: 'a', capabilityStatus: 'Enabled' }],
}
const deviceOfAb: Entity = {
  ...Object.fromEntries(TEXTS_OF_DEVICES.split(' ').map((name) => [name, 'ab'])),
  ...{ mdmAppId: 'ab', manufacturer: 'ab', model: 'ab', operatingSystem: 'ab', operatingSystemVersion: 'ab' },
  ...{ trustType: 'ab', id: 'ab' },
  extensionAttributes: { extensionAttribute3: 'ab' },
  accountEnabled: false,
  isRooted: null,
  physicalIds: ['[OrderID]:LF-DEPOT'],
}

/** Each property with an operator in turn, each operator in several spellings, and the special forms. */
function accepted(): Case[] {
  const properties = [
    ...TEXTS_OF_USERS.split(' ').map((name) => `user.${name}`),
    ...TEXTS_OF_DEVICES.split(' ').map((name) => `device.${name}`),
  ]
  const rules = properties.flatMap((property, i): Case[] => {
    const operator = OPERATORS_OF_TEXT[i % OPERATORS_OF_TEXT.length] ?? 'eq'
    return [
      [`${property} -${operator} "a"`, AB_WITH_A[operator] === true],
      [`(${property} -in ["a","AB"])`, true],
      [`(${property} -in ["a","b"])`, false],
      [`${property} -ne null`, true],
    ]
  })
  for (const operator of OPERATORS_OF_TEXT) {
    const isOther = isNegative(operator)
    rules.push(
      [`(user.department -${operator} "Sales")`, isOther],
      [`user.department ${operator} "Sales"`, isOther],
      [`user.department –${operator} 'Sales'`, isOther],
      [`USER.department -${operator.toUpperCase()} "x" -and -not (user.city -eq "y")`, isOther],
      [`user.otherMails -${operator} "a@b.test"`, isOther],
      [`user.proxyAddresses -any (_ -${operator} "smtp:depot")`, !isOther],
    )
  }
  // As an expression, the square brackets are one letter of those in them.
  for (const operator of OPERATORS_OF_TEXT)
    rules.push([
      `device.devicePhysicalIds -all (_ -${operator} "[OrderID]:LF-DEPOT")`,
      operator === 'match' ? false : operator === 'notMatch' || !isNegative(operator),
    ])
  const truths: readonly (readonly [property: string, value: boolean | null])[] = [
    ['user.accountEnabled', true],
    ['user.dirSyncEnabled', null],
    ['device.accountEnabled', false],
    ['device.isRooted', null],
  ]
  for (const truth of ['true', 'false', 'True', '"true"'])
    for (const [property, value] of truths) {
      const expected = value === (truth !== 'false')
      rules.push([`${property} -eq ${truth}`, expected], [`not (${property} -ne ${truth})`, expected])
    }
  const times: readonly (readonly [time: string, isLater: boolean])[] = [
    ['system.now', true],
    ['system.now -plus p1d', true],
    ['system.now -minus p7dt12h', false],
    ['2020-06-10T18:13:20Z', false],
    ['"2020-06-10"', false],
  ]
  for (const [time, isLater] of times)
    rules.push(
      [`user.employeeHireDate -ge ${time}`, !isLater],
      [`user.employeeHireDate -le ${time}`, isLater],
      [`user.employeeHireDate -eq ${time}`, false],
      [`user.employeeHireDate -ne ${time}`, true],
    )
  return [
    ...rules,
    ['(user.department -eq "AB") -and -not (user.accountEnabled -eq false)', true],
    ['(device.deviceOSType -startsWith "A") -and (device.deviceOwnership -eq "Company")', false],
    ['(device.devicePhysicalIDs -any (_ -contains "[ZTDId]"))', false],
    [
      'user.assignedPlans -any (assignedPlan.servicePlanId -eq "a" -and assignedPlan.capabilityStatus -eq "Enabled")',
      true,
    ],
    ['user.assignedPlans -all (assignedPlan.servicePlanId -eq null)', false],
    [`user.memberOf -any (group.objectId -in ['${ID}'])`, true],
    [`device.memberOf -any (group.objectId -in ["${ID}", "${ID}"])`, true],
    [`Direct Reports for "${ID}"`, true],
    [`direct reports for "${ID}"`, true],
    ['user.objectId -ne null', true],
    ['device.objectId -ne $null', true],
    ['user.city -eq "ab" or user.city -eq "b" -or user.city -eq "c" and user.state -eq "d"', true],
    ['((user.city -eq "ab"))', true],
    ['user.department -eq "`"Sales`""', false],
    ["user.department -eq 'O''Neill'", false],
    ['user.department -eq null', false],
    ['user.department -eq "null"', false],
    ['user.employeeId -eq 50001', false],
    ['user.mailNickname -startsWith "a"', true],
    ['user.employeehiredate -ge system.now -plus p1d', false],
  ]
}

const NO_PROPERTY = /(Expected|is not) a property such as user\.department/
const NO_OPERATOR = /^'-\w+' is not an operator; they are -eq, -ne/
const GOES_ON = /^Expected the end, and or or, but found/
const NO_TEXT = /Expected a text in quotation marks, but found|^'\w+' is not a value; texts stand in quotation marks/
const INCOMPARABLE =
  /^Invalid operands found for operator -(\w+)(: it does not compare '|: null is compared by -eq and -ne|\.$)/
const ALONE = /^memberOf stands alone, as in user\.memberOf -any \(group\.objectId -in \['…'\]\)/

/** What is broken, in each of several rules, and what there is not. */
function refused(): Refusal[] {
  const words = ['', ' ', '()', 'a', '(', ')', 'and', '"a"', 'user', 'user.', '.city -eq "a"', 'All Users', 'true']
  const rules = [...words, 'not', '-not'].map((rule): Refusal => [rule, NO_PROPERTY])
  const sound = ['user.city -eq "a"', '(device.deviceModel -in ["a"])', 'user.proxyAddresses -any (_ -eq "a")']
  for (const rule of sound)
    rules.push(
      [`${rule})`, GOES_ON],
      [`(${rule}`, /^Expected '\)', but found the end/],
      [`${rule} and`, NO_PROPERTY],
      [`and ${rule}`, NO_PROPERTY],
      [`${rule} ${rule}`, GOES_ON],
      [`${rule} -xor ${rule}`, GOES_ON],
      [`${rule} "b"`, GOES_ON],
      [`${rule}, ${rule}`, GOES_ON],
      [`[${rule}]`, NO_PROPERTY],
      [`${rule} -not ${rule}`, GOES_ON],
      [rule.replace('"a"', '"a'), /^The text that begins with '.+' has no end/],
      [rule.replace('"a"', 'a b'), NO_TEXT],
      [rule.replace('-eq', '-equals').replace('-in', '-among'), NO_OPERATOR],
      [rule.replace('-eq "a"', '').replace('-in ["a"]', ''), /^Expected an operator, but found/],
      [rule.replace('-eq', '-gt').replace('-in', '-lt'), NO_OPERATOR],
      [rule.replace('.', ' '), NO_PROPERTY],
      [`${'('.repeat(60)}${rule}${')'.repeat(60)}`, /^Expected at most 50 parentheses in parentheses/],
    )
  const unknown = {
    user: 'City DEPARTMENT displayname password id deviceModel extensionAttribute16 extensionAttribute0 manager',
    device: 'model devicemodel osVersion department deviceowner serialNumber organizationalUnit compliant',
  }
  for (const [subject, names] of Object.entries(unknown))
    for (const name of names.split(' '))
      rules.push([
        `${subject}.${name} -eq "a"`,
        new RegExp(`^Wrong property applied\\. Property '${name}' cannot be applied to object '${subject}'`, 'i'),
      ])
  for (const operator of ['le', 'ge'])
    for (const name of ['city', 'displayName', 'otherMails'])
      rules.push([`user.${name} -${operator} "a"`, INCOMPARABLE])
  for (const operator of OPERATORS_OF_TEXT.slice(2))
    rules.push([`user.accountEnabled -${operator} true`, INCOMPARABLE], [`user.city -${operator} null`, INCOMPARABLE])
  for (const value of ['"yes"', '1', '"1"'])
    rules.push([`user.accountEnabled -eq ${value}`, /^'user\.accountEnabled' is compared with true or false/])
  rules.push(['user.accountEnabled -eq null "a"', GOES_ON], ['user.accountEnabled -eq TRUTH', NO_TEXT])
  for (const value of ['"soon"', 'true', '2020-13-45'])
    rules.push([`user.employeeHireDate -ge ${value}`, /is compared with a time or system\.now/])
  for (const value of ['system.now -plus', 'system.now -plus 1d', 'system.now -plus p'])
    rules.push([`user.employeeHireDate -ge ${value}`, /a duration such as p7d/])
  rules.push(['user.employeeHireDate -ge system.later', /^'system\.later' is not a value/])
  const lists: readonly (readonly [list: string, message: RegExp])[] = [
    ['"a"', /^Expected '\[', but found 'a'/],
    ['null', /^Expected '\[', but found 'null'/],
    ['[]', NO_TEXT],
    ['["a",]', NO_TEXT],
    ['[a]', NO_TEXT],
    ['["a" "b"]', /^Expected '\]', but found 'b'/],
    ['["a"', /^Expected '\]', but found the end/],
  ]
  for (const [list, message] of lists)
    rules.push([`user.city -in ${list}`, message], [`device.displayName -notIn ${list}`, message])
  for (const pattern of ['(', '[', 'a{2,1}', '(?=a)b', '(a)\\1', '*', '(?<!a)b'])
    rules.push([`user.city -match "${pattern}"`, /is not a regular expression that can be used: error parsing regexp/])
  return [
    ...rules,
    ['user.city -eq "a" -and device.displayName -eq "b"', /cannot contain properties of both users and devices/],
    ['app.osVersion -eq "a"', NO_PROPERTY],
    ['device.devicePhysicalIds -any _ -startsWith "[ZTDId]"', /^Expected '\(', but found '_'/],
    ['user.proxyAddresses -any ()', NO_PROPERTY],
    ['user.proxyAddresses -any (proxy.value -eq "a")', INCOMPARABLE],
    ['user.proxyAddresses -any (_ -eq "a" -and other.b -eq "c")', /^'other\.b' is not of the items that _ stands for/],
    ['user.proxyAddresses -any (_ -any (_ -eq "a"))', /^-any and -all cannot stand in each other/],
    ['user.city -any (_ -eq "a")', INCOMPARABLE],
    ['user.assignedPlans -any (_ -eq "a")', INCOMPARABLE],
    ['user.assignedPlans -any (assignedPlan.price -eq "a")', /no member but servicePlanId, service, capabilityStatus/],
    ['user.assignedPlans -any (plan.service -eq "a")', INCOMPARABLE],
    ['user.assignedPlans -eq "a"', INCOMPARABLE],
    [`user.memberOf -eq "${ID}"`, INCOMPARABLE],
    [`user.memberOf -all (group.objectId -in ['${ID}'])`, ALONE],
    [`user.memberOf -any (group.objectId -eq '${ID}')`, ALONE],
    [`user.memberOf -any (group.displayName -in ['a'])`, ALONE],
    [`(user.memberOf -any (group.objectId -in ['${ID}'])) -and (user.city -eq "a")`, ALONE],
    [`-not user.memberOf -any (group.objectId -in ['${ID}'])`, ALONE],
    [
      `user.memberOf -any (group.objectId -in [${Array.from({ length: 51 }, () => `'${ID}'`).join(',')}])`,
      /^memberOf takes at most 50 groups/,
    ],
    ['Direct Reports for "me"', /^'me' is not the id of a user/],
    [`Direct Reports for ${ID}`, /^Expected the id of a user in quotation marks/],
    [`Direct Reports for "${ID}" -and user.city -eq "a"`, GOES_ON],
    [`Direct Reports "${ID}"`, /^Expected 'Direct Reports for' and an id/],
    ['user.city -not null', NO_OPERATOR],
    ['user.city -not $null', NO_OPERATOR],
    [`user.city -eq "${'a'.repeat(3072)}"`, /^A rule has at most 3072 characters/],
  ]
}

void t.test('L36 to L40: what follows the grammar is accepted, and says who satisfies it', async (t) => {
  const rules = accepted()
  t.ok(rules.length >= 200, `${rules.length} rules`)
  for (const [text, expected] of rules) {
    const rule = read(text)
    t.equal(satisfies(rule, rule.subject === 'user' ? userOfAb : deviceOfAb, surroundings), expected, text)
  }
})

void t.test('L41: what does not is refused with what is wrong, and never read as another rule', async (t) => {
  const rules = refused()
  t.ok(rules.length >= 150, `${rules.length} rules`)
  for (const [rule, message] of rules) {
    const error = refusalOf(() => read(rule))
    t.ok(error instanceof RuleError && message.test(error.message), `${rule.slice(0, 100)}: ${String(error)}`)
  }
})

/** What is thrown. */
function refusalOf(work: () => unknown): unknown {
  try {
    work()
    return undefined
  } catch (error) {
    return error
  }
}
