/**
 * `$expand` of contained single values that are counted from what is stored: each row has its own, so the statement says
 * where one is missing, and it is counted afterwards.
 */
import { randomUUID } from 'node:crypto'
import type { Entity } from '../../model/payload.js'
import { otherwiseInV1 } from '../../model/otherwise.js'
import type { Resource } from '../../model/model.js'
import { qualifiedName } from '../../model/types.js'
import { propertiesIn } from '../../model/views.js'
import type { Expand } from '../../odata/ast.js'
import type { Statement } from '../filter/compiler.js'
import { valueIn } from '../layout/documents.js'
import type { Keys } from '../layout/layout.js'
import { insteadOf } from '../layout/withheld.js'
import type { Shape } from '../layout/shape.js'
import type { Work } from '../work.js'

/** What is shown of a single value that is not stored; undefined where there is nothing to show. */
export type Absent = (resource: Resource, keys: Keys) => Work<Entity | undefined> | undefined

/** What a single value that is not stored contains at a navigation property; `keys` lead to the value. */
export type Below = (keys: Keys, expand: Expand) => Work<Entity>

/** Stands around the place of a value in the JSON text of a row. No client can know it, so no value contains it. */
const MARK = `\uE000${randomUUID()}\uE000`
const PLACES = new RegExp(`"${MARK}(.*?)${MARK}"`, 'g')

/** SQL of the place that {@link fillCounted} finds; `parentKey` is SQL of the key of the row in a JSON text. */
export function countedPlace({ parameters }: Statement, { path }: Resource, parentKey: string): string {
  return `${parameters.add(`"${MARK}${path} `, 'text')}||${parentKey}||${parameters.add(`${MARK}"`, 'text')}`
}

/**
 * The JSON texts of rows of `resource`, below what `keys` lead to, with what is counted in its places: there are none where nothing
 * of what is expanded is `counted`.
 */
export function* fillCounted(
  rows: readonly string[],
  { many }: Resource,
  keys: Keys,
  { expands, counted }: { readonly expands: readonly Expand[]; readonly counted: ReadonlySet<Resource> },
  {
    shape,
    absent,
    below,
  }: { readonly shape: Shape; readonly absent?: Absent | undefined; readonly below?: Below | undefined },
): Work<readonly string[]> {
  if (counted.size === 0) return rows
  const filled: string[] = []
  for (const row of rows) {
    let text = row
    for (const [place, told = ''] of row.matchAll(PLACES)) {
      const [path = '', key = ''] = (JSON.parse(`"${told}"`) as string).split(/ (.*)/s)
      const expand = expands.find(({ resource }) => resource.path === path)
      if (expand === undefined) throw new Error(`${path} is counted, and not expanded`)
      const { resource, query } = expand
      const own = many ? [...keys, key.replaceAll("''", "'")] : keys
      const entity = yield* absent?.(resource, own) ?? nothing()
      const select = query.select.all ? undefined : query.select.names
      let json = entity === undefined ? 'null' : shownAbsent(entity, resource, { ...shape, select })
      if (entity !== undefined && below !== undefined)
        for (const inner of query.expand)
          json = JSON.stringify({ ...(JSON.parse(json) as Entity), ...(yield* below(own, inner)) })
      text = text.replace(place, () => json)
    }
    filled.push(text)
  }
  return filled
}

/** The JSON of what is not stored, as the database would have rendered it. */
export function shownAbsent(entity: Entity, { type }: Resource, shape: Shape): string {
  const { version, select, typeAnnotations } = shape
  const shown: Entity = typeAnnotations === 'all' ? { '@odata.type': `#${qualifiedName(type)}` } : {}
  const otherwise = version === 'v1.0' ? otherwiseInV1(entity) : undefined
  const properties = propertiesIn(type, version)
  for (const name of select ?? Object.keys(properties)) {
    const property = properties[name]
    const instead = property === undefined ? undefined : insteadOf(property, shape)
    const value = otherwise?.[name] ?? entity[name]
    if (instead !== undefined) shown[name] = JSON.parse(instead) as unknown
    else shown[name] = property === undefined || version === 'beta' ? value : valueIn(property, value, version)
  }
  return JSON.stringify(shown)
}

function* nothing(): Work<undefined> {
  return undefined
}
