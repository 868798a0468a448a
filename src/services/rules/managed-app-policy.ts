/**
 * Policies for apps: protections and targeted configurations. Their ids say which of the two they are (B181), their version
 * is a text that looks like an entity tag (B5), and a group of Microsoft's apps brings its apps along (B182).
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-mam-managedapppolicy
 */
import { conflict } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import type { Scope } from '../scope.js'
import { appsOfGroup } from '../../entities/built-in/microsoft-apps.js'
import type { Platform } from '../../entities/built-in/microsoft-apps.js'
import type { Rules } from './rules.js'

/** What ids begin with, by a type that the policy is of. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  managedAppProtection: 'T_',
  windowsManagedAppProtection: 'T_',
  managedAppConfiguration: 'A_',
}

/** Whose apps a policy reaches, by its type. */
const PLATFORMS: Readonly<Record<string, readonly Platform[]>> = {
  androidManagedAppProtection: ['android'],
  defaultManagedAppProtection: ['android', 'ios'],
  iosManagedAppProtection: ['ios'],
  targetedManagedAppConfiguration: ['android', 'ios'],
  windowsManagedAppProtection: ['windows'],
}

export const managedAppPolicy: Rules = {
  contained(_scope, contained, _occasion, item) {
    const apps = item.resource.children.get('apps')
    const known = appsOfGroup(item.values['appGroupType'], PLATFORMS[item.type.name] ?? [])
    if (apps === undefined || known === undefined) return contained
    const items = known.map((values) => ({ type: apps.type, values, bindings: [], contained: [] }))
    return [...contained.filter(({ resource }) => resource !== apps), { resource: apps, items }]
  },

  composedId: (guid, _keys, type) => `${nearest(type, BEGINNINGS) ?? ''}${guid}`,

  *prepare(scope, _location, { entity }, body) {
    if (scope.profile.ownMembers === 'kept' || !Object.hasOwn(body, 'version')) entity['version'] = newVersion(scope)
  },
}

function nearest(type: EntityType, values: Readonly<Record<string, string>>): string | undefined {
  for (let at: EntityType | undefined = type; at !== undefined; at = at.baseType as EntityType | undefined)
    if (Object.hasOwn(values, at.name)) return values[at.name]
  return undefined
}

function newVersion({ newId }: Scope): string {
  const id = newId()
  return `"${id.slice(0, 8)}-0000-0d00-0000-${id.slice(-12)}"`
}

/** The member of an identifier that names the app, and the platform behind it in ids. */
const NAMES: Readonly<Record<string, readonly [member: string, platform: string]>> = {
  '#microsoft.graph.androidMobileAppIdentifier': ['packageId', 'android'],
  '#microsoft.graph.iosMobileAppIdentifier': ['bundleId', 'ios'],
  '#microsoft.graph.macAppIdentifier': ['bundleId', 'mac'],
  '#microsoft.graph.windowsAppIdentifier': ['windowsAppId', 'windows'],
}

/** An app of a policy is named after its package. */
export const managedMobileApp: Rules = {
  *newId({ newId }, _location, { mobileAppIdentifier }) {
    const identifier = (mobileAppIdentifier ?? {}) as Entity
    const [member = '', platform = ''] = NAMES[String(identifier['@odata.type'])] ?? []
    const name = identifier[member]
    return typeof name === 'string' && name !== '' ? `${name.toLowerCase()}.${platform}` : newId()
  },

  duplicate: ({ keys: [policy = ''] }) => conflict(`The policy '${policy}' reaches that app already.`),
}
