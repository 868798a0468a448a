/**
 * What a client selects of documents, picked from their JSON text as it comes from the database. Rows of typed tables
 * are selected from in SQL, but for v1.0 of the wide ones ({@link file://./wide-rows.ts}), and what they contain may be
 * documents.
 */
import type { Resource } from '../../model/model.js'
import { complexTypeOf } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { qualifiedName } from '../../model/types.js'
import { allProperties } from '../../model/inheritance.js'
import type { Property, StructuredType } from '../../model/types.js'
import type { Expand } from '../../odata/ast.js'
import { shownAs } from '../../model/views.js'
import { projectionOf, projectionOn } from '../../odata/projection.js'
import type { Projection } from '../../odata/projection.js'
import { shownIn } from './documents.js'
import { shapeOfKind } from './linked-rows.js'
import { memberTexts } from './member-texts.js'
import { annotates } from './projection.js'
import type { Shape } from './shape.js'
import { isReduced, reducingText } from './wide-rows.js'
import { insteadAt } from './withheld.js'

const TYPE = '@odata.type'

type Pick = (entity: Entity) => Entity

/** Undefined where the text is what is wanted. Rows of typed tables withhold what they have to in SQL. */
export function selecting(
  resource: Resource,
  shape: Shape,
  expands: readonly Expand[] = [],
): ((json: string) => string) | undefined {
  if (resource.kinds !== undefined) return selectingKinds(resource.kinds, shape)
  const isTable = resource.layout === 'table'
  const own = isTable && shape.withholds !== undefined ? { ...shape, withholds: undefined } : shape
  const instead = insteadAt(resource, own)
  const isWhole = isTable ? !isReduced(resource, shape) : shape.select === undefined
  if (expands.length === 0 && instead.size === 0 && isWhole) return undefined
  const pick = picking(resource, own, expands)
  const whole = pick && ((json: string) => JSON.stringify(pick(JSON.parse(json) as Entity)))
  if (whole !== undefined && !isWhole && isTable && shape.select === undefined && !picksBelow(shape, expands)) {
    const reduce = reducingText(resource, shape)
    return (json) => reduce(json) ?? whole(json)
  }
  const plain = expands.length === 0 && instead.size === 0 && !isTable
  return (plain ? selectingMembers(resource, shape, whole) : undefined) ?? whole
}

/** Of the items of several sets, each as its kind wants it. */
function selectingKinds(kinds: ReadonlyMap<string, Resource>, shape: Shape): ((json: string) => string) | undefined {
  const own = new Map([...kinds.values()].map((kind) => [nameOf(kind), selecting(kind, shapeOfKind(kind, shape))]))
  const unnamed = shape.typeAnnotations === 'none'
  if (!unnamed && [...own.values()].every((select) => select === undefined)) return undefined
  return (json) => {
    const name = json.slice(BEGINNING.length, json.indexOf('"', BEGINNING.length))
    const shown = own.get(name)?.(json) ?? json
    return unnamed && shown.startsWith(BEGINNING) ? `{${shown.slice(BEGINNING.length + name.length + 2)}` : shown
  }
}

function nameOf({ type }: Resource): string {
  return `#${qualifiedName(type)}`
}

/** Where nothing but members of the entity itself is selected, its text is enough. `otherwise` takes texts that cannot be read so. */
function selectingMembers(
  resource: Resource,
  { select, typeAnnotations }: Shape,
  otherwise: ((json: string) => string) | undefined,
): ((json: string) => string) | undefined {
  if (select === undefined || otherwise === undefined || select.some((name) => /[./]/.test(name))) return undefined
  const names = [...new Set(select)]
  const starts = names.map((name) => `"${name}":`)
  const derived = new Set(
    resource.concreteTypes.filter((type) => type !== resource.type).map((type) => `#${qualifiedName(type)}`),
  )
  return (json) => {
    const type = json.startsWith(BEGINNING)
      ? json.slice(BEGINNING.length, json.indexOf('"', BEGINNING.length))
      : undefined
    const texts = memberTexts(json, names)
    if (texts === undefined) return otherwise(json)
    const wanted = typeAnnotations === 'all' || (typeAnnotations === 'derived' && derived.has(type ?? ''))
    let picked = type !== undefined && wanted ? `${BEGINNING}${type}",` : '{'
    for (const [i, text] of texts.entries()) if (text !== undefined) picked += `${starts[i]}${text},`
    return picked === '{' ? '{}' : `${picked.slice(0, -1)}}`
  }
}

/** Of the text of an entity, if it says its type. */
const BEGINNING = `{"${TYPE}":"`

