/** The language of assignment filters (B106): what a rule says of a device. */
import fc from 'fast-check'
import t from 'tap'
import { evaluate } from '../../src/services/assignment-filters/evaluate.js'
import { parseRule } from '../../src/services/assignment-filters/grammar.js'
import { FILTER_PROPERTIES, propertiesOn } from '../../src/services/assignment-filters/properties.js'
import { sweep } from '../harness/sweep.js'

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
