/**
 * Prisma's driver adapter over the connection that this process already has. The stock adapter opens one of its own,
 * and two connections to one file block each other's event loop.
 *
 * @see https://www.prisma.io/docs/orm/overview/databases/database-drivers
 */
import { ColumnTypeEnum, DriverAdapterError } from '@prisma/driver-adapter-utils'
import type {
  ArgType,
  ColumnType,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
  SqlResultSet,
  Transaction,
} from '@prisma/driver-adapter-utils'
import type { SqliteDatabase } from './database.js'
import { isSqliteError } from './driver.js'
import type { SqlValue } from '../work.js'

const NAME = 'intunite-sqlite'

/** Column types by declared type; our schema has no others. */
const DECLARED: Readonly<Record<string, ColumnType>> = {
  TEXT: ColumnTypeEnum.Text,
  INTEGER: ColumnTypeEnum.Int32,
  BIGINT: ColumnTypeEnum.Int64,
  BOOLEAN: ColumnTypeEnum.Boolean,
  REAL: ColumnTypeEnum.Double,
}

class Queryable implements SqlQueryable {
  readonly provider = 'sqlite'
  readonly adapterName = NAME
  protected readonly database: SqliteDatabase
  readonly #ready: (sql: string) => Promise<void>

  constructor(database: SqliteDatabase, ready: (sql: string) => Promise<void>) {
    this.database = database
    this.#ready = ready
  }

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    await this.#ready(query.sql)
    return translated(() => {
      const statement = this.database.prepare(query.sql)
      const values = query.args.map((argument, i) => toSql(argument, query.argTypes[i]))
      if (!statement.reader) {
        statement.run(...values)
        return { columnNames: [], columnTypes: [], rows: [] }
      }
      const columns = statement.columns()
      const rows = statement.all(...values) as unknown[][]
      return {
        columnNames: columns.map((column) => column.name),
        columnTypes: columns.map((column, i) => DECLARED[column.type?.toUpperCase() ?? ''] ?? inferred(rows, i)),
        rows,
      }
    })
  }

  async executeRaw(query: SqlQuery): Promise<number> {
    await this.#ready(query.sql)
    return translated(() => {
      const values = query.args.map((argument, i) => toSql(argument, query.argTypes[i]))
      return this.database.prepare(query.sql).run(...values).changes
    })
  }
}

class SharedTransaction extends Queryable implements Transaction {
  /** The client itself sends COMMIT and ROLLBACK. */
  readonly options = { usePhantomQuery: false }
  readonly #release: () => void

  constructor(database: SqliteDatabase, release: () => void) {
    super(database, async () => undefined)
    this.#release = release
  }

  async commit(): Promise<void> {
    this.#release()
    await this.database.flushed()
  }

  async rollback(): Promise<void> {
    this.#release()
  }
}

class SharedAdapter extends Queryable implements SqlDriverAdapter {
  constructor(database: SqliteDatabase) {
    super(database, (sql) => {
      const { readonly } = translated(() => database.prepare(sql))
      return readonly ? database.whenFree() : database.whenWritable()
    })
  }

  // Here every statement is a transaction of its own.
  override async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    const result = await super.queryRaw(query)
    if (!this.database.prepare(query.sql).readonly) await this.database.flushed()
    return result
  }

  override async executeRaw(query: SqlQuery): Promise<number> {
    const changes = await super.executeRaw(query)
    await this.database.flushed()
    return changes
  }

  async executeScript(script: string): Promise<void> {
    await this.database.whenWritable()
    translated(() => this.database.runScript(script))
    await this.database.flushed()
  }

  async startTransaction(): Promise<Transaction> {
    const release = await this.database.acquireExclusive()
    try {
      translated(() => this.database.prepare('BEGIN IMMEDIATE').run())
    } catch (error) {
      release()
      throw error
    }
    return new SharedTransaction(this.database, release)
  }

  /** The connection belongs to the store. */
  async dispose(): Promise<void> {}
}

export function sharedSqliteAdapter(database: SqliteDatabase): SqlDriverAdapterFactory {
  return { provider: 'sqlite', adapterName: NAME, connect: async () => new SharedAdapter(database) }
}

function toSql(argument: unknown, type: ArgType | undefined): SqlValue {
  if (typeof argument === 'boolean') return argument ? 1 : 0
  if (typeof argument === 'string' && type?.scalarType === 'bigint') return BigInt(argument)
  if (typeof argument === 'string' && (type?.scalarType === 'int' || type?.scalarType === 'float'))
    return Number(argument)
  return argument as SqlValue
}

function inferred(rows: readonly (readonly unknown[])[], column: number): ColumnType {
  const value = rows.find((row) => row[column] !== null)?.[column]
  if (typeof value === 'string') return ColumnTypeEnum.Text
  return typeof value === 'number' && !Number.isInteger(value) ? ColumnTypeEnum.Double : ColumnTypeEnum.Int32
}

function translated<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!isSqliteError(error)) throw error
    const original = { originalCode: error.code, originalMessage: error.message }
    const fields = error.message
      .split('constraint failed: ')[1]
      ?.split(', ')
      .map((field) => field.split('.').pop() ?? field)
    if (error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY')
      throw new DriverAdapterError({
        kind: 'UniqueConstraintViolation',
        constraint: { fields: fields ?? [] },
        ...original,
      })
    if (error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY')
      throw new DriverAdapterError({
        kind: 'ForeignKeyConstraintViolation',
        constraint: { foreignKey: {} },
        ...original,
      })
    if (error.code === 'SQLITE_CONSTRAINT_NOTNULL')
      throw new DriverAdapterError({
        kind: 'NullConstraintViolation',
        constraint: { fields: fields ?? [] },
        ...original,
      })
    throw new DriverAdapterError({ kind: 'sqlite', extendedCode: 1, message: error.message, ...original })
  }
}
