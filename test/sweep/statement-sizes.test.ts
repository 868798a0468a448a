/**
 * No statement grows with the number of types and members of a place: PostgreSQL plans each text, and 148 kB of it took
 * 80 ms. Made of the model alone, without a database.
 */
import t from 'tap'
import { model } from '../../src/entities/index.js'
import type { Resource } from '../../src/model/model.js'
import { complete } from '../../src/model/payload.js'
import { VERSIONS } from '../../src/model/types.js'
import type { EntityType, Version } from '../../src/model/types.js'
import { propertiesIn } from '../../src/model/views.js'
import { NO_QUERY, readQuery } from '../../src/odata/query.js'
import type { Query } from '../../src/odata/ast.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { EntityStore } from '../../src/store/query/entities.js'
import { insertAll } from '../../src/store/query/bulk.js'
import { countEntities, findEntity, listEntities } from '../../src/store/query/queries.js'
import type { ListOptions } from '../../src/store/query/queries.js'
import type { Shape } from '../../src/store/layout/shape.js'
import type { Outcome, Work } from '../../src/store/work.js'
import { chosenIn } from './sample.js'

/** Ten kilobytes. */
const LONGEST = 10_240

/** Where items of four sets are shown in one statement, or expanded to: members of groups. */
const LONGEST_OF_KINDS = 18_000

const NOTHING: Outcome = { rows: [], changes: 1 }

interface Asked {
  readonly store: EntityStore
  readonly version: Version
  readonly resource: Resource
  readonly keys: readonly string[]
  readonly shape: Shape
}

for (const provider of ['sqlite', 'postgresql'] as const)
  t.test(`statements of ${provider} stay short`, (t) => {
    const store = new EntityStore(provider, '00000000-0000-4000-a000-000000000001')
    const tooLong: string[] = []
    let longest = { length: 0, name: '' }
    let statements = 0
    const take = (name: string, most: number, work: Work<unknown>): void => {
      for (const sql of textsOf(work)) {
        statements += 1
        if (sql.length > longest.length) longest = { length: sql.length, name }
        if (sql.length > most) tooLong.push(`${name}: ${sql.length}`)
      }
    }
    for (const version of VERSIONS)
      for (const { resource, types } of chosenIn(version)) {
        const shape: Shape = { version, select: undefined, typeAnnotations: 'all' }
        const place = { store, version, resource, keys: keysOf(resource), shape }
        const showsKinds = [resource, ...resource.children.values()].some(({ kinds }) => kinds !== undefined)
        const most = showsKinds ? LONGEST_OF_KINDS : LONGEST
        for (const [name, work] of [...reads(place), ...writes(place, types)])
          take(`${version} ${resource.path} ${name}`, most, work)
      }
    t.comment(`${statements} statements, the longest of ${longest.length} characters: ${longest.name}`)
    t.same(tooLong, [], `no statement has more than ${LONGEST} characters, but for those of several sets`)
    t.ok(statements > 1000, 'the model has been gone through')
    t.end()
  })

/** The keys of an item, or of a single value. */
function keysOf(resource: Resource): string[] {
  const above = resource.parent === undefined ? [] : keysOf(resource.parent)
  return resource.many ? [...above, 'k'] : above
}

type Named = readonly [name: string, work: Work<unknown>]

function* reads({ store, version, resource, keys, shape }: Asked): Iterable<Named> {
  yield ['find', store.find(resource, keys, shape)]
  if (!resource.many) yield ['find single', store.findSingle(resource, keys, shape)]
  yield ['load', store.load(resource, keys)]
  yield ['exists', store.exists(resource, keys)]
  const read = { shape, contextBase: 'http://localhost/$metadata#', pageSize: 100, casts: undefined }
  const options: ListOptions = { ...read, after: undefined }
  const above = resource.many ? keys.slice(0, -1) : keys
  for (const child of resource.children.values()) {
    const query = queryOf(version, resource, `$expand=${child.name}`)
    if (query !== undefined) yield [`expand ${child.name}`, findEntity(store, resource, keys, query, options)]
  }
  if (!resource.many) return
  for (const name of Object.keys(propertiesIn(resource.type, version)).slice(0, 40))
    for (const text of [
      `$filter=${name} eq null`,
      `$filter=${name} eq 'a'`,
      `$filter=${name} gt 1`,
      `$orderby=${name}`,
    ]) {
      const query = queryOf(version, resource, text)
      if (query !== undefined) yield [text, listEntities(store, resource, above, query, options)]
    }
  // As many as are selected in SQL, wherever they stand, and all of them.
  const members = Object.keys(propertiesIn(resource.type, version))
  for (let at = 0; at < members.length; at += 6) {
    const select = `$select=${members.slice(at, at + 6).join()}`
    const query = queryOf(version, resource, select)
    const few = {
      ...options,
      shape: { ...shape, select: query?.select.all === false ? query.select.names : undefined },
    }
    if (query !== undefined) yield [select, listEntities(store, resource, above, query, few)]
  }
  const all = { ...options, shape: { ...shape, select: members } }
  yield ['$select of all', listEntities(store, resource, above, NO_QUERY, all)]
  const search = queryOf(version, resource, '$search="a"') ?? NO_QUERY
  yield ['search', listEntities(store, resource, above, search, options)]
  yield ['count', countEntities(store, resource, above, search, undefined)]
  const casts = resource.concreteTypes
  yield ['casts', listEntities(store, resource, above, NO_QUERY, { ...options, casts: casts.slice(1) })]
}

function* writes({ store, resource, keys, shape }: Asked, types: readonly EntityType[]): Iterable<Named> {
  if (resource.refersTo !== undefined || resource.link !== undefined) return
  const above = resource.many ? keys.slice(0, -1) : keys
  for (const type of types) {
    const stored = { type, entity: complete(type, { id: 'k' }) }
    yield [`insert ${type.name}`, store.insert(resource, above, stored, shape)]
    yield [`update ${type.name}`, store.update(resource, keys, stored, shape)]
    yield [`insert many ${type.name}`, insertAll(store, resource, [{ keys: above, stored }])]
  }
  yield ['remove', store.remove(resource, keys)]
  if (resource.many) yield ['remove children', store.removeChildren(resource, above)]
}

/** Undefined where the place does not take it. */
function queryOf(version: Version, resource: Resource, text: string): Query | undefined {
  const place = { ...readResourcePath(model, `/${version}/deviceManagement`), resource, type: resource.type, version }
  const target = resource.many ? 'collection' : 'entity'
  try {
    return readQuery(text, { model, path: { ...place, target } }).query
  } catch {
    return undefined
  }
}

/** The statements of a transaction to which nothing is found. */
function textsOf(work: Work<unknown>): string[] {
  const texts: string[] = []
  try {
    for (let step = work.next(); step.done !== true; step = work.next(NOTHING)) texts.push(step.value.sql)
  } catch {
    // It says that something is missing.
  }
  return texts
}
