/** The grammar of assignment filters (B106, L42 to L46): what each of some 200 rules says, and with which words others are refused. */
import t from 'tap'
import { evaluate } from '../../src/services/assignment-filters/evaluate.js'
import { parseRule } from '../../src/services/assignment-filters/grammar.js'
import { requirePlatform } from '../../src/services/assignment-filters/properties.js'
import { RuleError } from '../../src/services/rule-language/tokens.js'

type Case = readonly [rule: string, expected: boolean]
type Refusal = readonly [rule: string, message: RegExp, at?: number]

/** What a property says that is `ab`, compared with a text. */
const SAYS: Readonly<Record<string, (other: string) => boolean>> = {
  eq: (other) => other === 'ab',
  ne: (other) => other !== 'ab',
  startsWith: (other) => 'ab'.startsWith(other),
  contains: (other) => 'ab'.includes(other),
  notContains: (other) => !'ab'.includes(other),
}

const TEXT_PROPERTIES = ['deviceName', 'manufacturer', 'model', 'deviceCategory', 'osVersion', 'enrollmentProfileName']

const windowsDevice: Readonly<Record<string, string | null>> = {
  ...Object.fromEntries(TEXT_PROPERTIES.map((name) => [`device.${name.toLowerCase()}`, 'ab'])),
  'device.operatingsystemversion': '10.0.22631.3000',
  'device.deviceownership': 'Personal',
  'device.devicetrusttype': 'Azure AD joined',
  'device.cpuarchitecture': 'arm64',
  'device.operatingsystemsku': 'Enterprise',
}

/** Accepted on Windows: each text property with each operator, in four spellings, and what else there is. */
function accepted(): Case[] {
  const rules: Case[] = []
  for (const property of TEXT_PROPERTIES)
    for (const [operator, says] of Object.entries(SAYS))
      rules.push(
        [`(device.${property} -${operator} "a")`, says('a')],
        [`device.${property} ${operator} "ab"`, says('ab')],
        [`DEVICE.${property.toUpperCase()} -${operator.toUpperCase()} "A b"`, says('a b')],
        [`((device.${property} -${operator} "with \`" quote"))`, says('with " quote')],
        [`device.${property} -${operator} "a" and device.model -eq "b" or device.model -ne "c"`, true],
        [`(device.${property} -${operator} "") OR (device.model -in ["b"])`, says('')],
      )
  const versions: readonly (readonly [version: string, order: number])[] = [
    ['10', 1],
    ['10.0.22631.3000', 0],
    ['"10.0.22632"', -1],
  ]
  for (const [version, order] of versions)
    rules.push(
      [`(device.operatingSystemVersion -eq ${version})`, order === 0],
      [`(device.operatingSystemVersion -ne ${version})`, order !== 0],
      [`(device.operatingSystemVersion -gt ${version})`, order > 0],
      [`(device.operatingSystemVersion -ge ${version})`, order >= 0],
      [`(device.operatingSystemVersion -lt ${version})`, order < 0],
      [`(device.operatingSystemVersion -le ${version})`, order <= 0],
    )
  const lists: readonly Case[] = [
    ['["a"]', false],
    ['["a","AB"]', true],
    ['[ "a" , "b", "c" ]', false],
  ]
  for (const [list, isIn] of lists)
    rules.push([`(device.model -in ${list})`, isIn], [`(device.model -notIn ${list})`, !isIn])
  for (const ownership of ['Personal', 'Corporate', 'Unknown', 'personal'])
    rules.push([`(device.deviceOwnership -eq "${ownership}")`, ownership.toLowerCase() === 'personal'])
  for (const trust of ['Azure AD joined', 'Azure AD registered', 'Hybrid Azure AD joined', 'Unknown']) {
    const isOwn = trust === 'Azure AD joined'
    rules.push(
      [`(device.deviceTrustType -in ["${trust}"])`, isOwn],
      [`(device.deviceTrustType -ne "${trust}")`, !isOwn],
    )
  }
  for (const cpu of ['amd64', 'x86', 'arm64', 'unknown'])
    rules.push([`(device.cpuArchitecture -eq "${cpu}")`, cpu === 'arm64'])
  for (const sku of ['Enterprise', 'Professional'])
    rules.push([`(device.operatingSystemSKU -startsWith "${sku}")`, sku === 'Enterprise'])
  rules.push(
    ['(device.enrollmentProfileName -ne $null)', true],
    ['(device.enrollmentProfileName -eq null)', false],
    ['(device.model -eq "a") and (device.model -ne "b") or (device.osVersion -startsWith "a")', true],
    ['(device.model -eq "a") -and ((device.model -ne "b") -or (device.osVersion -startsWith "a"))', false],
    ['device.model -eq "ab" and device.model -eq "b" and device.model -eq "c"', false],
    ['  (device.model   -eq"ab")  ', true],
  )
  return rules
}

