/** Every resource of the model that is kept as documents can be read, and no statement about it is longer than 10 kB. */
import { test } from 'tap'
import { model } from '../../../src/entities/index.js'
import { NO_QUERY } from '../../../src/odata/query.js'
import { containerOf, depthOf } from '../../../src/store/layout/layout.js'
import { layoutOf } from '../../../src/store/layout/layout-of.js'
import { EntityStore } from '../../../src/store/query/entities.js'
import { listEntities } from '../../../src/store/query/queries.js'
import type { Command, Work } from '../../../src/store/work.js'

const LONGEST = 10_000

/** The statements of a unit of work on an empty database. */
function statements(work: Work<unknown>): string[] {
  const found: string[] = []
  const step = (value: Command): void => void found.push(value.sql)
  for (let next = work.next(); next.done !== true; next = work.next({ rows: [], changes: 0 })) step(next.value)
  return found
}

test('statements about documents', async (t) => {
  const documents = model.resources.filter(({ layout, link }) => layout === 'document' && link === undefined)
  const wrong: string[] = []
  let longest = 0
  for (const resource of documents) {
    const keys = Array.from({ length: depthOf(resource) + 1 }, (_, i) => `key${i}`)
    if (layoutOf(resource).key.join() !== 'tenantId,path,above,id') wrong.push(resource.path)
    if (containerOf(resource)?.layout === 'table' && depthOf(resource) > 1) wrong.push(resource.path)
    for (const provider of ['sqlite', 'postgresql'] as const)
      for (const version of ['v1.0', 'beta'] as const)
        for (const typeAnnotations of ['all', 'derived', 'none'] as const) {
          const store = new EntityStore(provider, 'tenant')
          const shape = { version, select: undefined, typeAnnotations }
          const expand = [...resource.children.values()]
            .filter(({ kind, layout, link }) => kind === 'navigation' && layout === 'document' && link === undefined)
            .map((child) => ({ name: child.name, resource: child, query: NO_QUERY }))
          const options = {
            shape,
            contextBase: 'http://h/$metadata#',
            pageSize: 100,
            after: undefined,
            casts: undefined,
          }
          const texts = [
            ...statements(store.find(resource, keys, shape)),
            ...statements(store.load(resource, keys)),
            ...statements(store.remove(resource, keys)),
            ...statements(listEntities(store, resource, keys.slice(0, -1), NO_QUERY, options)),
          ]
          const longer = expand.map((each) =>
            statements(listEntities(store, resource, keys.slice(0, -1), { ...NO_QUERY, expand: [each] }, options)),
          )
          for (const text of [...texts, ...longer.flat()]) {
            longest = Math.max(longest, text.length)
            if (text.length > LONGEST) wrong.push(`${resource.path} ${version} ${typeAnnotations} ${text.length}`)
          }
        }
  }
  t.comment(`${documents.length} resources, the longest statement has ${longest} characters`)
  t.same(wrong, [])
})
