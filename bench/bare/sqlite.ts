/** The bare server's rows in SQLite: better-sqlite3, statements prepared once, every write a transaction of its own. */
import type SQLite from 'better-sqlite3'
import { isSqliteError, openSqlite as open } from '../../src/store/sqlite/driver.js'
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

const WHERE_LISTED = `tenant = '${TENANT}' AND "displayName" COLLATE NOCASE >= ? AND "displayName" COLLATE NOCASE < ? AND version > ?`

export function prepareSqlite(file: string, synchronous: 'NORMAL' | 'FULL'): SQLite.Database {
  const database = open(file)
  database.pragma('journal_mode = WAL')
  database.pragma(`synchronous = ${synchronous}`)
  database.pragma('foreign_keys = ON')
  database.pragma('busy_timeout = 5000')
  // A table that is its own primary key saves a B-tree on every read and write.
  database.exec(SCHEMA.replaceAll('));', ')) WITHOUT ROWID;').replaceAll('CASCADE);', 'CASCADE) WITHOUT ROWID;'))
  database.exec(DOCUMENT_SCHEMA)
  database.exec(`CREATE INDEX IF NOT EXISTS by_name ON configuration (tenant, "displayName" COLLATE NOCASE, id)`)
  return database
}

export function openSqlite(file: string, synchronous: 'NORMAL' | 'FULL'): Rows {
  const database = prepareSqlite(file, synchronous)
  const configuration = database
    .prepare(`SELECT ${CONFIGURATION_COLUMNS} FROM configuration WHERE tenant = '${TENANT}' AND id = ?`)
    .raw()
  const summary = database
    .prepare(`SELECT ${SUMMARY_COLUMNS} FROM summary WHERE tenant = '${TENANT}' AND parent = ?`)
    .raw()
  const listed = (columns: string, order: string) =>
    database
      .prepare(
        `SELECT ${columns} FROM configuration WHERE ${WHERE_LISTED} ORDER BY "displayName" COLLATE NOCASE ${order}, id LIMIT ?`,
      )
      .raw()
  const lists = {
    selected: { up: listed('id, "displayName", version', 'ASC'), down: listed('id, "displayName", version', 'DESC') },
    whole: { up: listed(CONFIGURATION_COLUMNS, 'ASC'), down: listed(CONFIGURATION_COLUMNS, 'DESC') },
  }
  const assignments = database
    .prepare(`SELECT id, target FROM assignment WHERE tenant = '${TENANT}' AND parent = ? ORDER BY id`)
    .raw()
  const insertConfiguration = database.prepare(
    `INSERT INTO configuration VALUES ('${TENANT}', ?, ?, ?, ?, ?, ?, 1, ?, ?)`,
  )
  const insertSummary = database.prepare(`INSERT INTO summary VALUES ('${TENANT}', ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const setting = database.prepare(`SELECT value FROM setting WHERE name = ?`).pluck()
  const saveSetting = database.prepare(`INSERT INTO setting VALUES (?, ?)`)
  const run = (which: keyof typeof lists, { prefix, minVersion, top, descending }: ListQuery): unknown[] =>
    lists[which][descending ? 'down' : 'up'].all(prefix, endOf(prefix), minVersion, top)

  return {
    configuration(id) {
      const row = configuration.get(id) as ConfigurationRow | undefined
      return row === undefined ? undefined : configurationJson(row)
    },
    summary(parentId) {
      const row = summary.get(parentId) as SummaryRow | undefined
      return row === undefined ? undefined : summaryJson(row)
    },
    list(query) {
      const rows = run('selected', query) as [string, string, number][]
      return rows.map(([id, displayName, version]) => selectedJson(id, displayName, version)).join(',')
    },
    listExpanded(query, contexts) {
      const rows = run('whole', query) as ConfigurationRow[]
      return rows
        .map((row) => {
          const below = assignments.all(row[0]) as [string, string][]
          const one = summary.get(row[0]) as SummaryRow | undefined
          const assigned = below.map(([id, target]) => assignmentJson(id, target)).join(',')
          return expandedJson(row, assigned, one === undefined ? undefined : summaryJson(one), contexts)
        })
        .join(',')
    },
    insertConfiguration({ id, targetedMobileApps, now, description, displayName, encodedSettingXml, settings }) {
      insertConfiguration.run(id, targetedMobileApps, now, description, now, displayName, encodedSettingXml, settings)
    },
    insertSummary(parentId, row) {
      try {
        insertSummary.run(parentId, ...row)
        return true
      } catch (error) {
        if (!isSqliteError(error)) throw error
        if (error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return undefined
        if (error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return false
        throw error
      }
    },
    documents: documentsIn(database),
    setting: (name) => setting.get(name) as string | undefined,
    saveSetting: (name, value) => void saveSetting.run(name, value),
    close: () => void database.close(),
  }
}

function documentsIn(database: SQLite.Database): Documents {
  const reading = (sql: string) => database.prepare(sql).pluck()
  const find = reading(STATEMENTS.find)
  const below = reading(STATEMENTS.below)
  const between = reading(STATEMENTS.between)
  const byName = reading(STATEMENTS.byName)
  const insert = database.prepare(`INSERT INTO document VALUES ('${TENANT}', ?, ?, ?, ?, ?, ?)`)
  const insertAll = database.transaction((rows: Parameters<Documents['insert']>[0]) => {
    for (const { path, parent, place, id, name, body } of rows) insert.run(path, parent, place, id, name, body)
  })
  return {
    find: (path, id) => find.get(path, id) as string | undefined,
    below: (path, parent) => below.all(path, parent) as string[],
    between: (path, after, last, count) => between.all(path, after, last, count) as string[],
    byName: (path, name) => byName.all(path, name) as string[],
    insert: (rows) => void insertAll.immediate(rows),
  }
}
