/**
 * Prisma's schema engine, in this process: it compares schemas over a driver adapter, without a binary and without a
 * download.
 *
 * @see https://www.prisma.io/docs/orm/prisma-migrate
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'

/** The part of the global that Node has and its typings of version 20 lack. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>
}

interface Bindings {
  __wbg_set_wasm(exports: Record<string, unknown>): void
  SchemaEngine: { new: (options: object, log: (line: string) => void, adapter: object) => Promise<SchemaEngine> }
}

let bindings: Promise<Bindings> | undefined

async function loadBindings(): Promise<Bindings> {
  const location = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const glue = (await import(location)) as Bindings
  const wasm = await readFile(fileURLToPath(location.replace(/\.js$/, '.wasm')))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  ;(instance.exports['__wbindgen_start'] as () => void)()
  return glue
}

/** Runs `use` with an engine on the database behind `adapter` and frees it afterwards. */
export async function withSchemaEngine<T>(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  use: (engine: SchemaEngine) => Promise<T>,
  schema?: string,
): Promise<T> {
  bindings ??= loadBindings()
  const { SchemaEngine } = await bindings
  const datamodels = schema === undefined ? undefined : [['schema.prisma', schema]]
  const opened: SqlDriverAdapter[] = []
  const remembering: SqlMigrationAwareDriverAdapterFactory = {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect: async () => remember(await adapter.connect()),
    connectToShadowDb: async () => remember(await adapter.connectToShadowDb()),
  }
  const remember = (connection: SqlDriverAdapter): SqlDriverAdapter => {
    opened.push(connection)
    return connection
  }
  const engine = await SchemaEngine.new(
    { datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(remembering),
  )
  try {
    return await use(engine)
  } finally {
    engine.free()
    // The engine leaves its connections open, and on SQLite with an exclusive lock on the file.
    for (const connection of opened) await connection.dispose()
  }
}
