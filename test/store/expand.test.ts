/** What rows look like with everything that they contain, on both databases. */
import fc from 'fast-check'
import { test } from 'tap'
import type { Test } from 'tap'
import type { Entity } from '../../src/model/payload.js'
import { isA } from '../../src/model/inheritance.js'
import { propertiesIn } from '../../src/model/views.js'
import type { Query } from '../../src/odata/ast.js'
import { NO_QUERY, readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { EntityStore } from '../../src/store/query/entities.js'
import type { Shape } from '../../src/store/layout/shape.js'
import { findEntity, listEntities, PARENT_KEY } from '../../src/store/query/queries.js'
import type { ListOptions } from '../../src/store/query/queries.js'
import type { Database } from '../../src/store/work.js'
import { things } from './arbitraries.js'
import type { Thing } from './evaluate.js'
import { CONTEXT, OPTIONS, SHAPE, fixtureStores, queryString } from './fixture-stores.js'
import { ball, box, crate, digest, digests, remarks, fixtureModel, toys } from './fixture-model.js'

const TENANT = 'tenant'

async function objects(database: Database, query: Query, options: Partial<ListOptions> = {}): Promise<Entity[]> {
  const store = new EntityStore(database.provider, TENANT)
  const page = await database.read(() => listEntities(store, toys, [], query, { ...OPTIONS, ...options }))
  return page.json.map((json) => JSON.parse(json) as Entity)
}

const path = readResourcePath(fixtureModel, '/beta/toys')
const read = (options: string): Query => readQuery(options, { model: fixtureModel, path }).query
const key = (id: unknown): string => String(id).replaceAll("'", "''")

test('rows are shown as they were written', { timeout: 600_000 }, async (t) => {
  const stores = await fixtureStores(t)
  const databases = await stores.open()
  t.teardown(() => Promise.all(databases.map((database) => database.close())))
  const [rows] = fc.sample(things(42), { seed: 42, numRuns: 1 }) as [Thing[]]
  await stores.fill(databases, TENANT, rows)
  const byId = new Map(rows.map((row) => [row.entity['id'], row]))

  for (const database of databases)
    await t.test(database.provider, async (t) => {
      await t.test('whole', async (t) => {
        for (const shown of await objects(database, NO_QUERY)) {
          const { type, entity } = byId.get(shown['id']) as Thing
          t.same(shown, entity)
          t.same(Object.keys(shown), Object.keys(propertiesIn(type, 'beta')), 'in order of declaration')
        }
      })

      await t.test('as v1.0 sees them', async (t) => {
        const shape: Shape = { version: 'v1.0', select: undefined, typeAnnotations: 'all' }
        for (const shown of await objects(database, NO_QUERY, { shape })) {
          const { type } = byId.get(shown['id']) as Thing
          t.equal(shown['@odata.type'], type === crate ? undefined : `#microsoft.graph.${type.name}`)
          t.notOk('lid' in shown)
          t.notOk('tint' in ((shown['figure'] ?? {}) as Entity))
        }
      })

      await t.test('with what is selected of them', async (t) => {
        const { select } = read('$select=name,spot/inner/label,figure/tint,parts/size,microsoft.graph.crate/lid,id')
        for (const shown of await objects(database, NO_QUERY, { shape: { ...SHAPE, select: select.names } })) {
          const { type, entity } = byId.get(shown['id']) as Thing
          const { spot, figure } = entity as {
            spot: { inner: { label: unknown } | null } | null
            figure: Entity | null
          }
          t.same(shown, {
            name: entity['name'],
            spot: spot && { inner: spot.inner && { label: spot.inner.label } },
            figure: figure && { '@odata.type': figure['@odata.type'], tint: figure['tint'] },
            parts: (entity['parts'] as Entity[]).map(({ size }) => ({ size })),
            ...(type === crate ? { lid: entity['lid'] } : {}),
            id: entity['id'],
          })
        }
      })

      await t.test('with what they contain', async (t) => {
        const options = read('$expand=remarks,digest($select=total)&$select=id')
        for (const shown of await objects(database, options, {
          shape: { ...SHAPE, select: ['id'], typeAnnotations: 'derived' },
        })) {
          const { type, many, one } = byId.get(shown['id']) as Thing
          const cast = `${CONTEXT}toys('${key(shown['id'])}')/microsoft.graph.${type.name}`
          t.same(shown, {
            '@odata.type': `#microsoft.graph.${type.name}`,
            id: shown['id'],
            'remarks@odata.context': `${cast}/remarks`,
            remarks: [...(many['remarks'] ?? [])].map(({ entity }) => entity).sort((a, b) => compare(a, b)),
            'digest@odata.context': `${cast}/digest(total)/$entity`,
            digest: one['digest'] ? { total: one['digest'].entity['total'] } : null,
          })
        }
      })

      await t.test('without annotations', async (t) => {
        const [shown] = await objects(database, read('$expand=remarks,digest&$top=1'), {
          shape: { ...SHAPE, select: [] },
        })
        t.same(Object.keys(shown ?? {}), ['remarks', 'digest'])
      })

      await t.test('with something in place of what is not stored', async (t) => {
        const absent: ListOptions['absent'] = (resource, keys) =>
          resource === digests
            ? (function* () {
                yield* []
                return { id: `of_${keys.join()}`, total: 0, title: 'nothing "yet"', best: null }
              })()
            : undefined
        for (const shown of await objects(database, read('$expand=digest,remarks'), { absent })) {
          const { one } = byId.get(shown['id']) as Thing
          const nothing = {
            id: `of_${String(shown['id']).replaceAll("'", "''")}`,
            total: 0,
            title: 'nothing "yet"',
            best: null,
          }
          t.same(shown['digest'], one['digest']?.entity ?? nothing)
        }
        t.equal(PARENT_KEY.length > 2, true)
      })

      await t.test('links lead to the rest, whatever is deleted meanwhile', async (t) => {
        for (const [i, order] of ORDERS.entries()) {
          const tenant = `${TENANT} of order ${i}`
          await stores.fill([database], tenant, rows)
          const followed = await followLinks(t, database, tenant, order)
          t.ok(followed > 15, `${order}: ${followed} links`)
        }
      })

      await t.test('one by one', async (t) => {
        const store = new EntityStore(database.provider, TENANT)
        const [{ entity, type }] = rows as [Thing]
        const id = entity['id'] as string
        const found = (casts: typeof OPTIONS.casts) =>
          database.read(() => findEntity(store, toys, [id], read('$expand=remarks'), { ...OPTIONS, casts }))
        t.match(JSON.parse((await found(undefined)) ?? 'null'), { id, remarks: Array })
        t.match(JSON.parse((await found([type])) ?? 'null'), { id })
        t.equal(await found([box, crate, ball].filter((other) => !isA(other, type) && other !== type)), undefined)
        t.equal(await database.read(() => findEntity(store, toys, ['nobody'], NO_QUERY, OPTIONS)), undefined)
        t.equal(digest.name, digests.type.name)
      })
    })
})

type LinkDetails = Parameters<NonNullable<ListOptions['linkTo']>>

const ORDERS = [
  '',
  'rank desc',
  'text',
  'text desc,rank',
  'done,written desc',
  'written,done desc,rank',
  'rank divby 7 desc,text',
  'rank mul 1000000007,id desc',
]

/** Walks through what each toy contains in pages of one, and deletes the first remark of each after the first page. */
async function followLinks(t: Test, database: Database, tenant: string, order: string): Promise<number> {
  const store = new EntityStore(database.provider, tenant)
  const list = (parent: readonly string[], query: Query, options: Partial<ListOptions>) =>
    database.read(() =>
      listEntities(store, parent.length === 0 ? toys : remarks, parent, query, { ...OPTIONS, ...options }),
    )
  const ids = (json: readonly string[]): unknown[] => json.map((each) => (JSON.parse(each) as Entity)['id'])
  const filter = `$filter=rank ne 5 and not contains(text,'"')${order === '' ? '' : `;$orderby=${order}`}`
  const { json } = await list([], read(`$expand=remarks($top=1;${filter};$count=true)`), {})
  let followed = 0
  for (const shown of json.map((each) => JSON.parse(each) as Entity)) {
    const met = ids((shown['remarks'] as Entity[]).map((each) => JSON.stringify(each)))
    let link = JSON.parse((shown['remarks@odata.nextLink'] as string | undefined) ?? 'null') as LinkDetails | null
    const expected = await list([shown['id'] as string], inRemarks(shown, filter.replace(';', '&')), {})
    while (link !== null) {
      followed += 1
      const [address, options, after] = link
      t.equal(address, `toys('${key(shown['id'])}')/remarks`)
      if (met.length === 1) await database.write(() => store.remove(remarks, [shown['id'] as string, String(met[0])]))
      const rest = inRemarks(shown, queryString(options))
      const page = await list([shown['id'] as string], rest, { pageSize: 1, after })
      met.push(...ids(page.json))
      link = page.next === undefined ? null : [address, options, page.next]
    }
    t.strictSame(met, ids(expected.json), order)
    t.equal(met.length, shown['remarks@odata.count'])
  }
  return followed
}

function inRemarks(toy: Entity, options: string): Query {
  const path = readResourcePath(fixtureModel, `/beta/toys('${encodeURIComponent(key(toy['id']))}')/remarks`)
  return readQuery(options, { model: fixtureModel, path }).query
}

function compare(a: Entity, b: Entity): number {
  return Buffer.compare(Buffer.from(a['id'] as string), Buffer.from(b['id'] as string))
}