const NO_PROPERTY = /(Expected|is not) a property such as device\.model/
const NO_OPERATOR = /^'-\w+' is not an operator; they are -eq, -ne/
const GOES_ON = /^Expected the end, and or or, but found/
const NO_VALUE =
  /^Expected a (value|text in quotation marks), but found|^'\S+' is not a value; texts stand in quotation marks/
const INCOMPARABLE = /^'device\.\w+' cannot be compared by -\w+; it can by -eq, -ne/
const NO_LIST = /^Expected '\[', but found/

/** Refused: what is broken, in each of several rules, and what Windows does not have. */
function refused(): Refusal[] {
  const words = ['', ' ', '()', 'a', '(', ')', 'and', '"a"', 'device', 'device.', '.model -eq "a"', 'Rule value']
  const rules = words.map((rule): Refusal => [rule, NO_PROPERTY])
  for (const rule of [
    '(device.model -eq "a")',
    '(device.manufacturer -startsWith "a")',
    '(device.osVersion -in ["a"])',
  ]) {
    const isList = rule.includes('[')
    rules.push(
      [`${rule})`, GOES_ON, rule.length],
      [`(${rule}`, /^Expected '\)', but found the end/, rule.length + 1],
      [`${rule} and`, NO_PROPERTY, rule.length + 4],
      [`or ${rule}`, NO_PROPERTY, 0],
      [`${rule} ${rule}`, GOES_ON],
      [`${rule} xor ${rule}`, GOES_ON],
      [`not ${rule}`, NO_PROPERTY, 0],
      [rule.replace('"a"', '"a'), /^The text that begins with '.+' has no end/],
      [rule.replace('"a"', 'a'), NO_VALUE],
      [rule.replace('device.', 'user.'), NO_PROPERTY, 1],
      [rule.replace('device.', 'app.'), /^Filters for windows10AndLater have no property 'app\.\w+'/],
      [rule.replace('device.', ''), NO_PROPERTY, 1],
      [rule.replace(/ -\w+ /, ' '), /^Expected an operator, but found/],
      [rule.replace(/ -\w+ /, ' -match '), NO_OPERATOR],
      [rule.replace(/ -\w+ /, ' -endsWith '), NO_OPERATOR],
      [rule.replace(/ -\w+ /, ' -gt '), isList ? NO_VALUE : INCOMPARABLE],
      [rule.replace('device.', 'device.other'), /^Filters for windows10AndLater have no property 'device\.other\w+'/],
      [rule.replace('"a"', '["a",]'), NO_VALUE],
      [rule.replace('"a"', '$null'), isList ? NO_VALUE : /^'device\.\w+' cannot be compared with \$null/],
      [rule.replace('"a"', ''), NO_VALUE],
    )
  }
  for (const property of ['model', 'manufacturer', 'deviceName', 'deviceCategory', 'osVersion']) {
    for (const operator of ['gt', 'ge', 'lt', 'le']) rules.push([`(device.${property} -${operator} "a")`, INCOMPARABLE])
    for (const operator of ['endsWith', 'notStartsWith', 'match', 'like'])
      rules.push([`(device.${property} -${operator} "a")`, NO_OPERATOR])
  }
  for (const value of ['"a"', '"10.a"', '"10."'])
    rules.push([`(device.operatingSystemVersion -eq ${value})`, /^'.+' is not a version, which 'device\.operatingSys/])
  for (const value of ['["10"]', '-10']) rules.push([`(device.operatingSystemVersion -eq ${value})`, NO_VALUE])
  rules.push(['(device.operatingSystemVersion -eq $null)', /cannot be compared with \$null/])
  for (const operator of ['startsWith', 'contains'])
    rules.push([`(device.operatingSystemVersion -${operator} "10")`, INCOMPARABLE])
  rules.push(['(device.operatingSystemVersion -in "10")', NO_LIST])
  for (const value of ['Company', 'Private', '']) {
    for (const operator of ['eq', 'ne'])
      rules.push([
        `(device.deviceOwnership -${operator} "${value}")`,
        /is not a value of 'device\.deviceOwnership'; the values are Personal, Corporate, Unknown/,
      ])
    rules.push([`(device.deviceOwnership -in "${value}")`, NO_LIST])
    rules.push([`(device.deviceOwnership -contains "${value}")`, INCOMPARABLE])
  }
  for (const value of ['"AzureAD"', '"joined"']) rules.push([`(device.deviceTrustType -in ${value})`, NO_LIST])
  rules.push([
    '(device.deviceTrustType -in ["Unknown","other"])',
    /^'other' is not a value of 'device\.deviceTrustType'/,
  ])
  for (const operator of ['eq', 'ne'])
    rules.push(
      [`(device.isRooted -${operator} "True")`, /^Filters for windows10AndLater have no property 'device\.isRooted'/],
      [`(app.appVersion -${operator} "1")`, /^Filters for windows10AndLater have no property 'app\.appVersion'/],
      [`(device.operatingSystemSKU -${operator} 4)x`, GOES_ON],
      [`(device.cpuArchitecture -${operator} "sparc")`, /^'sparc' is not a value of 'device\.cpuArchitecture'/],
      [`(device.enrollmentProfileName -${operator} $nil)`, NO_VALUE],
      [`(device.model -${operator} ["a"])`, NO_VALUE],
      [`(device.model -${operator} 'a')`, NO_VALUE],
      [`(device.model -${operator} a b)`, NO_VALUE],
      [`(device.model - ${operator} "a")`, /is not an operator|^Expected an operator/],
      [`(device model -${operator} "a")`, NO_PROPERTY, 1],
      [`(device.model.name -${operator} "a")`, NO_PROPERTY, 1],
    )
  rules.push(
    ['(device.cpuArchitecture -startsWith "a")', INCOMPARABLE],
    [`(device.model -eq "${'a'.repeat(3100)}")`, /^A rule has at most 3072 characters/],
    [`${'('.repeat(60)}device.model -eq "a"${')'.repeat(60)}`, /^Expected at most 50 parentheses in parentheses/, 50],
  )
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

t.test('B106: rules that follow the grammar, and what they say of a device', async (t) => {
  const rules = accepted()
  t.ok(rules.length >= 200, `${rules.length} rules`)
  for (const [text, expected] of rules) {
    const rule = parseRule(text)
    t.doesNotThrow(() => requirePlatform(rule, 'windows10AndLater'), text)
    t.equal(
      evaluate(rule, (name) => windowsDevice[name]),
      expected,
      text,
    )
  }
})

t.test('B106: rules that do not, with what is wrong and where', async (t) => {
  const rules = refused()
  t.ok(rules.length >= 150, `${rules.length} rules`)
  for (const [rule, message, at] of rules) {
    const error = errorOf(rule)
    const isTold = error instanceof RuleError && message.test(error.message) && (at === undefined || error.at === at)
    t.ok(isTold, `${rule.slice(0, 100)}: ${String(error)}`)
  }
})
