/**
 * The history of objects: who changed what, when and by which request, from the notes of writes of which audit events are
 * made as well (audit/audit-log.ts). Newest first.
 */
import { GraphError } from '../../errors.js'
import type { Model } from '../../model/model.js'
import { readResourcePath } from '../../odata/resource-path.js'
import type { ResourcePath } from '../../odata/ast.js'
import { dialectOf } from '../../store/sql/dialect.js'
import { namesOf } from '../../store/state/names.js'
import type { Database, Work } from '../../store/work.js'
import { findNotes } from '../audit/stored-notes.js'
import type { AuditEntry } from '../audit/entry.js'
import { readNames } from '../audit/names.js'
import { canonicalKeys } from '../keys.js'
import { compare } from '../state/compare.js'
import type { Json } from '../state/compare.js'
import { guidsIn } from '../state/words.js'
import { TransferError } from '../transfer/errors.js'
import type { History, Version } from './version.js'

export interface HistoryDeps {
  readonly model: Model
  readonly database: Database
}

/** Of an object, or of all objects of a set, those that are gone included. `path` is as in a request, without the version. */
export function historyOf(
  { model, database }: HistoryDeps,
  tenantId: string,
  path: string,
  most: number,
): Promise<History> {
  const { resource, keys } = readPath(model, path)
  const dialect = dialectOf(database.provider)
  return database.read(function* (): Work<History> {
    const texts = [`"path":${JSON.stringify(resource.path).slice(0, -1)}`, ...keys.map((key) => JSON.stringify(key))]
    const found = (yield* findNotes(database, tenantId, texts)).filter((entry) => isWithin(entry, resource.path, keys))
    const shown = found.slice(0, most)
    const who = yield* readNames(dialect, tenantId, shown)
    const versions = shown.map((entry, i) => ({
      ...versionOf(entry, found.length - i),
      app: { id: entry.appId, name: who.appName(entry.appId) },
      user: entry.userId === undefined ? undefined : { id: entry.userId, name: who.userName(entry.userId) },
    }))
    const names = yield* namesOf(dialect, tenantId, [...new Set(guidsIn(versions))])
    const complete = found.at(-1)?.operation === 'Create'
    return { complete, versions, names: Object.fromEntries(names) }
  })
}

function readPath(
  model: Model,
  path: string,
): Required<Pick<ResourcePath, 'keys'>> & { resource: NonNullable<ResourcePath['resource']> } {
  const text = path.replace(/^\/+|\/+$/g, '').replace(/^(v1\.0|beta)\//i, '')
  try {
    const { resource, keys, target, references, keyName } = readResourcePath(model, `/beta/${text}`)
    const known = resource !== undefined && references.length === 0 && ['collection', 'entity'].includes(target)
    if (known) return { resource, keys: canonicalKeys(resource, keys, keyName) }
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    throw new TransferError('invalid', `path names nothing that has a history, '${path}': ${error.message}`)
  }
  throw new TransferError(
    'invalid',
    `path must name a set or an object, such as deviceManagement/deviceCategories, not '${path}'`,
  )
}

function isWithin(entry: AuditEntry, path: string, keys: readonly string[]): boolean {
  if (entry.path !== path && !entry.path.startsWith(`${path}/`)) return false
  const own = keysOf(entry)
  return keys.every((key, i) => own[i]?.toLowerCase() === key.toLowerCase())
}

function keysOf({ key, keys }: AuditEntry): readonly string[] {
  return keys ?? (key === undefined ? [] : [key])
}

function versionOf(entry: AuditEntry, number: number): Omit<Version, 'app' | 'user'> {
  const { operation, before, sent } = entry
  const compared = operation === 'Patch' && before !== undefined && sent !== undefined
  return {
    number,
    at: `${entry.at}Z`,
    operation,
    action: entry.action,
    set: entry.path,
    keys: keysOf(entry),
    name: entry.name,
    requestId: entry.correlationId,
    members: compared ? compare(before as Json, { ...before, ...sent } as Json) : [],
    whole: compared ? undefined : operation === 'Delete' ? before : sent,
    cut: entry.cut === true,
  }
}
