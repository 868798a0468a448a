/**
 * Requests for approval that hold a write back (B119). A request keeps nothing of the write: its id is made of it, so that the
 * write that comes with an approved request can be told from any other. The first half of the id names what is to be changed:
 * there is one request at a time for that.
 */
import { createHash } from 'node:crypto'
import { backendRefusal, conflict, GraphError, resourceNotFound, UNSPECIFIED } from '../../errors.js'
import { printedTime } from '../../model/date-time.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { itemsAt, quoted } from '../items.js'
import type { Scope } from '../scope.js'
import type { Protection } from './protection.js'
import { ID_ALONE } from '../../store/layout/shape.js'

export const POLICIES = 'deviceManagement/operationApprovalPolicies'
export const REQUESTS = 'deviceManagement/operationApprovalRequests'

const DAY = 86_400_000
/** How long a request waits for its approval, and an approved one for its completion. */
const LASTS = 3 * DAY

const JUSTIFICATION = 'x-msft-approval-justification'
const CODE = 'x-msft-approval-code'
const LONGEST = 1024

export type Headers = Readonly<Record<string, string | string[] | undefined>>

/** A write that needs approval. */
export interface HeldWrite {
  readonly protection: Protection
  readonly method: string
  /** Canonical path and body. */
  readonly path: string
  readonly body: unknown
  /** What is to be changed, as `mobileApps/{id}`; undefined of something new. */
  readonly subject: string | undefined
  readonly headers: Headers
}

/** What comes of a write: it may go on, with the request that it completes; or it is held. */
export type Verdict = { readonly completes: string | undefined } | { readonly held: GraphError }

export function* judge(scope: Scope, write: HeldWrite): Work<Verdict> {
  if (!(yield* isProtected(scope, write.protection))) return { completes: undefined }
  const code = textOf(write.headers[CODE])
  if (code !== undefined) return { completes: yield* approved(scope, write, code) }
  const justification = justificationIn(write.headers)
  return { held: required(yield* file(scope, write, justification)) }
}

