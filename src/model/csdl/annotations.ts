/**
 * What annotations of the standard vocabularies say: who may use a set, what can be done with it, what the service sets itself.
 *
 * @see https://github.com/oasis-tcs/odata-vocabularies/blob/main/vocabularies/Org.OData.Capabilities.V1.md
 */
import type { Permissions } from '../sets.js'
import { isJson, withoutAlias } from './names.js'
import type { Json } from './parse.js'

/** Values by qualified term, of one annotated thing. */
export type Annotations = ReadonlyMap<string, unknown>

const CAPABILITIES = 'Org.OData.Capabilities.V1'
const CORE = 'Org.OData.Core.V1'

/** The annotations that stand on an element of the document, and those that target it from elsewhere. */
export function annotationsOf(
  element: Json,
  targeted: Json | undefined,
  aliases: ReadonlyMap<string, string>,
): Annotations {
  const found = new Map<string, unknown>()
  for (const source of [targeted ?? {}, element])
    for (const [name, value] of Object.entries(source))
      if (name.startsWith('@')) found.set(withoutAlias(name.slice(1), aliases), value)
  return found
}

/** What stands under `$Annotations` of all schemas, by target. */
export function targetsOf(document: Json, aliases: ReadonlyMap<string, string>): ReadonlyMap<string, Json> {
  const targets = new Map<string, Json>()
  for (const schema of Object.values(document)) {
    const annotations = isJson(schema) && isJson(schema['$Annotations']) ? schema['$Annotations'] : {}
    for (const [target, values] of Object.entries(annotations)) {
      const name = withoutAlias(target, aliases)
      if (isJson(values)) targets.set(name, { ...targets.get(name), ...values })
    }
  }
  return targets
}

/** `Core.Computed`, or `Core.Permissions` that allows no more than to read. */
export function isComputed(annotations: Annotations): boolean {
  const permissions = annotations.get(`${CORE}.Permissions`)
  return annotations.get(`${CORE}.Computed`) === true || permissions === 'Read' || permissions === 1
}

export interface Capabilities {
  /** Which permissions are asked for; what is not said is for others to decide. */
  readonly permissions: Partial<Permissions>
  readonly readOnly: boolean
  readonly fixedMembers: boolean
  readonly updatable: boolean
  /** What is said and cannot be served. */
  readonly unserved: readonly string[]
}

export function capabilitiesOf(annotations: Annotations): Capabilities {
  const restriction = (kind: string): Json => {
    const value = annotations.get(`${CAPABILITIES}.${kind}Restrictions`)
    return isJson(value) ? value : {}
  }
  const [read, insert, update, remove] = ['Read', 'Insert', 'Update', 'Delete'].map(restriction) as [
    Json,
    Json,
    Json,
    Json,
  ]
  const reading = scopesOf(read)
  const writing = [...new Set([insert, update, remove].flatMap(scopesOf))]
  const insertable = insert['Insertable'] !== false
  const updatable = update['Updatable'] !== false
  const deletable = remove['Deletable'] !== false
  const readOnly = !insertable && !updatable && !deletable
  return {
    permissions: {
      ...(reading.length > 0 ? { read: [...new Set([...reading, ...writing])] } : {}),
      ...(writing.length > 0 ? { write: writing } : {}),
    },
    readOnly,
    updatable,
    fixedMembers: !readOnly && !insertable && !deletable,
    unserved: [
      ...(read['Readable'] === false ? ['a set that cannot be read is not served (Readable)'] : []),
      ...(insertable !== deletable ? ['Insertable and Deletable must agree'] : []),
      ...(insertable && !updatable ? ['a set whose items can be made and not changed is not served (Updatable)'] : []),
    ],
  }
}

/** The scopes of all permissions of a restriction. */
function scopesOf(restriction: Json): string[] {
  return recordsIn(restriction['Permissions'])
    .flatMap((permission) => recordsIn(permission['Scopes']))
    .flatMap(({ Scope: scope }) => (typeof scope === 'string' && scope !== '' ? [scope] : []))
}

function recordsIn(value: unknown): Json[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isJson) : []
}
