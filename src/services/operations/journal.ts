/**
 * The journal of calls: what clients asked of operations that have no effect of their own here. A tenant keeps the last
 * {@link KEPT} of them.
 */
import type { Entity } from '../../model/payload.js'
import { all, run } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { withoutSecrets } from '../secrets.js'
import type { Scope } from '../scope.js'
import type { Call } from './effect.js'

const KEPT = 1000

/** Characters of the parameters that are kept. */
const LONGEST = 16_384

export function* record({ scope, path, operation, sent }: Call): Work<void> {
  const columns = ['tenantId', 'id', 'at', 'version', 'path', 'operation', 'parameters', 'appId', 'userId']
  const { placeholder } = scope.store.dialect
  const { tenantId, caller } = scope
  const placeholders = columns.map((_, i) => placeholder(i + 1)).join(', ')
  const parameters = JSON.stringify(sent, withoutSecrets).slice(0, LONGEST).toWellFormed()
  yield* run(
    `INSERT INTO "operationCall" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${placeholders})`,
    [
      tenantId,
      scope.newId(),
      scope.clock.now(),
      scope.version,
      path,
      operation.name,
      parameters.replaceAll('\0', ''),
      caller.appId,
      caller.userId ?? null,
    ],
  )
  yield* run(
    `DELETE FROM "operationCall" WHERE "tenantId" = ${placeholder(1)} AND "at" < ` +
      `(SELECT "at" FROM "operationCall" WHERE "tenantId" = ${placeholder(1)} ORDER BY "at" DESC LIMIT 1 OFFSET ${KEPT - 1})`,
    [tenantId],
  )
}

interface RecordedCall {
  /** Canonical path of what was called. */
  readonly path: string
  /** The key at the end of the path; empty where a collection was called. */
  readonly id: string
  readonly operation: string
  readonly parameters: Entity
}

/** Calls of some operations in the order in which they came, as far as the journal goes back. */
export function* callsOf(
  { store, tenantId }: Pick<Scope, 'store' | 'tenantId'>,
  operations: readonly string[],
): Work<RecordedCall[]> {
  const { placeholder } = store.dialect
  const names = operations.map((_, i) => placeholder(i + 2)).join(', ')
  const rows = yield* all(
    `SELECT "path", "operation", "parameters" FROM "operationCall" WHERE "tenantId" = ${placeholder(1)} AND "operation" IN (${names}) ORDER BY "at", "id"`,
    [tenantId, ...operations],
  )
  return rows.map(([path, operation, parameters]) => ({
    path: String(path),
    id: idIn(String(path)),
    operation: String(operation),
    parameters: readRecorded(String(parameters)),
  }))
}

function idIn(path: string): string {
  return /\('([^']*)'\)$/.exec(path)?.[1] ?? ''
}

/** Parameters that were too long were cut. */
function readRecorded(text: string): Entity {
  try {
    return JSON.parse(text) as Entity
  } catch {
    return {}
  }
}

/** Forgets the calls of a tenant. */
export function* forgetCalls({ store, tenantId }: Pick<Scope, 'store' | 'tenantId'>): Work<void> {
  yield* run(`DELETE FROM "operationCall" WHERE "tenantId" = ${store.dialect.placeholder(1)}`, [tenantId])
}
