/** What an installation makes up once and keeps, such as the key that signs page tokens. */
import { statement } from './sql.js'
import type { IdentityDeps } from './sql.js'
import { one, run } from '../work.js'

export interface Settings {
  find(name: string): Promise<string | undefined>
  /** The kept value; the made one, if there was none. Of several processes that make one, all get the same. */
  findOrMake(name: string, make: () => string): Promise<string>
  set(name: string, value: string): Promise<void>
}

export function createSettings({ database }: Pick<IdentityDeps, 'database'>): Settings {
  const select = statement(database, `SELECT "value" FROM "setting" WHERE "name" = ?1`)
  const insert = statement(database, `INSERT INTO "setting" ("name", "value") VALUES (?1, ?2) ON CONFLICT DO NOTHING`)
  const upsert = statement(
    database,
    `INSERT INTO "setting" ("name", "value") VALUES (?1, ?2) ON CONFLICT ("name") DO UPDATE SET "value" = ?2`,
  )
  const find = async (name: string): Promise<string | undefined> => {
    const row = await database.read(() => one(select, [name]))
    return row?.[0] as string | undefined
  }
  return {
    find,
    async findOrMake(name, make) {
      const kept = await find(name)
      if (kept !== undefined) return kept
      const made = make()
      await database.write(() => run(insert, [name, made]))
      return (await find(name)) ?? made
    },
    async set(name, value) {
      await database.write(() => run(upsert, [name, value]))
    },
  }
}