/** Whether anything is to be picked from what is expanded. */
function picksBelow(shape: Shape, expands: readonly Expand[]): boolean {
  return below(shape, expands).some(([, pick]) => pick !== undefined)
}

function picking(resource: Resource, shape: Shape, expands: readonly Expand[]): Pick | undefined {
  if (resource.kinds !== undefined) return pickingKinds(resource.kinds, shape)
  const instead = insteadAt(resource, shape)
  const pick = pickingMembers(resource, shape, expands)
  if (instead.size === 0) return pick
  return (entity) => {
    const shown = pick === undefined ? entity : pick(entity)
    for (const [name, json] of instead) if (Object.hasOwn(shown, name)) shown[name] = JSON.parse(json)
    return shown
  }
}

function pickingKinds(kinds: ReadonlyMap<string, Resource>, shape: Shape): Pick | undefined {
  const own = new Map([...kinds.values()].map((kind) => [nameOf(kind), picking(kind, shapeOfKind(kind, shape), [])]))
  const unnamed = shape.typeAnnotations === 'none'
  if (!unnamed && [...own.values()].every((pick) => pick === undefined)) return undefined
  return (entity) => {
    const { [TYPE]: name, ...rest } = own.get(entity[TYPE] as string)?.(entity) ?? entity
    return unnamed || name === undefined ? rest : { [TYPE]: name, ...rest }
  }
}

function pickingMembers(resource: Resource, shape: Shape, expands: readonly Expand[]): Pick | undefined {
  const { select } = shape
  const projection = select && projectionOf({ all: false, names: select })
  const own =
    resource.layout === 'table'
      ? isReduced(resource, shape)
        ? reducing(resource, shape, projection)
        : undefined
      : projection && ownMembers(resource, shape, projection)
  const inner = below(shape, expands)
  if (own === undefined && inner.every(([, pick]) => pick === undefined)) return undefined
  return (entity) => {
    const picked = own === undefined ? entity : own(entity)
    for (const [name, pick] of inner) {
      if (own !== undefined)
        for (const end of ['@odata.context', '@odata.count', '@odata.nextLink'])
          if (Object.hasOwn(entity, name + end)) picked[name + end] = entity[name + end]
      picked[name] = pick === undefined ? entity[name] : each(entity[name], pick)
    }
    return picked
  }
}

function below(shape: Shape, expands: readonly Expand[]): (readonly [name: string, pick: Pick | undefined])[] {
  return expands.map(({ name, resource, query }) => {
    const select = query.select.all ? undefined : query.select.names
    const inner = { ...shape, select, withholds: resource.many ? ('from lists' as const) : undefined }
    return [name, picking(resource, inner, query.expand)] as const
  })
}

function each(value: unknown, pick: Pick): unknown {
  if (Array.isArray(value)) return value.map((one) => pick(one as Entity))
  return value === null || value === undefined ? value : pick(value as Entity)
}

function ownMembers(resource: Resource, { typeAnnotations }: Shape, projection: Projection): Pick {
  const types = new Map(resource.concreteTypes.map((type) => [`#${qualifiedName(type)}`, type]))
  return (entity) => {
    const name = entity[TYPE] as string | undefined
    const type = types.get(name ?? '') ?? resource.type
    const wanted = typeAnnotations === 'all' || (typeAnnotations === 'derived' && type !== resource.type)
    return members(entity, type, projection, name !== undefined && wanted)
  }
}

/** Of a row as beta shows it what the version shows. */
function reducing(resource: Resource, shape: Shape, projection: Projection | undefined): Pick {
  const types = new Map(resource.concreteTypes.map((type) => [`#${qualifiedName(type)}`, type]))
  return (entity) => {
    const type = types.get(entity[TYPE] as string) ?? resource.type
    const shownType = shownAs(type, shape.version)
    const shown = shownIn(type, entity, shape.version)
    const annotated = annotates(shape, resource, type, shownType)
    if (projection !== undefined) return members(shown, shownType, projection, annotated)
    if (!annotated) delete shown[TYPE]
    return shown
  }
}

function members(value: Entity, type: StructuredType, projection: Projection, annotated: boolean): Entity {
  const picked: Entity = annotated ? { [TYPE]: value[TYPE] } : {}
  const properties = allProperties(type)
  for (const [name, below] of projectionOn(projection, type)) {
    if (!Object.hasOwn(value, name)) continue
    const property = properties[name]
    picked[name] = below === undefined || property === undefined ? value[name] : inside(property, value[name], below)
  }
  return picked
}

function inside(property: Property, value: unknown, projection: Projection): unknown {
  if (property.type.kind !== 'complex') return value
  return each(value, (one) => members(one, complexTypeOf(property, one), projection, Object.hasOwn(one, TYPE)))
}