function* isProtected({ store, model }: Scope, protection: Protection): Work<boolean> {
  const filter = `policyType eq ${quoted(protection)}`
  const policies = model.resourceAt(POLICIES)
  return (yield* itemsAt({ store, model }, policies, [], { filter, select: ['id'], firstBy: 'id' })).length > 0
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function justificationIn(headers: Headers): string {
  const sent = textOf(headers[JUSTIFICATION])
  if (sent === undefined || sent === '')
    throw backendRefusal(`Header '${JUSTIFICATION}' is required to request approval`)
  if (!BASE64.test(sent))
    throw backendRefusal(`Header '${JUSTIFICATION}' must be a text in base64, not '${sent.slice(0, 100)}'`)
  const text = Buffer.from(sent, 'base64').toString('utf8').toWellFormed().replaceAll('\0', '')
  if (text.length > LONGEST)
    throw backendRefusal(`Decoded content of '${JUSTIFICATION}' header must be no greater than ${LONGEST} characters`)
  return text
}

/** The request is there from now on, and the write is refused with its id. */
function required(id: string): GraphError {
  const message = `Approval Required. Request Approval using the request ID returned as part of the ${CODE} response header. ${CODE}: ${id}`
  return new GraphError(412, 'BadRequest', message, { form: 'nested', headers: { [CODE]: id } })
}

function* file(scope: Scope, write: HeldWrite, requestJustification: string): Work<string> {
  const { store, model, clock, tenantId } = scope
  const set = model.resourceAt(REQUESTS)
  const subject = subjectPart(tenantId, write.subject ?? scope.newId())
  for (const { entity } of yield* openRequests(scope))
    if (String(entity['id']).startsWith(subject))
      throw conflict('An active Approval Request already exists for this entity.')
  const at = clock.milliseconds()
  const now = printedTime(at)
  const id = `${subject}${writePart(scope, write, at)}`
  const entity = complete(set.type, {
    id,
    requestDateTime: now,
    lastModifiedDateTime: now,
    expirationDateTime: printedTime(at + LASTS),
    requestor: callerOf(scope),
    status: 'needsApproval',
    requestJustification,
    requiredOperationApprovalPolicyTypes: [write.protection],
  })
  yield* store.insert(set, [], { type: set.type, entity }, ID_ALONE)
  return id
}

/** As requests and decisions name it. */
export function callerOf({ caller: { appId, userId } }: Pick<Scope, 'caller'>): Entity {
  return userId === undefined ? { application: { id: appId } } : { user: { id: userId } }
}

/** Whether a request is one of the caller. One that a client has posted is of nobody. */
export function isOwn(scope: Pick<Scope, 'caller'>, { requestor }: Entity): boolean {
  const { user, application } = (requestor ?? {}) as Readonly<Record<string, Entity | null | undefined>>
  const { userId, appId } = scope.caller
  return userId === undefined ? application?.['id'] === appId && user == null : user?.['id'] === userId
}

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** The id of the request that lets this write pass. */
function* approved(scope: Scope, write: HeldWrite, code: string): Work<string> {
  if (!GUID.test(code)) throw backendRefusal('Invalid approval header format, expected GUID format')
  const id = code.toLowerCase()
  const found = yield* scope.store.load(scope.model.resourceAt(REQUESTS), [id])
  if (found === undefined) throw resourceNotFound()
  const { status, requestDateTime, expirationDateTime } = found.entity
  const at = Date.parse(String(requestDateTime))
  const isOfWrite = id.endsWith(writePart(scope, write, at))
  const isOfSubject = write.subject === undefined || id.startsWith(subjectPart(scope.tenantId, write.subject))
  const isLate = Date.parse(String(expirationDateTime)) <= scope.clock.milliseconds()
  if (status !== 'approved' || isLate || !isOfWrite || !isOfSubject || !isOwn(scope, found.entity))
    throw new GraphError(403, 'Forbidden', UNSPECIFIED, { form: 'nested' })
  return id
}

/** The write that it was filed for is done. */
export function* completeRequest(scope: Scope, id: string): Work<void> {
  yield* changeRequest(scope, id, { status: 'completed' })
}

export function* changeRequest(scope: Scope, id: string, changes: Entity): Work<void> {
  const set = scope.model.resourceAt(REQUESTS)
  const found = yield* scope.store.load(set, [id])
  if (found === undefined) throw resourceNotFound()
  const lastModifiedDateTime = `${scope.clock.now()}Z`
  yield* scope.store.update(
    set,
    [id],
    { ...found, entity: { ...found.entity, ...changes, lastModifiedDateTime } },
    ID_ALONE,
  )
}

const UNDONE = { filter: "status in ('needsApproval','approved')" } as const

/** Those that wait for approval, and those that are approved and not completed. */
export function* openRequests(scope: Scope): Work<{ readonly entity: Entity }[]> {
  const open = yield* itemsAt(scope, scope.model.resourceAt(REQUESTS), [], UNDONE)
  const now = scope.clock.milliseconds()
  return open.filter(({ entity }) => Date.parse(String(entity['expirationDateTime'])) > now)
}

/** What is not decided or completed in time has expired. Requests that clients have posted have no requestor. */
export function* expireRequests(scope: Scope): Work<void> {
  const now = scope.clock.milliseconds()
  for (const { entity } of yield* itemsAt(scope, scope.model.resourceAt(REQUESTS), [], UNDONE))
    if (entity['requestor'] != null && Date.parse(String(entity['expirationDateTime'])) <= now)
      yield* changeRequest(scope, String(entity['id']), { status: 'expired' })
}

/** Begins the id of every request for it. */
export function subjectPart(tenantId: string, subject: string): string {
  const hash = hashOf(tenantId, subject)
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-`
}

function writePart(scope: Scope, { method, path, body }: HeldWrite, at: number): string {
  const { user, application } = callerOf(scope) as Readonly<Record<string, Entity | undefined>>
  const who = String((user ?? application)?.['id'])
  const hash = hashOf(scope.tenantId, method, path, JSON.stringify(body ?? null), who, String(at))
  return `4${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}

function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
