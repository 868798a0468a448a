/** Bodies made from the model alone, the same every time: one with what is required, one with every member. */
import { membersIn } from '../../src/model/enum-values.js'
import type { BodyKind } from '../../src/model/schemas.js'
import { bodySchema } from '../../src/model/schemas.js'
import { existsIn, qualifiedName } from '../../src/model/types.js'
import { isOpen } from '../../src/model/inheritance.js'
import type {
  AnyType,
  ComplexType,
  EntityType,
  OperationParameter,
  PrimitiveName,
  Property,
  StructuredType,
  Version,
} from '../../src/model/types.js'
import { propertiesIn } from '../../src/model/views.js'

export type Json = Record<string, unknown>

/** What a body is to have: `turn` varies the values, and which of several types a complex value has. */
export interface Wanted {
  readonly version: Version
  readonly rich: boolean
  readonly turn: number
}

/** Complex values are rich down to this level, and have what is required below it. */
const RICH_LEVELS = 3

export function createBody(type: EntityType, wanted: Wanted): Json {
  return annotated(type, fitted(type, 'create', wanted))
}

/** Every member that can be changed. */
export function updateBody(type: EntityType, wanted: Wanted): Json {
  return annotated(type, fitted(type, 'update', wanted))
}

/** What rules of the service ask of bodies beyond the model. */
function fitted(type: EntityType, kind: BodyKind, { turn, version, ...wanted }: Wanted): Json {
  if (type.name === 'application') return { displayName: `Application ${turn}`, description: 'é', notes: `${turn}` }
  const body = members(type, { turn, version, ...wanted }, kind, 0)
  const { set, without } = rulesOf(type, kind, version, turn)
  const contained = kind === 'create' ? CREATED_WITH[type.name] : undefined
  const fit = Object.entries({ ...body, ...set, ...contained }).filter(([name]) => !without.includes(name))
  return Object.fromEntries(fit)
}

/** The members that rules of the service ask for, and those that they do not leave to a client. */
export function rulesOf(
  type: EntityType,
  kind: BodyKind,
  version: Version,
  turn: number,
): { readonly set: Json; readonly without: readonly string[] } {
  const set = { ...FITTED[type.name]?.(turn) }
  const without = [...CHOSEN_BY_RULE]
  if (type.name.endsWith('Assignment')) {
    const target = propertiesIn(type, version)['target']
    const types = target?.type.kind === 'complex' ? [target.type, ...target.subtypes] : []
    const reached = types.find((each) => !each.abstract && Object.hasOwn(propertiesIn(each, version), 'groupId'))
    if (reached !== undefined) set['target'] = annotated(reached, { groupId: guid(turn) })
    without.push('source', 'sourceId')
  }
  // A policy set has an item for a payload once.
  if (type.name.endsWith('PolicySetItem')) set['payloadId'] = guid(turn)
  if (kind === 'update' && /^mobileApp(Dependency|Supersedence)$/.test(type.name)) without.push('targetId')
  // A new password ends what was signed in with the old one.
  if (kind === 'update') without.push('passwordProfile')
  // A name that only one group can have, and that it keeps.
  if (type.name === 'group') without.push('uniqueName')
  // Rules of dynamic groups have a grammar of their own.
  if (type.name === 'group') without.push('membershipRule', 'membershipRuleProcessingState')
  return { set, without }
}

export const LOCALES = [
  'da-dk',
  'de-de',
  'en-us',
  'fi-fi',
  'fr-fr',
  'it-it',
  'ja-jp',
  'nb-no',
  'pl-pl',
  'sv-se',
  'tr-tr',
]

/** Members for which rules know better than bodies; those of Win32 apps are told once more by `rules`. */
const CHOSEN_BY_RULE = [
  'detectionRules',
  'requirementRules',
  'appSupportsOemConfig',
  'lastPasswordChangeDateTime',
  'securityIdentifier',
]

/** What rules ask to be created together with an item. */
export const CREATED_WITH: Readonly<Record<string, Json>> = {
  agreement: { files: [{ fileName: 'terms.pdf', language: 'en', fileData: { data: 'JVBERi0=' } }] },
}

let serial = 0

const FITTED: Readonly<Record<string, (turn: number) => Json>> = {
  user: () => ({
    accountEnabled: true,
    displayName: 'Mara',
    mailNickname: `mara${++serial}`,
    userPrincipalName: `mara${serial}@intunite.test`,
    passwordProfile: { password: 'Much-Too-Long-2026' },
    businessPhones: ['1'],
  }),
  group: (turn) => ({
    displayName: `Group ${turn}`,
    mailEnabled: false,
    mailNickname: `group${turn}`,
    securityEnabled: true,
    groupTypes: [],
  }),
  androidManagedStoreAppConfiguration: () => ({ targetedMobileApps: [] }),
  androidForWorkMobileAppConfiguration: () => ({ targetedMobileApps: [] }),
  iosMobileAppConfiguration: () => ({ targetedMobileApps: [] }),
  // A template has one message in a language.
  localizedNotificationMessage: (turn) => ({ locale: LOCALES[turn % LOCALES.length] }),
  // Another app is at the other end, and remains there.
  mobileAppDependency: (turn) => ({ targetId: `app ${turn}`, targetType: 'child' }),
  mobileAppSupersedence: (turn) => ({ targetId: `app ${turn}`, targetType: 'child' }),
  deviceManagementExportJob: () => ({ snapshotId: null }),
  // The default one has rules of its own.
}

export function annotated(type: StructuredType, body: Json): Json {
  return { '@odata.type': `#${qualifiedName(type)}`, ...body }
}

