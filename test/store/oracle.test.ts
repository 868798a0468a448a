/**
 * Random questions about random rows of random models, answered three times: by an evaluator in memory, by SQLite and by
 * PostgreSQL.
 *
 * `INTUNITE_ORACLE_RUNS` says how many questions, `INTUNITE_ORACLE_SEED` which: the same ones unless it says otherwise.
 * `INTUNITE_TOY_MODEL` asks about one of the random models alone.
 */
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { test } from 'tap'
import type { EntityType } from '../../src/model/types.js'
import type { Query } from '../../src/odata/ast.js'
import { EntityStore } from '../../src/store/query/entities.js'
import { linkOptions } from '../../src/store/query/next-link.js'
import { countEntities, listEntities } from '../../src/store/query/queries.js'
import type { Database, SqlValue } from '../../src/store/work.js'
import { casts, NOW, query, things } from './arbitraries.js'
import { answer } from './evaluate.js'
import { MODEL } from './random.js'
import type { Thing } from './evaluate.js'
import { fixtureStores, OPTIONS, queryString } from './fixture-stores.js'
import { remarks, toys } from './fixture-model.js'
import { sweep } from '../harness/sweep.js'

/** Models that chance has made; each is asked in a process of its own. */
const MODELS = sweep(10, 2)

const ALL_RUNS = Number(process.env['INTUNITE_ORACLE_RUNS'] ?? sweep(20_000, 1500))
/** Two questions in five go to the other models. */
const PER_MODEL = Math.ceil((ALL_RUNS * 0.4) / MODELS)
const RUNS = MODEL === '' ? ALL_RUNS - MODELS * PER_MODEL : ALL_RUNS
const SEED = Number(process.env['INTUNITE_ORACLE_SEED'] ?? 20261123)
/** Questions about the same rows. */
const PER_TENANT = 500
const ROWS = 24

interface Question {
  readonly query: Query
  readonly casts: readonly EntityType[] | undefined
  readonly pageSize: number
}

interface Answer {
  readonly pages: readonly unknown[]
  readonly counts: readonly (number | undefined)[]
  readonly total: number
}

test('both databases answer every question as the standard says', { timeout: 3_600_000 }, async (t) => {
  const stores = await fixtureStores(t)
  const question: fc.Arbitrary<Question> = fc.record({ query, casts, pageSize: fc.integer({ min: 2, max: 30 }) })
  t.comment(`seed ${SEED}`)
  for (let round = 0; round * PER_TENANT < RUNS; round++) {
    const seed = SEED + round
    const tenantId = `tenant ${round}`
    const [rows] = fc.sample(things(ROWS), { seed, numRuns: 1 }) as [Thing[]]
    const databases = await stores.open()
    await stores.fill(databases, tenantId, rows)
    const property = fc.asyncProperty(question, async (question) => {
      const expected = expect(rows, question)
      for (const database of databases) {
        const found = await ask(database, tenantId, question).catch((error: unknown) => error)
        if (JSON.stringify(found) === JSON.stringify(expected)) continue
        throw new Error(describe(database, question, rows, expected, found))
      }
    })
    const result = await fc.check(property, { seed, numRuns: Math.min(PER_TENANT, RUNS - round * PER_TENANT) })
    for (const database of databases) await database.close()
    if (result.failed)
      return t.fail(`INTUNITE_ORACLE_SEED=${seed} INTUNITE_TOY_MODEL=${MODEL}`, { found: String(result.errorInstance) })
  }
  t.pass(`${RUNS} questions`)
})

if (MODEL === '')
  test('and so they do where the model is another one', { timeout: 3_600_000 }, async (t) => {
    const args = [...process.execArgv, fileURLToPath(import.meta.url)]
    for (let model = 1; model <= MODELS; model++) {
      const env = { INTUNITE_TOY_MODEL: String(SEED + model), INTUNITE_ORACLE_RUNS: String(PER_MODEL) }
      await t.spawn(process.execPath, args, { env: { ...process.env, ...env } }, `model ${SEED + model}`)
    }
  })

/** The question as a client would write it, both answers, and the rows on which they disagree. */
function describe(
  { provider }: Database,
  { query, casts, pageSize }: Question,
  rows: readonly Thing[],
  expected: Answer,
  found: unknown,
): string {
  const [first, ...others] = [expected, found].map((answer) => JSON.stringify(answer))
  const answers = found instanceof Error ? [found.stack] : [`expected ${first}`, `found ${others.join()}`]
  const differing = rows.filter(({ entity: { id } }) => {
    const needle = `"id":${JSON.stringify(id)}`
    return found instanceof Error || first?.includes(needle) !== others.join().includes(needle)
  })
  return [
    provider,
    decodeURIComponent(queryString(linkOptions(query))),
    `casts ${casts?.map(({ name }) => name).join() ?? '-'}, page size ${pageSize}`,
    ...answers,
    ...(found instanceof Error ? [] : differing.slice(0, 3)).map(({ type, entity, many, one }) =>
      JSON.stringify([type.name, entity, many['remarks']?.map(({ entity }) => entity), one['digest']?.entity]),
    ),
  ].join('\n')
}

function expect(rows: readonly Thing[], { query, casts, pageSize }: Question): Answer {
  const all = answer(casts === undefined ? rows : rows.filter(({ type }) => casts.includes(type)), query, NOW)
  const count = query.count ? all.length : undefined
  const size = Math.min(query.top ?? pageSize, pageSize)
  const rest = all.slice(query.skip ?? 0)
  const pages: unknown[] = [[]]
  for (let at = 0; at < rest.length && size > 0; at += size)
    pages[at / size] = rest.slice(at, at + size).map((row) => expectRow(row, query, pageSize))
  return { pages, counts: pages.map(() => count), total: all.length }
}

function expectRow(row: Thing, { expand }: Query, pageSize: number): unknown {
  const { id } = row.entity
  const [expanded] = expand
  if (expanded === undefined) return { id }
  const { query } = expanded
  const all = answer(row.many['remarks'] ?? [], query, NOW)
  const skip = query.skip ?? 0
  const size = Math.min(query.top ?? pageSize, pageSize)
  const shown = all.slice(skip, skip + size).map(({ entity: { id } }) => ({ id }))
  return { id, count: query.count ? all.length : undefined, more: size > 0 && all.length > skip + size, shown }
}

async function ask(database: Database, tenantId: string, { query, casts, pageSize }: Question): Promise<Answer> {
  const store = new EntityStore(database.provider, tenantId)
  const shape = { version: 'beta', select: ['id'], typeAnnotations: 'none' } as const
  const pages: unknown[] = []
  const counts: (number | undefined)[] = []
  let after: readonly SqlValue[] | undefined
  do {
    const options = { ...OPTIONS, shape, pageSize, after, casts }
    const page = await database.read(() => listEntities(store, toys, [], query, options))
    pages.push(page.json.map((json) => foundRow(JSON.parse(json) as Record<string, unknown>, query)))
    counts.push(page.count)
    // As a token carries it.
    after = page.next && (JSON.parse(JSON.stringify(page.next)) as SqlValue[])
  } while (after !== undefined)
  const total = await database.read(() => countEntities(store, toys, [], query, casts, NOW))
  return { pages, counts, total }
}

function foundRow(row: Record<string, unknown>, { expand }: Query): unknown {
  const { id } = row
  if (expand.length === 0) return { id }
  return {
    id,
    count: row[`${remarks.name}@odata.count`],
    more: row[`${remarks.name}@odata.nextLink`] !== undefined,
    shown: row[remarks.name],
  }
}
