/** The contents of snapshots as a diff wants them: entities below the set from which containment begins. */
import type { Model, Resource } from '../../model/model.js'
import { changesIn } from '../../store/state/changes.js'
import type { Between, KeptEntity, KeptRow } from '../../store/state/changes.js'
import { splitKeys } from '../../store/layout/document-table.js'
import type { Dialect } from '../../store/sql/dialect.js'
import type { Work } from '../../store/work.js'
import type { Json, JsonObject } from './compare.js'
import type { Item } from './diff.js'

/** What is in one snapshot and not, or not as it is there, in the other one. */
export function* changedItems(model: Model, dialect: Dialect, between: Between): Work<Item[]> {
  const { entities, rows } = yield* changesIn(model, dialect, between)
  return [
    ...entities.map(itemOf),
    ...rows.flatMap((row) => (row.table === 'reference' ? referenceOf(model, row) : itemOfRow(row))),
  ]
}

export function itemOf({ resource, keys, entity }: KeptEntity): Item {
  const chain = chainOf(resource)
  const root = chain.find(({ many }) => many) ?? resource
  const below = chain.slice(chain.indexOf(root) + 1)
  const own = typeof entity['id'] === 'string' ? entity['id'] : undefined
  const ids = [...keys, ...(resource.many && own !== undefined ? [own] : [])]
  let next = 0
  const take = (many: boolean): string | undefined => (many ? ids[next++] : undefined)
  const id = take(root.many)
  return {
    set: root.path,
    id,
    below: below.map(({ name, many }) => ({ name, id: take(many) })),
    entity: entity as JsonObject,
  }
}

/** What an object refers to, as an item that it contains. */
function referenceOf(model: Model, { columns }: KeptRow): Item[] {
  const resource = model.findResource(String(columns['path']))
  if (resource === undefined) return []
  const entity = { id: String(columns['toKey']) }
  return [{ ...itemOf({ resource, keys: splitKeys(resource, String(columns['fromKey'])), entity }), entity }]
}

/** From the service root down. */
function chainOf(resource: Resource): Resource[] {
  return resource.parent === undefined ? [resource] : [...chainOf(resource.parent), resource]
}

/** Columns that say nothing of their own, or are nobody's business. */
const LEFT_OUT = new Set(['tenantId', 'folded', 'certificate', 'restored'])

function itemOfRow({ table, columns }: KeptRow): Item {
  const entity: Record<string, Json> = {}
  for (const [name, value] of Object.entries(columns))
    if (!LEFT_OUT.has(name) && !name.endsWith('Folded') && value !== null) entity[name] = valueOf(value)
  const text = (name: string): string => String(columns[name])
  switch (table) {
    case 'tenant':
      return { set: 'tenant', id: undefined, below: [], entity }
    case 'tenantDomain':
      return { set: 'tenant', id: undefined, below: [{ name: 'domains', id: text('domain') }], entity }
    case 'application':
      return { set: 'applications', id: text('appId'), below: [], entity }
    case 'groupMember':
      return { set: 'groups', id: text('groupId'), below: [{ name: 'members', id: text('memberId') }], entity }
    default: {
      const key = ['keyId', 'role', 'scope', 'userId'].filter(
        (name) => columns[name] !== undefined && columns[name] !== '',
      )
      const id = key.map(text).join(' ')
      return { set: 'applications', id: text('appId'), below: [{ name: BELOW_APPS[table] ?? table, id }], entity }
    }
  }
}

const BELOW_APPS: Readonly<Record<string, string>> = {
  applicationRole: 'applicationPermissions',
  delegatedGrant: 'delegatedPermissions',
  applicationCertificate: 'certificates',
}

/** JSON in a column of text. */
function valueOf(value: unknown): Json {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value as Json
  try {
    return JSON.parse(value) as Json
  } catch {
    return value
  }
}
