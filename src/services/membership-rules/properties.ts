/** What the rules of dynamic groups may speak of: properties of users and of devices, with their operators (L38 to L40). */
import type { Entity } from '../../model/payload.js'
import { RuleError } from '../rule-language/tokens.js'
import { parseMembershipRule } from './grammar.js'
import type { Comparison, Condition, MembershipRule, Operator, Quantified, Subject } from './grammar.js'
import { patternOf } from './patterns.js'

export interface RuleProperty {
  readonly kind: 'text' | 'boolean' | 'dateTime' | 'texts' | 'plans' | 'groups'
  /** Where a user or device of the directory has it; the members that are read on the way to it. */
  readonly path: readonly string[]
}

const EQUALITY: readonly Operator[] = ['eq', 'ne']
const LISTED: readonly Operator[] = ['in', 'notIn']
const TEXT: readonly Operator[] = [
  ...EQUALITY,
  ...LISTED,
  'startsWith',
  'notStartsWith',
  'endsWith',
  'notEndsWith',
  'contains',
  'notContains',
  'match',
  'notMatch',
]

const OPERATORS_OF: Readonly<Record<RuleProperty['kind'], readonly Operator[]>> = {
  text: TEXT,
  boolean: EQUALITY,
  dateTime: [...EQUALITY, 'le', 'ge'],
  texts: TEXT,
  plans: [],
  groups: [],
}

function texts(names: string): [string, RuleProperty][] {
  return names.split(' ').map((each) => {
    const [name = '', member = name] = each.split('=')
    return [name, { kind: 'text', path: member.split('/') }]
  })
}

const EXTENSION_ATTRIBUTES = Array.from({ length: 15 }, (_, i) => `extensionAttribute${i + 1}`)

/** A name on the left, and the member of Graph's resource behind `=` if that is called otherwise. */
const USER = new Map<string, RuleProperty>([
  ...texts(
    'city companyName country department displayName employeeId facsimileTelephoneNumber=faxNumber givenName jobTitle mail ' +
      'mailNickName=mailNickname mailNickname mobile=mobilePhone objectId=id onPremisesDistinguishedName ' +
      'onPremisesSecurityIdentifier passwordPolicies physicalDeliveryOfficeName=officeLocation postalCode ' +
      'preferredLanguage sipProxyAddress=imAddresses/0 state streetAddress surname telephoneNumber=businessPhones/0 ' +
      'usageLocation userPrincipalName userType',
  ),
  ...EXTENSION_ATTRIBUTES.map((name): [string, RuleProperty] => [
    name,
    { kind: 'text', path: ['onPremisesExtensionAttributes', name] },
  ]),
  ['accountEnabled', { kind: 'boolean', path: ['accountEnabled'] }],
  ['dirSyncEnabled', { kind: 'boolean', path: ['onPremisesSyncEnabled'] }],
  ['employeeHireDate', { kind: 'dateTime', path: ['employeeHireDate'] }],
  ['employeehiredate', { kind: 'dateTime', path: ['employeeHireDate'] }],
  ['otherMails', { kind: 'texts', path: ['otherMails'] }],
  ['proxyAddresses', { kind: 'texts', path: ['proxyAddresses'] }],
  ['assignedPlans', { kind: 'plans', path: ['assignedPlans'] }],
  ['memberOf', { kind: 'groups', path: [] }],
  ['memberof', { kind: 'groups', path: [] }],
])

const DEVICE = new Map<string, RuleProperty>([
  ...texts(
    'deviceCategory deviceId deviceManagementAppId=mdmAppId deviceManufacturer=manufacturer deviceModel=model ' +
      'deviceOSType=operatingSystem deviceOSVersion=operatingSystemVersion deviceOwnership deviceTrustType=trustType ' +
      'displayName enrollmentProfileName managementType objectId=id profileType',
  ),
  ...EXTENSION_ATTRIBUTES.map((name): [string, RuleProperty] => [
    name,
    { kind: 'text', path: ['extensionAttributes', name] },
  ]),
  ['accountEnabled', { kind: 'boolean', path: ['accountEnabled'] }],
  ['isRooted', { kind: 'boolean', path: ['isRooted'] }],
  ['devicePhysicalIds', { kind: 'texts', path: ['physicalIds'] }],
  ['devicePhysicalIDs', { kind: 'texts', path: ['physicalIds'] }],
  ['systemLabels', { kind: 'texts', path: ['systemLabels'] }],
  ['memberOf', { kind: 'groups', path: [] }],
  ['memberof', { kind: 'groups', path: [] }],
])

const EXTENSION = /^extension_[0-9a-f]{32}_\w+$/i

/** Names are told apart by letter case (L36). */
export function propertyOf(subject: Subject, name: string): RuleProperty | undefined {
  if (EXTENSION.test(name)) return { kind: 'text', path: [name] }
  return (subject === 'user' ? USER : DEVICE).get(name)
}

/** What the items of collections are called in conditions, and their members. */
const ITEMS: Readonly<
  Partial<Record<RuleProperty['kind'], { readonly item: string; readonly members: readonly string[] }>>
> = {
  texts: { item: '_', members: ['_'] },
  plans: { item: 'assignedPlan', members: ['servicePlanId', 'service', 'capabilityStatus'] },
}

