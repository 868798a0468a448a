/** A way into a database beside the server that uses it: for loading rows, and for removing what a workload left behind. */
import { openSqlite } from '../src/store/sqlite/driver.js'
import pg from 'pg'

export type Value = string | number | null

export interface Sink {
  readonly provider: 'sqlite' | 'postgresql'
  script(sql: string): Promise<void>
  /** Adds rows to a table in one transaction. `documents` are columns of a JSON type. */
  insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Value[])[],
    documents?: readonly string[],
  ): Promise<void>
  close(): Promise<void>
}

export function openSink(database: string): Promise<Sink> {
  return database.startsWith('postgres') ? openPostgresSink(database) : Promise.resolve(openSqliteSink(database))
}

function openSqliteSink(file: string): Sink {
  const connection = openSqlite(file)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = NORMAL')
  connection.pragma('busy_timeout = 10000')
  connection.pragma('foreign_keys = ON')
  return {
    provider: 'sqlite',
    script: async (sql) => void connection.exec(sql),
    insert: async (table, columns, rows) => {
      const statement = connection.prepare(
        `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join()}) VALUES (${columns.map(() => '?').join()})`,
      )
      connection.transaction(() => rows.forEach((row) => statement.run(...row)))()
    },
    close: async () => void connection.close(),
  }
}

async function openPostgresSink(url: string): Promise<Sink> {
  const client = new pg.Client(url)
  await client.connect()
  return {
    provider: 'postgresql',
    script: async (sql) => void (await client.query(sql)),
    insert: async (table, columns, rows, documents = []) => {
      const valueOf = (name: string, value: Value | undefined): unknown =>
        documents.includes(name) ? JSON.parse(value as string) : value
      const names = columns.map((name) => `"${name}"`).join()
      const objects = rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, valueOf(name, row[i])])))
      await client.query(
        `INSERT INTO "${table}" (${names}) SELECT ${names} FROM json_populate_recordset(NULL::"${table}", $1)`,
        [JSON.stringify(objects)],
      )
    },
    close: () => client.end(),
  }
}
