/**
 * Rows of wide tables in v1.0. What v1.0 shows of types and enums that only beta knows in full takes a branch of SQL for
 * each of them: 50 kB for the apps, which the database plans anew with each further text. Such rows come from the database
 * as beta shows them, and are reduced in JavaScript ({@link file://./selection.ts}), as the texts of documents are.
 */
import { propertyList } from '../../model/inheritance.js'
import type { Resource } from '../../model/model.js'
import { qualifiedName } from '../../model/types.js'
import type { EntityType, Property, Version } from '../../model/types.js'
import { propertiesIn, shownAs } from '../../model/views.js'
import { dialectOf } from '../sql/dialect.js'
import { valueIn } from './documents.js'
import { isEnum, showsStored } from './enum-json.js'
import { changedMembers } from './member-texts.js'
import type { Change } from './member-texts.js'
import { annotates, hidesMembers, projection } from './projection.js'
import type { Shape } from './shape.js'

/** SQL of more characters than this is too long. */
const LONGEST = 8000
/** So few members are selected in SQL, however wide the table. */
const FEW = 6

const wide = new WeakMap<Resource, boolean>()

export function isReduced(resource: Resource, { version, select }: Shape): boolean {
  if (version === 'beta' || resource.layout !== 'table' || (select !== undefined && select.length <= FEW)) return false
  let known = wide.get(resource)
  if (known === undefined) {
    const shape: Shape = { version, select: undefined, typeAnnotations: 'all' }
    known = projection(dialectOf('postgresql'), resource, 't', shape).length > LONGEST
    wide.set(resource, known)
  }
  return known
}

const TYPE = '@odata.type'
const BEGINNING = `{"${TYPE}":"`

/** Makes the text of a row as v1.0 shows it, without reading more of it than it has to; undefined for a text that it cannot read. */
export function reducingText(resource: Resource, shape: Shape): (json: string) => string | undefined {
  const types = new Map(
    resource.concreteTypes.map((type) => [`#${qualifiedName(type)}`, changesOf(resource, type, shape)]),
  )
  return (json) => {
    const changes = types.get(json.slice(BEGINNING.length, json.indexOf('"', BEGINNING.length)))
    return changes === undefined ? undefined : changedMembers(json, changes)
  }
}

const changed = new WeakMap<Resource, Map<string, ReadonlyMap<string, Change>>>()

/** What v1.0 shows otherwise of the members of a type. */
function changesOf(resource: Resource, type: EntityType, shape: Shape): ReadonlyMap<string, Change> {
  const { version } = shape
  let known = changed.get(resource)
  if (known === undefined) changed.set(resource, (known = new Map<string, ReadonlyMap<string, Change>>()))
  const name = `${type.name} ${shape.typeAnnotations}`
  const found = known.get(name)
  if (found !== undefined) return found
  const shown = shownAs(type, version)
  const visible = propertiesIn(shown, version)
  const changes = new Map<string, Change>()
  if (!annotates(shape, resource, type, shown)) changes.set(TYPE, 'out')
  for (const [member, property] of propertyList(type))
    if (!Object.hasOwn(visible, member)) changes.set(member, 'out')
    else if (hidesMembers(property, version) || (isEnum(property) && !showsStored(property, version)))
      changes.set(member, changeOf(property, version))
  known.set(name, changes)
  return changes
}

/** Values are much the same in all rows: the short ones are read once. */
function changeOf(property: Property, version: Version): Change {
  const known = new Map<string, string | undefined>()
  return (text) => {
    if (known.has(text)) return known.get(text)
    const value = valueIn(property, JSON.parse(text), version)
    const changed = value === undefined ? undefined : JSON.stringify(value)
    if (text.length <= SHORT && known.size < MOST) known.set(text, changed)
    return changed
  }
}

const SHORT = 100
const MOST = 200

/** What the database shows of a row that is reduced afterwards. */
export function beforeReduction({ version, withholds, select }: Shape): Shape {
  const withheld = withholds === 'unselected' && select !== undefined ? undefined : withholds
  return { version: 'beta', columns: version, select: undefined, typeAnnotations: 'all', withholds: withheld }
}
