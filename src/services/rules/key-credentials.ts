/**
 * Certificates of an app, as `keyCredentials` say them: a client that changes them sends all of them, those that stay by their
 * `keyId` alone.
 * @see https://learn.microsoft.com/graph/api/resources/keycredential
 */
import { X509Certificate } from 'node:crypto'
import { directoryBadRequest } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { thumbprint } from '../../store/identity/self-signed.js'
import { all, run } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import type { Scope } from '../scope.js'

interface KeyCredential {
  readonly keyId: string | null
  readonly key: string | null
  readonly displayName: string | null
  readonly type: string | null
  readonly usage: string | null
}

export function* keepCertificates(scope: Scope, entity: Entity): Work<void> {
  const { store, tenantId } = scope
  const appId = entity['appId'] as string
  const wanted = entity['keyCredentials'] as KeyCredential[]
  const mark = store.dialect.placeholder
  const rows = yield* all(
    `SELECT "keyId" FROM "applicationCertificate" WHERE "tenantId" = ${mark(1)} AND "appId" = ${mark(2)}`,
    [tenantId, appId],
  )
  const there = new Set(rows.map(([keyId]) => keyId as string))
  const stay = new Set(wanted.flatMap(({ keyId }) => (keyId !== null && there.has(keyId) ? [keyId] : [])))
  for (const keyId of there)
    if (!stay.has(keyId))
      yield* run(
        `DELETE FROM "applicationCertificate" WHERE "tenantId" = ${mark(1)} AND "appId" = ${mark(2)} AND "keyId" = ${mark(3)}`,
        [tenantId, appId, keyId],
      )
  const columns = [
    'tenantId',
    'appId',
    'keyId',
    'certificate',
    'sha1',
    'sha256',
    'displayName',
    'createdAt',
    'expiresAt',
  ]
  const sql = `INSERT INTO "applicationCertificate" (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${columns.map((_, i) => mark(i + 1)).join(', ')})`
  for (const credential of wanted) {
    if (credential.keyId !== null && stay.has(credential.keyId)) continue
    const { pem, subject, endsAt } = readCertificate(credential)
    yield* run(sql, [
      tenantId,
      appId,
      credential.keyId ?? scope.newId(),
      pem,
      thumbprint(pem, 'sha1'),
      thumbprint(pem, 'sha256'),
      credential.displayName ?? subject,
      scope.clock.now(),
      endsAt,
    ])
  }
}

function readCertificate({ key, type, usage }: KeyCredential): { pem: string; subject: string; endsAt: string } {
  if (type !== 'AsymmetricX509Cert' || usage !== 'Verify' || key === null) throw invalid()
  try {
    // DER in base64, or the text of a PEM file in base64.
    const certificate = new X509Certificate(Buffer.from(key, 'base64'))
    if (certificate.publicKey.asymmetricKeyType !== 'rsa') throw invalid()
    const endsAt = new Date(certificate.validTo).toISOString().replace(/\.000Z$/, '')
    return { pem: certificate.toString(), subject: certificate.subject, endsAt }
  } catch (error) {
    throw error instanceof Error && error.name === 'GraphError' ? error : invalid()
  }
}

function invalid(): Error {
  return directoryBadRequest("Invalid value specified for property 'keyCredentials' of resource 'Application'.")
}
