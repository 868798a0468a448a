/**
 * The catalog that all tenants share: rows of no tenant, written when a request first needs them, and anew when a later
 * version of the program has another edition. What a tenant has under the key of an item of the catalog gives way to it:
 * earlier versions gave each tenant rows of its own, and so do their exports.
 */
import { createHash } from 'node:crypto'
import type { Model, Resource } from '../model/model.js'
import { complete } from '../model/payload.js'
import { qualifiedName } from '../model/types.js'
import { CATALOG } from './layout/layout.js'
import { insertAll } from './query/bulk.js'
import { planAnew } from './plans.js'
import { EntityStore } from './query/entities.js'
import { addReference } from './query/references.js'
import { dialectOf } from './sql/dialect.js'
import { one, run } from './work.js'
import type { Database, Work } from './work.js'

/** The setting that says which edition is stored. */
const EDITION = 'catalog'

export class Catalog {
  readonly #model: Model
  readonly #database: Database
  #loading: Promise<void> | undefined
  #isLoaded = false

  constructor(model: Model, database: Database) {
    this.#model = model
    this.#database = database
  }

  /** Undefined once the catalog is there. */
  get missing(): (() => Promise<void>) | undefined {
    return this.#isLoaded ? undefined : () => this.load()
  }

  load(): Promise<void> {
    this.#loading ??= this.#load().then(
      () => void (this.#isLoaded = true),
      (error: unknown) => {
        this.#loading = undefined
        throw error
      },
    )
    return this.#loading
  }

  async #load(): Promise<void> {
    const rows = await this.#model.catalog()
    const edition = createHash('sha256').update(JSON.stringify(rows)).digest('hex')
    const { provider } = this.#database
    const { placeholder } = dialectOf(provider)
    const select = `SELECT "value" FROM "setting" WHERE "name" = ${placeholder(1)}`
    const stored = await this.#database.read(() => one(select, [EDITION]))
    if (stored?.[0] !== edition) await this.#database.write(() => insertCatalog(this.#model, provider, rows, edition))
  }
}

function* insertCatalog(
  model: Model,
  provider: Database['provider'],
  sets: Awaited<ReturnType<Model['catalog']>>,
  edition: string,
): Work<void> {
  const store = new EntityStore(provider, CATALOG)
  const { placeholder } = store.dialect
  yield* planAnew({ provider })
  for (const table of ['reference', 'entity'])
    yield* run(`DELETE FROM "${table}" WHERE "tenantId" = ${placeholder(1)}`, [CATALOG])
  for (const { path, rows } of sets) {
    const resource = model.findResource(path)
    if (resource === undefined) continue
    yield* insertAll(
      store,
      resource,
      rows.map(({ keys, entity }) => {
        const type = typeOf(resource, entity['@odata.type'])
        return { keys, stored: { type, entity: complete(type, entity) } }
      }),
    )
  }
  for (const { path, pairs = [] } of sets) {
    const resource = model.findResource(path)
    if (resource === undefined) continue
    for (const [from, to] of pairs) yield* addReference(store, resource, [from], to)
  }
  yield* removeDoubles(store, undefined)
  yield* run(
    `INSERT INTO "setting" ("name", "value") VALUES (${placeholder(1)}, ${placeholder(2)}) ` +
      `ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value"`,
    [EDITION, edition],
  )
}

function typeOf({ type, concreteTypes }: Resource, name: unknown) {
  return concreteTypes.find((each) => `#${qualifiedName(each)}` === name) ?? type
}

/** Takes away what a tenant, or any, has under the keys of items of the catalog. */
export function* removeDoubles({ dialect }: EntityStore, tenantId: string | undefined): Work<void> {
  const [whose, values] =
    tenantId === undefined ? [`<> ${dialect.placeholder(1)}`, [CATALOG]] : [`= ${dialect.placeholder(1)}`, [tenantId]]
  // Each row is looked for by its whole key, whatever PostgreSQL estimates of the two sides: it makes no join of this.
  const row = dialect.provider === 'postgresql' ? ' OFFSET 0' : ''
  yield* run(
    `DELETE FROM "entity" AS o WHERE o."tenantId" ${whose} AND EXISTS (SELECT 1 FROM "entity" c ` +
      `WHERE c."tenantId" = '${CATALOG}' AND c."path" = o."path" AND c."above" = o."above" AND c."id" = o."id"${row})`,
    values,
  )
}