function members(type: StructuredType, wanted: Wanted, kind: BodyKind, level: number): Json {
  const { required = [] } = bodySchema(type, wanted.version, kind) as { required?: string[] }
  const body: Json = {}
  for (const [name, property] of Object.entries(propertiesIn(type, wanted.version))) {
    if (property.computed || (name === 'id' && type.kind === 'entity')) continue
    if (!required.includes(name) && !(wanted.rich && level < RICH_LEVELS)) continue
    body[name] = propertyValue(name, property, wanted, level)
  }
  if (wanted.rich && isOpen(type) && level < RICH_LEVELS) body['undeclared'] = `open ${wanted.turn}`
  return body
}

function propertyValue(name: string, property: Property, wanted: Wanted, level: number): unknown {
  const one = (turn: number): unknown => {
    const { type, subtypes } = property
    return value(name, type, subtypes, { ...wanted, turn }, level)
  }
  if (!property.collection) return one(wanted.turn)
  return wanted.rich && level + 1 < RICH_LEVELS ? [one(wanted.turn), one(wanted.turn + 1)] : []
}

function value(name: string, type: AnyType, subtypes: readonly ComplexType[], wanted: Wanted, level: number): unknown {
  const { version, turn } = wanted
  if (type.kind === 'primitive') return PRIMITIVE_VALUES[type.name](name, turn)
  if (type.kind === 'enum') {
    const names = Object.keys(membersIn(type, version))
    return names[turn % names.length]
  }
  if (type.kind === 'entity') throw new Error(`${name}: an entity is no value`)
  const concrete = [...new Set([type, ...subtypes])].filter(
    ({ abstract, since }) => !abstract && existsIn(since, version),
  )
  const chosen = concrete[turn % concrete.length]
  if (chosen === undefined) throw new Error(`${name}: no concrete type in ${version}`)
  const body = members(chosen, wanted, 'value', level + 1)
  return chosen === type ? body : annotated(chosen, body)
}

const two = (n: number): string => String(n % 60).padStart(2, '0')

function guid(turn: number): string {
  return `0f000000-0000-4000-8000-0000000000${two(turn)}`
}

/** Values as the service prints them. */
const PRIMITIVE_VALUES: Readonly<Record<PrimitiveName, (name: string, turn: number) => unknown>> = {
  'Edm.String': (name, turn) => `${name.slice(0, 20)} é'${turn}`,
  'Edm.Guid': (_name, turn) => guid(turn),
  'Edm.Byte': (_name, turn) => turn % 256,
  'Edm.SByte': (_name, turn) => -(turn % 128),
  'Edm.Int16': (_name, turn) => -300 - turn,
  'Edm.Int32': (_name, turn) => 70_000 + turn,
  'Edm.Int64': (_name, turn) => 5_000_000_000 + turn,
  'Edm.Boolean': (_name, turn) => turn % 2 === 0,
  'Edm.Binary': (_name, turn) => Buffer.from(`bytes ${turn}`).toString('base64'),
  'Edm.Stream': (_name, turn) => Buffer.from(`stream ${turn}`).toString('base64'),
  'Edm.Date': (_name, turn) => `2026-02-${two((turn % 20) + 1)}`,
  'Edm.TimeOfDay': (_name, turn) => `09:14:${two(turn)}.0000000`,
  'Edm.DateTimeOffset': (_name, turn) => `2026-03-02T09:14:${two(turn)}Z`,
  'Edm.Duration': (_name, turn) => `PT${(turn % 50) + 1}M`,
  'Edm.Single': (_name, turn) => turn + 0.5,
  'Edm.Double': (_name, turn) => turn + 0.25,
  'Edm.Decimal': (_name, turn) => turn + 0.125,
  'Edm.Untyped': (_name, turn) => ({ untyped: [turn, null] }),
}

/** Values for the parameters of an action, all of them. */
export function parameterValues(
  parameters: Readonly<Record<string, OperationParameter>>,
  wanted: Wanted,
  concreteOf: (type: EntityType) => EntityType | undefined,
): Json {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => {
      const one = parameterValue(name, parameter, wanted, concreteOf)
      return [name, parameter.collection ? (one === undefined ? [] : [one]) : (one ?? null)]
    }),
  )
}

function parameterValue(
  name: string,
  { type }: OperationParameter,
  wanted: Wanted,
  concreteOf: (type: EntityType) => EntityType | undefined,
): unknown {
  if (type.kind === 'primitive' && type.name === 'Edm.String' && NAMES_OBJECTS.test(name)) return guid(wanted.turn)
  if (type.kind === 'primitive' && type.name === 'Edm.String' && name.endsWith('DateTime'))
    return PRIMITIVE_VALUES['Edm.DateTimeOffset'](name, wanted.turn)
  if (name === 'officeConfigurationXml') return Buffer.from('<Configuration/>').toString('base64')
  if (type.kind !== 'entity') return value(name, type, [], wanted, 1)
  const concrete = concreteOf(type)
  return concrete === undefined ? undefined : createBody(concrete, wanted)
}

/** Parameters that are ids of objects of the directory. */
const NAMES_OBJECTS = /^(ids|groupIds)$/

/** How a value is written as an argument of a function in a URL. */
export function literal({ type, collection }: OperationParameter, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (value === null || collection || type.kind === 'complex' || type.kind === 'entity') return JSON.stringify(value)
  if (type.kind === 'enum' || QUOTED.has(type.name)) return `'${text.replaceAll("'", "''")}'`
  return type.name === 'Edm.Duration' ? `duration'${text}'` : text
}

const QUOTED: ReadonlySet<PrimitiveName> = new Set(['Edm.String', 'Edm.Binary', 'Edm.Stream'])
