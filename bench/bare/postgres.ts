/** The bare server's rows in PostgreSQL: a pool of `pg` connections and named prepared statements. */
import pg from 'pg'
import { DOCUMENT_SCHEMA, STATEMENTS } from './documents.js'
import type { Documents } from './documents.js'
import {
  assignmentJson,
  CONFIGURATION_COLUMNS,
  configurationJson,
  endOf,
  expandedJson,
  SCHEMA,
  selectedJson,
  SUMMARY_COLUMNS,
  summaryJson,
  TENANT,
} from './rows.js'
import type { ConfigurationRow, ListQuery, Rows, SummaryRow } from './rows.js'

const WHERE_LISTED = `tenant = '${TENANT}' AND lower("displayName") >= $1 AND lower("displayName") < $2 AND version > $3`

export const POSTGRES_SCHEMA = `${SCHEMA} ${DOCUMENT_SCHEMA.replaceAll(' TEXT', ' TEXT COLLATE "C"')} CREATE INDEX IF NOT EXISTS by_name ON configuration (tenant, lower("displayName"), id);`

export async function openPostgres(url: string): Promise<Rows> {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  pool.on('error', () => undefined)
  const { rows: found } = await pool.query(`SELECT 1 FROM pg_tables WHERE tablename = 'configuration'`)
  if (found.length === 0) await pool.query(POSTGRES_SCHEMA)
  const ask = async (name: string, text: string, values: unknown[]): Promise<unknown[][]> =>
    (await pool.query<unknown[]>({ name, text, values, rowMode: 'array' })).rows

  const configuration = `SELECT ${CONFIGURATION_COLUMNS} FROM configuration WHERE tenant = '${TENANT}' AND id = $1`
  const summary = `SELECT ${SUMMARY_COLUMNS} FROM summary WHERE tenant = '${TENANT}' AND parent = $1`
  const below = {
    assignments: `SELECT parent, id, target FROM assignment WHERE tenant = '${TENANT}' AND parent = ANY($1) ORDER BY parent, id`,
    summaries: `SELECT parent, ${SUMMARY_COLUMNS} FROM summary WHERE tenant = '${TENANT}' AND parent = ANY($1)`,
  }
  const listed = (columns: string, { prefix, minVersion, top, descending }: ListQuery): Promise<unknown[][]> => {
    const order = descending ? 'DESC' : 'ASC'
    const text = `SELECT ${columns} FROM configuration WHERE ${WHERE_LISTED} ORDER BY lower("displayName") ${order}, id LIMIT $4`
    const name = `list ${columns.length} ${order}`
    return ask(name, text, [prefix.toLowerCase(), endOf(prefix.toLowerCase()), minVersion, top])
  }

  return {
    async configuration(id) {
      const [row] = await ask('configuration', configuration, [id])
      return row === undefined ? undefined : configurationJson(row as unknown as ConfigurationRow)
    },
    async summary(parentId) {
      const [row] = await ask('summary', summary, [parentId])
      return row === undefined ? undefined : summaryJson(row as unknown as SummaryRow)
    },
    async list(query) {
      const rows = (await listed('id, "displayName", version', query)) as [string, string, number][]
      return rows.map(([id, displayName, version]) => selectedJson(id, displayName, version)).join(',')
    },
    async listExpanded(query, contexts) {
      const rows = (await listed(CONFIGURATION_COLUMNS, query)) as unknown as ConfigurationRow[]
      const ids = rows.map(([id]) => id)
      const [children, summaries] = await Promise.all([
        ask('assignments', below.assignments, [ids]),
        ask('summaries', below.summaries, [ids]),
      ])
      const assigned = new Map<string, string>()
      for (const [parent, id, target] of children as [string, string, string][]) {
        const before = assigned.get(parent)
        assigned.set(parent, `${before === undefined ? '' : `${before},`}${assignmentJson(id, target)}`)
      }
      const single = new Map(summaries.map(([parent, ...row]) => [parent, summaryJson(row as unknown as SummaryRow)]))
      return rows.map((row) => expandedJson(row, assigned.get(row[0]) ?? '', single.get(row[0]), contexts)).join(',')
    },
    async insertConfiguration({ id, targetedMobileApps, now, description, displayName, encodedSettingXml, settings }) {
      await ask(
        'insert configuration',
        `INSERT INTO configuration VALUES ('${TENANT}', $1, $2, $3, $4, $3, $5, 1, $6, $7)`,
        [id, targetedMobileApps, now, description, displayName, encodedSettingXml, settings],
      )
    },
    async insertSummary(parentId, row) {
      try {
        await ask('insert summary', `INSERT INTO summary VALUES ('${TENANT}', $1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
          parentId,
          ...row,
        ])
        return true
      } catch (error) {
        const { code } = error as { code?: string }
        if (code === '23503') return undefined
        if (code === '23505') return false
        throw error
      }
    },
    documents: documentsIn(ask),
    async setting(name) {
      const [row] = await ask('setting', 'SELECT value FROM setting WHERE name = $1', [name])
      return row?.[0] as string | undefined
    },
    async saveSetting(name, value) {
      await ask('save setting', 'INSERT INTO setting VALUES ($1, $2)', [name, value])
    },
    close: () => pool.end(),
  }
}

type Ask = (name: string, text: string, values: unknown[]) => Promise<unknown[][]>

function documentsIn(ask: Ask): Documents {
  const read = async (name: keyof typeof STATEMENTS, ...values: unknown[]): Promise<string[]> => {
    let n = 0
    const text = STATEMENTS[name].replace(/\?/g, () => `$${++n}`)
    return (await ask(name, text, values)).map(([body]) => body as string)
  }
  const insert =
    `INSERT INTO document SELECT '${TENANT}', * FROM ` +
    'unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[])'
  return {
    find: async (path, id) => (await read('find', path, id))[0],
    below: (path, parent) => read('below', path, parent),
    between: (path, after, last, count) => read('between', path, after, last, count),
    byName: (path, name) => read('byName', path, name),
    async insert(rows) {
      const column = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name])
      const names = ['path', 'parent', 'place', 'id', 'name', 'body'] as const
      await ask('insert documents', insert, names.map(column))
    },
  }
}
