/**
 * The layout of entities that share one table as documents. A row is named by tenant, path, the keys of the items that
 * contain it (`above`) and its own key. It refers to the nearest item that contains it: by `parentRow` if that is a
 * document, by `parentTable` and `above` if it is in a table of its type. The documents in a document are found by
 * `parentRow`; the indexes of the order by row and by name are only of the others, so that a row has few to be put into.
 *
 * Documents are selected from in JavaScript ({@link file://./selection.ts}): SQL gives them as they are stored.
 */
import type { Resource } from '../../model/model.js'
import { existsIn, NAMESPACE, qualifiedName } from '../../model/types.js'
import { propertyList } from '../../model/inheritance.js'
import type { EntityType, Property } from '../../model/types.js'
import { fold } from '../sql/fold.js'
import { constant } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { annotation, documentTexts, isFoldedAsNeeded } from './documents.js'
import { containerOf, depthOf, ofTenant } from './layout.js'
import type { Container, Keys, Layout } from './layout.js'
import type { Shape } from './shape.js'
import { columnReading, either, memberReading } from './readings.js'
import { isFolded, tableOf } from './tables.js'

export const DOCUMENTS = 'entity'

const COLUMNS = [
  'tenantId',
  'path',
  'above',
  'id',
  'parentTable',
  'odataType',
  'name',
  'body',
  'bodyV1',
  'folded',
] as const

export function documentTable(resource: Resource): Layout {
  const depth = depthOf(resource)
  const path = constant(resource.storedAt)
  const kinds = kindsOf(resource)
  const ordered = orderedProperty(resource)
  const container = containerOf(resource)
  const within = container?.layout === 'document' ? documentTable(container) : undefined
  const parentTable = container?.layout === 'table' ? tableOf(container).name : null
  if (container?.layout === 'table' && depth > 1)
    throw new Error(
      `${resource.path}: documents below '${container.path}', which is itself contained, are not supported`,
    )
  const above = (keys: Keys): string => joinKeys(keys.slice(0, depth))
  const { typed, strip } = stripping(resource)
  return {
    table: DOCUMENTS,
    key: ['tenantId', 'path', 'above', 'id'],
    typed,
    standsAlone: true,
    order: { column: 'row', kind: 'integer' },
    container: container && containing(container),

    where(rows, alias, mark, asked) {
      const own = `${ofTenant(alias, mark(0), resource.shared && asked?.whose !== 'own')} AND ${alias}."path" = `
      const among = kinds === undefined ? '' : ` AND ${alias}."odataType" IN (${kinds})`
      if (rows === 'item')
        return `${own}${mark(1)} AND ${alias}."above" = ${mark(2)} AND ${alias}."id" = ${mark(3)}${among}`
      if (within === undefined)
        return `${own}${path} AND ${alias}."above" = ${mark(1)} AND ${alias}."parentRow" IS NULL${among}`
      const parentRow = `SELECT d."row" FROM "${DOCUMENTS}" d WHERE ${within.where('item', 'd', mark, asked)}`
      return `${alias}."parentRow" = (${parentRow}) AND ${alias}."path" = ${path}${among}`
    },

    ...(!resource.many && {
      belowSingle: (alias: string, mark: (n: number) => string) =>
        `${alias}."tenantId" = ${mark(0)} AND ${alias}."above" = ${mark(2)} AND ` +
        `${alias}."path" >= ${constant(`${resource.storedAt}/`)} AND ${alias}."path" < ${constant(`${resource.storedAt}0`)}`,
    }),

    values(rows, tenantId, keys) {
      if (rows === 'collection')
        return within === undefined ? [tenantId, above(keys)] : within.values('item', tenantId, keys)
      return [tenantId, resource.storedAt, above(keys), resource.many ? (keys[depth] ?? '') : '']
    },

    below(alias, from) {
      const { parent } = resource
      if (within !== undefined)
        return `${alias}."parentRow" = ${from}.${parent?.many === true ? '"row"' : '"parentRow"'} AND ${alias}."path" = ${path}`
      const rows = `${alias}."tenantId" = ${from}."tenantId" AND ${alias}."path" = ${path} AND ${alias}."parentRow" IS NULL AND ${alias}."above" = `
      if (depth === 0) return `${rows}''`
      if (parent?.layout === 'document') return `${rows}${from}."above"`
      return `${rows}${from}.${parent?.many === true ? '"id"' : '"parentId"'}`
    },

    reading(dialect, name, property, alias) {
      if (name === 'id' && resource.many && !isFolded(property))
        return { original: columnReading(`${alias}."id"`), folded: undefined }
      const original = memberReading(dialect, () => `${alias}."body"`, name)
      if (!isFolded(property)) return { original, folded: undefined }
      if (name === ordered) return { original, folded: { ...columnReading(`${alias}."name"`), nullsInIndex: true } }
      const member = memberReading(dialect, () => `${alias}."folded"`, name)
      if (property.indexed) return { original, folded: columnReading(dialect.ordered(member.text())) }
      return { original, folded: isFoldedAsNeeded(property) ? either(member, original) : member }
    },

    shown(dialect, alias, shape, tails = []) {
      const body = strip(shape, alias, textOf(dialect, alias, shape))
      return tails.length === 0 ? body : `(substr(${body}, 1, length(${body}) - 1) || ${tails.join(' || ')} || '}')`
    },

    columns: COLUMNS,
    fixed: ordered === undefined ? ['parentTable', 'name'] : ['parentTable'],

    row(tenantId, keys, type, entity) {
      const { body, bodyV1, folded } = documentTexts(type, entity, ordered)
      const name = ordered === undefined ? null : (entity[ordered] ?? null)
      const id = resource.many ? (entity['id'] as string) : ''
      const foldedName = typeof name === 'string' ? fold(name) : null
      return [tenantId, resource.storedAt, above(keys), id, parentTable, type.name, foldedName, body, bodyV1, folded]
    },
  }
}

