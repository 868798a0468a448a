/**
 * The actions of a file of an app's content: `commit` when it is uploaded, `renewUpload` for a client that takes longer than
 * a URI is good for (B161, B162).
 *
 * @see https://learn.microsoft.com/graph/api/intune-apps-mobileappcontentfile-commit
 */
import { backendRefusal } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { COMMIT_PENDING, RENEWAL_PENDING, uploadOf } from '../content/states.js'
import { notFound } from '../not-found.js'
import type { Call, Effect } from './effect.js'
import { ID_ALONE } from '../../store/layout/shape.js'

export const commitFile: Effect = {
  plan(call) {
    const encryption = JSON.stringify(call.read()['fileEncryptionInfo'] ?? null)
    return function* () {
      yield* ask(call, COMMIT_PENDING, encryption)
      return undefined
    }
  },
}

export const renewUpload: Effect = {
  plan(call) {
    call.read()
    return function* () {
      yield* ask(call, RENEWAL_PENDING, null)
      return undefined
    }
  },
}

function* ask({ scope, resource, keys }: Call, uploadState: string, encryption: string | null): Work<void> {
  const stored = yield* scope.store.load(resource, keys)
  if (stored === undefined) throw notFound(resource, keys)
  requireUncommitted(stored.entity)
  const upload = yield* uploadOf(scope, resource, keys, stored.entity)
  const since = scope.clock.now()
  yield* scope.content.uploads.ask(upload, since, encryption)
  yield* scope.store.update(resource, keys, { ...stored, entity: { ...stored.entity, uploadState } }, ID_ALONE)
  if (encryption !== null && scope.switches.checkUploadedContent) scope.content.check(upload)
}

function requireUncommitted({ id, isCommitted, uploadState }: Entity): void {
  if (isCommitted === true) throw backendRefusal(`The file '${String(id)}' is committed already.`)
  if (uploadState === COMMIT_PENDING) throw backendRefusal(`The file '${String(id)}' is being committed.`)
}
