/** The language of assignment filters (B106): what follows its grammar, what does not, and what a rule says of a device. */
import fc from 'fast-check'
import t from 'tap'
import { evaluate } from '../../src/services/assignment-filters/evaluate.js'
import { parseRule } from '../../src/services/assignment-filters/grammar.js'
import { FILTER_PROPERTIES, propertiesOn, requirePlatform } from '../../src/services/assignment-filters/properties.js'
import { RuleError } from '../../src/services/rule-language/tokens.js'
import { sweep } from '../harness/sweep.js'

const OPERATORS_OF_TEXT = ['eq', 'ne', 'startsWith', 'contains', 'notContains']

/** Accepted on Windows: each text property with each operator, in four spellings, and what else there is. */
function accepted(): string[] {
  const rules: string[] = []
  for (const property of [
    'deviceName',
    'manufacturer',
    'model',
    'deviceCategory',
    'osVersion',
    'enrollmentProfileName',
  ])
    for (const operator of OPERATORS_OF_TEXT)
      rules.push(
        `(device.${property} -${operator} "a")`,
        `device.${property} ${operator} "a"`,
        `DEVICE.${property.toUpperCase()} -${operator.toUpperCase()} "A b"`,
        `((device.${property} -${operator} "with \`" quote"))`,
        `device.${property} -${operator} "a" and device.model -eq "b" or device.model -ne "c"`,
        `(device.${property} -${operator} "") OR (device.model -in ["b"])`,
      )
  for (const operator of ['eq', 'ne', 'gt', 'ge', 'lt', 'le'])
    for (const version of ['10', '10.0.22631.3000', '"10.0.22631"'])
      rules.push(`(device.operatingSystemVersion -${operator} ${version})`)
  for (const list of ['["a"]', '["a","b"]', '[ "a" , "b", "c" ]'])
    for (const operator of ['in', 'notIn']) rules.push(`(device.model -${operator} ${list})`)
  for (const ownership of ['Personal', 'Corporate', 'Unknown', 'personal'])
    rules.push(`(device.deviceOwnership -eq "${ownership}")`)
  for (const trust of ['Azure AD joined', 'Azure AD registered', 'Hybrid Azure AD joined', 'Unknown'])
    rules.push(`(device.deviceTrustType -in ["${trust}"])`, `(device.deviceTrustType -ne "${trust}")`)
  for (const cpu of ['amd64', 'x86', 'arm64', 'unknown']) rules.push(`(device.cpuArchitecture -eq "${cpu}")`)
  for (const sku of ['Enterprise', 'Professional']) rules.push(`(device.operatingSystemSKU -startsWith "${sku}")`)
  rules.push(
    '(device.enrollmentProfileName -ne $null)',
    '(device.enrollmentProfileName -eq null)',
    '(device.model -eq "a") and (device.model -ne "b") or (device.osVersion -startsWith "10")',
    '(device.model -eq "a") -and ((device.model -ne "b") -or (device.osVersion -startsWith "10"))',
    'device.model -eq "a" and device.model -eq "b" and device.model -eq "c"',
    '  (device.model   -eq"a")  ',
  )
  return rules
}

