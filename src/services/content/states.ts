/**
 * The states of a file of an app's content (B161, B162). What a client asks for (a URI, another one, to commit) is pending
 * first. It is done a moment later, and a read that comes after that moment finds it done: nothing runs in between, so a
 * server that was killed meanwhile has lost nothing.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-apps-mobileappcontentfile
 */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { UploadKey } from '../../store/content/folder.js'
import type { Upload } from '../../store/content/uploads.js'
import { joinKeys } from '../../store/layout/document-table.js'
import type { Keys } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import type { Scope } from '../scope.js'

export const REQUEST_PENDING = 'azureStorageUriRequestPending'
export const RENEWAL_PENDING = 'azureStorageUriRenewalPending'
export const COMMIT_PENDING = 'commitFilePending'

/** Milliseconds that the service takes. */
const TAKES = 1000

/** The most bytes that a file may have. @see https://learn.microsoft.com/mem/intune/apps/apps-win32-app-management */
export const LARGEST_FILE = 30 * 2 ** 30

/** The upload of a file that is there; `created` is when the file was made. */
export function* uploadOf(scope: Scope, resource: Resource, keys: Keys, { createdDateTime }: Entity): Work<Upload> {
  const { uploads } = scope.content
  const key = uploadKey(scope, keys)
  const found = yield* uploads.find(key, true)
  if (found !== undefined) return found
  const since = (createdDateTime as string).replace(/Z$/, '')
  yield* uploads.add(key, resource.path, joinKeys(keys.slice(0, -1)), since)
  return { ...key, since, encryption: null, verdict: null, blob: undefined }
}

function uploadKey({ tenantId }: Scope, keys: Keys): UploadKey {
  return { tenantId, id: keys.at(-1) ?? '' }
}

/** What a pending file has become; undefined if it is not pending, or still is. */
export function* settled(scope: Scope, resource: Resource, keys: Keys, file: Entity): Work<Entity | undefined> {
  const state = file['uploadState']
  if (state !== REQUEST_PENDING && state !== RENEWAL_PENDING && state !== COMMIT_PENDING) return undefined
  const upload = yield* uploadOf(scope, resource, keys, file)
  if (!isDue(scope, upload)) return undefined
  if (state !== COMMIT_PENDING) {
    const { uri, expires } = scope.content.access(scope.origin, upload)
    const uploadState = state === REQUEST_PENDING ? 'azureStorageUriRequestSuccess' : 'azureStorageUriRenewalSuccess'
    return { ...file, azureStorageUri: uri, azureStorageUriExpirationDateTime: `${expires}Z`, uploadState }
  }
  const verdict = yield* verdictOn(scope, upload, file)
  if (verdict === null) return undefined
  return verdict === 'success'
    ? { ...file, uploadState: 'commitFileSuccess', isCommitted: true }
    : { ...file, uploadState: 'commitFileFailed' }
}

function isDue({ clock, switches }: Scope, { since }: Upload): boolean {
  return switches.immediateProcessing || Date.parse(`${clock.now()}Z`) >= Date.parse(`${since}Z`) + TAKES
}

/** Whether a blob is what the client committed; null as long as that is not known. */
function* verdictOn(scope: Scope, upload: Upload, { sizeEncrypted }: Entity): Work<Upload['verdict']> {
  const { uploads } = scope.content
  if (upload.verdict !== null) return upload.verdict
  const isWhole = upload.blob !== undefined && upload.blob.size === Number(sizeEncrypted)
  if (isWhole && scope.switches.checkUploadedContent) {
    scope.content.check(upload)
    return null
  }
  const verdict = isWhole ? 'success' : 'failed'
  yield* uploads.decide(upload, upload.since, verdict)
  return verdict
}
