/** What rules of assignment filters may speak of: by platform, with operators and values (the table of the reference). */
import type { Comparison, Operator, Rule } from './grammar.js'
import { RuleError } from '../rule-language/tokens.js'

export interface FilterProperty {
  readonly name: string
  readonly entity: Comparison['entity']
  readonly kind: 'text' | 'version' | 'choice'
  readonly operators: readonly Operator[]
  /** The values that there are; any if empty. */
  readonly values: readonly string[]
  readonly nullable: boolean
  onPlatform(platform: string): boolean
}

const EQUALITY: readonly Operator[] = ['eq', 'ne']
const MEMBERSHIP: readonly Operator[] = [...EQUALITY, 'in', 'notIn']
const TEXT: readonly Operator[] = [...MEMBERSHIP, 'startsWith', 'contains', 'notContains']
const VERSION: readonly Operator[] = [...EQUALITY, 'gt', 'ge', 'lt', 'le']

type Platforms = FilterProperty['onPlatform']

const managedApps: Platforms = (platform) => /MobileApplicationManagement$/i.test(platform)
const devices: Platforms = (platform) => !managedApps(platform)
const windows: Platforms = (platform) => /^windows/i.test(platform) && devices(platform)
const macOS: Platforms = (platform) => /^macOS$/i.test(platform)
const mobile: Platforms = (platform) => /^(android|ios)/i.test(platform) && devices(platform)

interface Facets {
  readonly on?: Platforms
  readonly values?: readonly string[]
  readonly nullable?: boolean
}

function property(
  entity: Comparison['entity'],
  name: string,
  kind: FilterProperty['kind'],
  operators: readonly Operator[],
  { on = entity === 'app' ? managedApps : devices, values = [], nullable = false }: Facets = {},
): FilterProperty {
  return { name, entity, kind, operators, values, nullable, onPlatform: on }
}

const SKUS =
  'Education(121) EducationN(122) Enterprise(4) EnterpriseN(27) EnterpriseS(125) EnterpriseSN(126) EnterpriseG(171) ' +
  'Home(101) HomeN(98) HomeChina(99) HomeSingleLanguage(100) IoTEnterprise(188) Professional(48) ProfessionalN(49) ' +
  'ProfessionalEducation(164) ProfessionalWorkstation(161) ServerRdsh(175) SE(203)'

export const FILTER_PROPERTIES: readonly FilterProperty[] = [
  property('device', 'deviceName', 'text', TEXT),
  property('device', 'manufacturer', 'text', TEXT),
  property('device', 'model', 'text', TEXT),
  property('device', 'deviceCategory', 'text', TEXT),
  property('device', 'enrollmentProfileName', 'text', TEXT, {
    on: (platform) => devices(platform) && !macOS(platform),
    nullable: true,
  }),
  property('device', 'osVersion', 'text', TEXT),
  property('device', 'operatingSystemVersion', 'version', VERSION),
  property('device', 'deviceOwnership', 'choice', EQUALITY, { values: ['Personal', 'Corporate', 'Unknown'] }),
  property('device', 'cpuArchitecture', 'choice', MEMBERSHIP, {
    on: (platform) => windows(platform) || macOS(platform),
    values: ['amd64', 'x86', 'x64', 'arm64', 'unknown'],
  }),
  property('device', 'deviceTrustType', 'choice', MEMBERSHIP, {
    on: windows,
    values: ['Azure AD joined', 'Azure AD registered', 'Hybrid Azure AD joined', 'Unknown'],
  }),
  property('device', 'operatingSystemSKU', 'text', TEXT, { on: windows, values: SKUS.split(' ') }),
  property('device', 'isRooted', 'choice', EQUALITY, { on: mobile, values: ['True', 'False', 'Unknown'] }),
  property('app', 'appVersion', 'text', TEXT),
  property('app', 'deviceManufacturer', 'text', TEXT),
  property('app', 'deviceModel', 'text', TEXT),
  property('app', 'osVersion', 'text', TEXT),
  property('app', 'operatingSystemVersion', 'version', VERSION),
  property('app', 'deviceManagementType', 'choice', MEMBERSHIP, {
    values: [
      'Unmanaged',
      'Managed',
      'Android device administrator',
      'Android Enterprise',
      'AOSP userless devices',
      'AOSP user-associated devices',
      'Corporate-owned dedicated devices with Azure AD Shared mode',
    ],
  }),
]

export function propertiesOn(platform: string): readonly FilterProperty[] {
  return FILTER_PROPERTIES.filter((each) => each.onPlatform(platform))
}

/** Throws a {@link RuleError} where a rule speaks of what the platform does not have. */
export function requirePlatform(rule: Rule, platform: string): void {
  if (rule.kind !== 'comparison') {
    for (const term of rule.terms) requirePlatform(term, platform)
    return
  }
  const { entity, property: name, operator, value } = rule
  const written = `${entity}.${name}`
  const found = propertiesOn(platform).find((each) => each.entity === entity && isSame(each.name, name))
  if (found === undefined) throw new RuleError(`Filters for ${platform} have no property '${written}'.`, 0)
  if (!found.operators.includes(operator))
    throw new RuleError(
      `'${written}' cannot be compared by -${operator}; it can by -${found.operators.join(', -')}.`,
      0,
    )
  if (value === null && !found.nullable) throw new RuleError(`'${written}' cannot be compared with $null.`, 0)
  if (found.kind === 'version' && !/^\d+(\.\d+)*$/.test(String(value)))
    throw new RuleError(`'${String(value)}' is not a version, which '${written}' is compared with.`, 0)
  if (found.kind !== 'choice') return
  for (const each of typeof value === 'string' ? [value] : (value ?? []))
    if (!found.values.some((known) => isSame(known, each)))
      throw new RuleError(`'${each}' is not a value of '${written}'; the values are ${found.values.join(', ')}.`, 0)
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