/** Refused: what is broken, in each of several rules, and what Windows does not have. */
function refused(): string[] {
  const rules = ['', ' ', '()', 'a', '(', ')', 'and', '"a"', 'device', 'device.', '.model -eq "a"', 'Rule value']
  for (const rule of [
    '(device.model -eq "a")',
    '(device.manufacturer -startsWith "a")',
    '(device.osVersion -in ["a"])',
  ])
    rules.push(
      `${rule})`,
      `(${rule}`,
      `${rule} and`,
      `or ${rule}`,
      `${rule} ${rule}`,
      `${rule} xor ${rule}`,
      `not ${rule}`,
      rule.replace('"a"', '"a'),
      rule.replace('"a"', 'a'),
      rule.replace('device.', 'user.'),
      rule.replace('device.', 'app.'),
      rule.replace('device.', ''),
      rule.replace(/ -\w+ /, ' '),
      rule.replace(/ -\w+ /, ' -match '),
      rule.replace(/ -\w+ /, ' -endsWith '),
      rule.replace(/ -\w+ /, ' -gt '),
      rule.replace('device.', 'device.other'),
      rule.replace('"a"', '["a",]'),
      rule.replace('"a"', '$null'),
      rule.replace('"a"', ''),
    )
  for (const property of ['model', 'manufacturer', 'deviceName', 'deviceCategory', 'osVersion'])
    for (const operator of ['gt', 'ge', 'lt', 'le', 'endsWith', 'notStartsWith', 'match', 'like'])
      rules.push(`(device.${property} -${operator} "a")`)
  for (const value of ['"a"', '"10.a"', '["10"]', '$null', '"10."', '-10'])
    rules.push(`(device.operatingSystemVersion -eq ${value})`)
  for (const operator of ['startsWith', 'contains', 'in'])
    rules.push(`(device.operatingSystemVersion -${operator} "10")`)
  for (const value of ['Company', 'Private', ''])
    for (const operator of ['eq', 'ne', 'in', 'contains'])
      rules.push(`(device.deviceOwnership -${operator} "${value}")`)
  for (const value of ['"AzureAD"', '"joined"', '["Unknown","other"]'])
    rules.push(`(device.deviceTrustType -in ${value})`)
  rules.push(
    ...['eq', 'ne'].flatMap((operator) => [
      `(device.isRooted -${operator} "True")`,
      `(app.appVersion -${operator} "1")`,
      `(device.operatingSystemSKU -${operator} 4)x`,
      `(device.cpuArchitecture -${operator} "sparc")`,
      `(device.enrollmentProfileName -${operator} $nil)`,
      `(device.model -${operator} ["a"])`,
      `(device.model -${operator} 'a')`,
      `(device.model -${operator} a b)`,
      `(device.model - ${operator} "a")`,
      `(device model -${operator} "a")`,
      `(device.model.name -${operator} "a")`,
    ]),
    '(device.cpuArchitecture -startsWith "a")',
    `(device.model -eq "${'a'.repeat(3100)}")`,
  )
  rules.push(`${'('.repeat(60)}device.model -eq "a"${')'.repeat(60)}`)
  return rules
}

function errorOf(rule: string): unknown {
  try {
    requirePlatform(parseRule(rule), 'windows10AndLater')
    return undefined
  } catch (error) {
    return error
  }
}

t.test('B106: rules that follow the grammar', async (t) => {
  const rules = accepted()
  t.ok(rules.length >= 200, `${rules.length} rules`)
  for (const rule of rules) t.doesNotThrow(() => requirePlatform(parseRule(rule), 'windows10AndLater'), rule)
})

t.test('B106: rules that do not', async (t) => {
  const rules = refused()
  t.ok(rules.length >= 150, `${rules.length} rules`)
  for (const rule of rules) {
    const error = errorOf(rule)
    if (!(error instanceof RuleError)) t.fail(`${rule.slice(0, 100)} is read`)
    else t.match(error, { message: /.{20}/, at: Number }, rule.slice(0, 100))
  }
})

t.test('B106, L43, L47: the platform decides which properties there are', async (t) => {
  const names = (platform: string): string[] => propertiesOn(platform).map(({ entity, name }) => `${entity}.${name}`)
  t.notOk(names('macOS').includes('device.enrollmentProfileName'))
  t.ok(names('macOS').includes('device.cpuArchitecture'))
  t.notOk(names('iOS').includes('device.deviceTrustType'))
  t.ok(names('androidForWork').includes('device.isRooted'))
  t.ok(names('androidMobileApplicationManagement').every((name) => name.startsWith('app.')))
  t.ok(names('windows10AndLater').every((name) => name.startsWith('device.')))
  t.equal(FILTER_PROPERTIES.length, 18)
})

t.test('B106: a rule says yes, no, or nothing of a device', async (t) => {
  const device: Record<string, string | null> = {
    'device.model': 'Galaxy Tab S9',
    'device.manufacturer': 'Samsung',
    'device.operatingsystemversion': '10.0.22631.3000',
    'device.enrollmentprofilename': null,
  }
  const said = (rule: string) => evaluate(parseRule(rule), (name) => device[name])
  const cases: readonly (readonly [string, boolean | undefined])[] = [
    ['device.manufacturer -eq "SAMSUNG"', true],
    ['device.manufacturer -ne "samsung"', false],
    ['device.model -contains "tab"', true],
    ['device.model -notContains "tab"', false],
    ['device.model -startsWith "tab"', false],
    ['device.model -in ["x","galaxy tab s9"]', true],
    ['device.model -notIn ["x"]', true],
    ['device.operatingSystemVersion -ge 10.0.22631', true],
    ['device.operatingSystemVersion -gt 10.0.22631.3000', false],
    ['device.operatingSystemVersion -lt 10.0.22631.10000', true],
    ['device.operatingSystemVersion -eq 10.0.22631.3000.0', true],
    ['device.enrollmentProfileName -eq $null', true],
    ['device.enrollmentProfileName -ne $null', false],
    ['device.deviceName -eq "a"', undefined],
    ['device.deviceName -eq "a" or device.manufacturer -eq "samsung"', true],
    ['device.deviceName -eq "a" and device.manufacturer -eq "samsung"', undefined],
    ['device.deviceName -eq "a" and device.manufacturer -eq "other"', false],
    ['device.manufacturer -eq "other" and device.model -eq "x" or device.manufacturer -eq "samsung"', true],
  ]
  for (const [rule, verdict] of cases) t.equal(said(rule), verdict, rule)
})