/** The types of a resource whose items are stored among those of other types; undefined if they are by themselves. */
function kindsOf({ name, storedAt, concreteTypes }: Resource): string | undefined {
  if (storedAt.endsWith(`/${name}`) || storedAt === name) return undefined
  return concreteTypes.map((type) => constant(type.name)).join(', ')
}

/** A single key is told as it is: that is how SQL finds what is below a row of a typed table. */
export function joinKeys(keys: Keys): string {
  if (keys.length < 2) return keys[0] ?? ''
  return keys.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
}

/** The keys that {@link joinKeys} joined, of the items that contain what is at `resource`. */
export function splitKeys(resource: Resource, above: string): string[] {
  const depth = depthOf(resource)
  if (depth < 2) return depth === 0 ? [] : [above]
  return above.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function containing(container: Resource): Container {
  return { resource: container, row: container.layout === 'document' ? 'c."row"' : 'NULL' }
}

/** The property whose folded text is the column `name`. */
export function orderedProperty({ type }: Pick<Resource, 'type'>): string | undefined {
  const properties = new Map<string, Property>(propertyList(type))
  return ['displayName', 'name'].find((name) => {
    const property = properties.get(name)
    return property?.type.kind === 'primitive' && !property.collection && isFolded(property)
  })
}

/** The stored text that a version shows. */
function textOf({ provider }: Dialect, alias: string, { version }: Shape): string {
  const document = version === 'beta' ? `${alias}."body"` : `coalesce(${alias}."bodyV1", ${alias}."body")`
  return provider === 'sqlite' ? document : `${document}::text`
}

/** SQL of the cast in the address of what a document contains; none where the version does not know its type. */
export function documentCast(dialect: Dialect, { type, concreteTypes }: Resource, alias: string, shape: Shape): string {
  const hidden = shape.version === 'v1.0' && concreteTypes.some(({ since }) => !existsIn(since, 'v1.0'))
  const unknown = hidden ? ` WHEN substr(${textOf(dialect, alias, shape)}, 3, 11) <> '@odata.type' THEN ''` : ''
  const own = `WHEN ${alias}."odataType" = ${constant(type.name)} THEN ''`
  const others = ownNamespaced(concreteTypes)
  const there =
    others.length === 0 ? '' : ` WHEN ${alias}."odataType" IN (${others.join()}) THEN '/' || ${alias}."odataType"`
  return `CASE ${own}${unknown}${there} ELSE ${constant(`/${NAMESPACE}.`)} || ${alias}."odataType" END`
}

/** Names of types in another namespace, which they have in them. */
function ownNamespaced(types: readonly EntityType[]): string[] {
  return types.filter(({ ownNamespace }) => ownNamespace === true).map(({ name }) => constant(name))
}

/**
 * Stored texts begin with the type of the entity, those of v1.0 only if it knows that type. Takes it away where it is not
 * wanted, unless something is selected: then it is needed to tell what.
 */
function stripping({ type: declared, concreteTypes }: Resource) {
  const [only] = concreteTypes.length === 1 ? concreteTypes : []
  const hidesSome = concreteTypes.some(({ since }) => !existsIn(since, 'v1.0'))
  const own = ownNamespaced(concreteTypes)
  const stripped = (alias: string, text: string): string => {
    const type = `${alias}."odataType"`
    const less =
      own.length === 0 ? '' : ` - CASE WHEN ${type} IN (${own.join()}) THEN ${NAMESPACE.length + 1} ELSE 0 END`
    const from =
      only === undefined
        ? `${annotation(`${NAMESPACE}.`).length + 1} + length(${type})${less}`
        : String(annotation(qualifiedName(only)).length + 1)
    return `('{' || ltrim(substr(${text}, ${from}), ','))`
  }
  return {
    typed: only === undefined,
    strip({ version, select, typeAnnotations }: Shape, alias: string, text: string): string {
      if (typeAnnotations === 'all' || select !== undefined) return text
      if (typeAnnotations === 'none') {
        if (version === 'beta' || !hidesSome) return stripped(alias, text)
        return `CASE WHEN substr(${text}, 3, 11) = '@odata.type' THEN ${stripped(alias, text)} ELSE ${text} END`
      }
      if (!concreteTypes.includes(declared)) return text
      if (only !== undefined) return stripped(alias, text)
      return `CASE ${alias}."odataType" WHEN ${constant(declared.name)} THEN ${stripped(alias, text)} ELSE ${text} END`
    },
  }
}
