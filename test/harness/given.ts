/** Puts rows straight into the store, with ids, times and versions that the service would choose itself. */
import { randomUUID } from 'node:crypto'
import { model } from '../../src/entities/index.js'
import { complete } from '../../src/model/payload.js'
import type { Entity } from '../../src/model/payload.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { dialectOf } from '../../src/store/sql/dialect.js'
import type { IntuneRole } from '../../src/store/identity/users.js'
import type { Shape } from '../../src/store/layout/shape.js'
import type { Store } from '../../src/store/store.js'
import { all, first, run } from '../../src/store/work.js'
import type { Work } from '../../src/store/work.js'

export interface Given {
  /** Path of the set or single-valued navigation, for example `deviceAppManagement/mobileAppConfigurations`. */
  readonly at: string
  /** With `@odata.type` where the set holds more than one type. What is left out gets its default. */
  readonly entity: Entity
}

const WHOLE: Shape = { version: 'beta', select: undefined, typeAnnotations: 'all' }

export async function give(store: Store, tenantId: string, given: readonly Given[]): Promise<void> {
  const entities = store.entities(tenantId)
  await store.database.write(function* (): Work<void> {
    for (const { at, entity } of given) {
      const { resource, keys } = readResourcePath(model, `/beta/${at}`)
      if (resource === undefined) throw new Error(`nothing can be stored at ${at}`)
      const named = typeof entity['@odata.type'] === 'string' ? entity['@odata.type'] : ''
      const type = named === '' ? resource.type : resource.concreteTypes.find(({ name }) => named.endsWith(`.${name}`))
      if (type === undefined) throw new Error(`${named} cannot be stored at ${at}`)
      yield* entities.insert(resource, keys, { type, entity: complete(type, entity) }, WHOLE)
    }
  })
}

/** Everything that a tenant has, as text, to tell whether anything has changed. */
export async function snapshot(store: Store, tenantId: string): Promise<string> {
  const sets = model.resources.filter(
    ({ kind, layout, link }) => kind !== 'singleton' && layout === 'table' && link === undefined,
  )
  const names = [...new Set(sets.map(({ type }) => type.name))]
  const tenant = dialectOf(store.database.provider).placeholder(1)
  const tables = await store.database.read(function* (): Work<unknown[]> {
    const found: unknown[] = []
    for (const name of names)
      found.push([name, yield* all(`SELECT * FROM "${name}" WHERE "tenantId" = ${tenant} ORDER BY "id"`, [tenantId])])
    const columns = '"path", "above", "id", "odataType", "body", "bodyV1"'
    const documents = `SELECT ${columns} FROM "entity" WHERE "tenantId" = ${tenant} ORDER BY "path", "above", "id"`
    return [...found, ['entity', yield* all(documents, [tenantId])]]
  })
  return JSON.stringify(tables, undefined, 1)
}

export async function countRows(store: Store, table: string, where = ''): Promise<number> {
  const row = await store.database.read(() => first(`SELECT count(*) FROM "${table}" ${where}`, []))
  return Number(row?.[0])
}

export async function addTenant(store: Store, id: string): Promise<void> {
  const { provider } = store.database
  const placeholders = [1, 2, 3, 4].map((n) => dialectOf(provider).placeholder(n)).join(', ')
  await store.database.write(() =>
    run(`INSERT INTO "tenant" ("id", "displayName", "defaultDomain", "createdAt") VALUES (${placeholders})`, [
      id,
      `Tenant ${id}`,
      `${id}.test`,
      '2026-01-01T00:00:00',
    ]),
  )
}

/** A user whose delegated calls may do in Intune what `intuneRole` allows. Gives the object id. */
export async function addUser(store: Store, tenantId: string, intuneRole: IntuneRole): Promise<string> {
  const id = randomUUID()
  const name = `${intuneRole}@${tenantId}.test`
  const row: Record<string, string> = {
    tenantId,
    id,
    createdDateTime: '2026-01-01T00:00:00',
    displayName: name,
    displayNameFolded: name.toLowerCase(),
    userPrincipalName: name,
    userPrincipalNameFolded: name.toLowerCase(),
    intuneRole,
  }
  const columns = Object.keys(row).map((column) => `"${column}"`)
  const placeholders = columns.map((_, i) => dialectOf(store.database.provider).placeholder(i + 1))
  await store.database.write(() =>
    run(`INSERT INTO "user" (${columns.join()}) VALUES (${placeholders.join()})`, Object.values(row)),
  )
  return id
}