/** A rule as text, with what it says of a device of which some properties are known. */
interface Plain {
  readonly text: string
  says(device: Readonly<Record<string, string>>): boolean | undefined
}

const VERSIONS = ['1', '1.0', '1.0.2', '1.10', '2', '10.0.22631']

/** By the parts of both, filled up with zeros to one length. */
function order(one: string, other: string): number {
  const parts = (text: string) =>
    [...text.split('.'), '0', '0', '0', '0'].slice(0, 4).map((part) => part.padStart(9, '0'))
  const [left, right] = [parts(one).join(), parts(other).join()]
  return left < right ? -1 : left > right ? 1 : 0
}

const onTexts: fc.Arbitrary<Plain> = fc
  .tuple(
    fc.constantFrom('model', 'manufacturer', 'deviceName'),
    fc.constantFrom('eq', 'ne', 'in', 'notIn', 'startsWith', 'contains', 'notContains'),
    fc.constantFrom('a', 'B', 'ab', ''),
  )
  .map(([name, operator, value]) => {
    const isList = operator === 'in' || operator === 'notIn'
    const other = value.toLowerCase()
    const tests: Readonly<Record<string, (own: string) => boolean>> = {
      eq: (own) => own === other,
      ne: (own) => own !== other,
      in: (own) => own === other || own === 'zz',
      notIn: (own) => own !== other && own !== 'zz',
      startsWith: (own) => own.indexOf(other) === 0,
      contains: (own) => own.indexOf(other) >= 0,
      notContains: (own) => own.indexOf(other) < 0,
    }
    return {
      text: `device.${name} -${operator} ${isList ? `["${value}", "ZZ"]` : `"${value}"`}`,
      says: (device) => (device[name] === undefined ? undefined : tests[operator]?.(device[name].toLowerCase())),
    }
  })

const onVersions: fc.Arbitrary<Plain> = fc
  .tuple(fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'), fc.constantFrom(...VERSIONS), fc.boolean())
  .map(([operator, version, isQuoted]) => ({
    text: `device.operatingSystemVersion ${operator} ${isQuoted ? `"${version}"` : version}`,
    says({ version: own }) {
      if (own === undefined) return undefined
      const found = order(own, version)
      return { eq: found === 0, ne: found !== 0, gt: found > 0, ge: found >= 0, lt: found < 0, le: found <= 0 }[
        operator
      ]
    },
  }))

const { tree } = fc.letrec<{ tree: Plain }>((again) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    onTexts,
    onVersions,
    fc
      .tuple(again('tree'), again('tree'), fc.boolean(), fc.constantFrom('', '-'))
      .map(([one, other, both, hyphen]) => ({
        text: `(${one.text}) ${hyphen}${both ? 'and' : 'OR'} (${other.text})`,
        says(device: Readonly<Record<string, string>>) {
          const verdicts = [one.says(device), other.says(device)]
          if (verdicts.includes(!both)) return !both
          return verdicts.includes(undefined) ? undefined : both
        },
      })),
  ),
}))

const RUNS = sweep(20_000, 2_000)
const known = fc.option(fc.constantFrom('a', 'AB', 'b', 'zz', 'xaby'), { nil: undefined })

t.test(`L42 to L46: ${RUNS} random rules say what a plain evaluation says`, async () => {
  const device = fc.record({
    model: known,
    manufacturer: known,
    deviceName: known,
    version: fc.option(fc.constantFrom(...VERSIONS), { nil: undefined }),
  })
  fc.assert(
    fc.property(tree, device, ({ text, says }, found) => {
      const { model, manufacturer, deviceName, version } = found
      const reported: Readonly<Record<string, string | undefined>> = {
        'device.model': model,
        'device.manufacturer': manufacturer,
        'device.devicename': deviceName,
        'device.operatingsystemversion': version,
      }
      return evaluate(parseRule(text), (name) => reported[name]) === says(found as Readonly<Record<string, string>>)
    }),
    { numRuns: RUNS },
  )
})