/** Groups that a rule can name, at most. */
const MOST_GROUPS = 50

/** Throws a {@link RuleError} where a text is no rule, speaks of what there is not, or compares what cannot be compared. */
export function readMembershipRule(text: string): MembershipRule {
  const rule = parseMembershipRule(text)
  if (rule.kind === 'rule') requireValid(rule.subject, rule.condition, true)
  return rule
}

function requireValid(subject: Subject, condition: Condition, isWhole: boolean): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const term of condition.terms) requireValid(subject, term, false)
      return
    case 'not':
      requireValid(subject, condition.term, false)
      return
    case 'any':
    case 'all':
      requireValidItems(subject, condition, isWhole)
      return
    case 'comparison': {
      const { kind } = requireProperty(subject, condition)
      requireComparable(condition, `${subject}.${condition.property}`, kind)
    }
  }
}

function requireProperty(subject: Subject, { property, at }: Comparison | Quantified): RuleProperty {
  const found = propertyOf(subject, property)
  if (found !== undefined) return found
  throw new RuleError(
    `Wrong property applied. Property '${property}' cannot be applied to object '${title(subject)}'.`,
    at,
  )
}

function requireValidItems(subject: Subject, quantified: Quantified, isWhole: boolean): void {
  const { kind } = requireProperty(subject, quantified)
  if (kind === 'groups') return requireGroups(quantified, isWhole)
  const items = ITEMS[kind]
  if (items === undefined || items.item !== quantified.item)
    throw new RuleError(`Invalid operands found for operator -${quantified.kind}.`, quantified.at)
  requireItemCondition(quantified.condition, items.members)
}

function requireItemCondition(condition: Condition, members: readonly string[]): void {
  if (condition.kind === 'and' || condition.kind === 'or') {
    for (const term of condition.terms) requireItemCondition(term, members)
    return
  }
  if (condition.kind === 'not') {
    requireItemCondition(condition.term, members)
    return
  }
  if (condition.kind !== 'comparison' || !members.includes(condition.property))
    throw new RuleError(
      `An item has no member but ${members.join(', ')}.`,
      condition.kind === 'comparison' ? condition.at : 0,
    )
  requireComparable(condition, condition.property, 'text')
}

/** `user.memberOf -any (group.objectId -in ['…'])` is the whole rule, and knows no other operator. */
function requireGroups({ kind, item, condition, at }: Quantified, isWhole: boolean): void {
  const isIn = condition.kind === 'comparison' && condition.operator === 'in' && condition.property === 'objectId'
  if (!isWhole || kind !== 'any' || item !== 'group' || !isIn)
    throw new RuleError("memberOf stands alone, as in user.memberOf -any (group.objectId -in ['…']).", at)
  const ids = condition.value as readonly string[]
  if (ids.length > MOST_GROUPS) throw new RuleError(`memberOf takes at most ${MOST_GROUPS} groups.`, at)
}

function requireComparable({ operator, value, at }: Comparison, name: string, kind: RuleProperty['kind']): void {
  const operators = OPERATORS_OF[kind]
  if (!operators.includes(operator))
    throw new RuleError(`Invalid operands found for operator -${operator}: it does not compare '${name}'.`, at)
  if (value === null) {
    if (operator !== 'eq' && operator !== 'ne')
      throw new RuleError(`Invalid operands found for operator -${operator}: null is compared by -eq and -ne.`, at)
    return
  }
  if (kind === 'boolean' && !isTruth(value)) throw new RuleError(`'${name}' is compared with true or false.`, at)
  if (kind === 'dateTime' && !isTime(value)) throw new RuleError(`'${name}' is compared with a time or system.now.`, at)
  if ((kind === 'text' || kind === 'texts') && typeof value === 'object' && 'fromNow' in value)
    throw new RuleError(`'${name}' is not compared with a time.`, at)
  if ((operator === 'match' || operator === 'notMatch') && typeof value === 'string') patternOf(value, at)
}

function isTruth(value: Comparison['value']): boolean {
  return typeof value === 'boolean' || (typeof value === 'string' && /^(?:true|false)$/i.test(value))
}

function isTime(value: Comparison['value']): boolean {
  if (typeof value === 'string') return !Number.isNaN(Date.parse(value))
  return typeof value === 'object' && value !== null && 'fromNow' in value
}

/** The members of the directory's resource that a rule reads; what it asks of groups and managers is not among them. */
export function membersReadBy(rule: MembershipRule): readonly string[] {
  const members = new Set<string>()
  const visit = (condition: Condition): void => {
    if (condition.kind === 'and' || condition.kind === 'or') condition.terms.forEach(visit)
    else if (condition.kind === 'not') visit(condition.term)
    else if (rule.kind === 'rule') {
      const [member] = propertyOf(rule.subject, condition.property)?.path ?? []
      if (member !== undefined) members.add(member)
    }
  }
  if (rule.kind === 'rule') visit(rule.condition)
  return [...members]
}

export function valueOf({ path }: RuleProperty, entity: Entity): unknown {
  let value: unknown = entity
  for (const name of path) value = (value as Record<string, unknown> | null | undefined)?.[name]
  return value ?? null
}

function title(subject: Subject): string {
  return subject === 'user' ? 'User' : 'Device'
}
