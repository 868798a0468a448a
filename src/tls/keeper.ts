/** Keeps the CA and the server's certificate, and makes new ones when they are needed. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { join } from 'node:path'
import type { KeyAndCertificate } from './certificates.js'
import { folderKeep, tlsFolderOf, writeWhole } from './keeps.js'
import type { Keep } from './keeps.js'
import { certificateNames } from './names.js'

/** A server certificate is renewed when it has less than this left. */
const RENEW_BEFORE = 30 * 24 * 60 * 60 * 1000

export interface TlsOptions {
  /** The data folder: `tls/ca.pem` in it is for clients to trust. */
  readonly data: string
  /** Where the keys are; in the data folder without it. */
  readonly keep?: Keep
  /** Further names of the server. */
  readonly names: readonly string[]
  readonly now: () => Date
}

export interface Authority {
  /** PEM of the CA. */
  readonly ca: string
  /** Where the CA's certificate lies, if the folder can be written. */
  readonly caFile: string | undefined
}

export interface TlsIdentity extends KeyAndCertificate, Authority {}

/** The message says what to do. */
export class TlsError extends Error {}

/** The CA, made if there is none. */
export async function openAuthority(options: TlsOptions): Promise<Authority> {
  const keep = keepOf(options)
  const authority = await findOrMakeAuthority(keep, options)
  return { ca: authority.certificate, caFile: await publish(options, keep, authority) }
}

export async function openTls(options: TlsOptions): Promise<TlsIdentity> {
  const { names, now } = options
  const keep = keepOf(options)
  const wanted = certificateNames(names)
  const authority = await findOrMakeAuthority(keep, options)
  const caFile = await publish(options, keep, authority)
  const kept = await keep.find('server')
  if (kept !== undefined && serves(kept, authority, wanted, now()))
    return { ...kept, ca: authority.certificate, caFile }
  const server = await signServer(keep, authority, wanted, now())
  await keep.replace('server', server)
  return { ...server, ca: authority.certificate, caFile }
}

function keepOf({ keep, data }: TlsOptions): Keep {
  return keep ?? folderKeep(tlsFolderOf(data))
}

async function findOrMakeAuthority(keep: Keep, { names, now }: TlsOptions): Promise<KeyAndCertificate> {
  const kept = await keep.find('ca')
  if (kept === undefined) {
    const { makeAuthority } = await import('./certificates.js')
    return keep.add('ca', await makeAuthority(names, now()))
  }
  if (goTogether(kept)) return kept
  throw new TlsError(
    `the private CA in ${keep.place} is damaged: its certificate and its key do not go together. Restore it from a backup, or begin anew: ${keep.howToRemove} to have a new one made; clients then have to trust that.`,
  )
}

/** Clients look for the CA in the data folder, wherever its key is. Where nothing can be written they ask `intunite ca`. */
async function publish({ data }: TlsOptions, keep: Keep, { certificate }: KeyAndCertificate) {
  const folder = tlsFolderOf(data)
  const file = join(folder, 'ca.pem')
  if (keep.place === folder) return file
  try {
    await writeWhole(folder, 'ca.pem', certificate, 0o644)
    return file
  } catch {
    return undefined
  }
}

async function signServer(
  keep: Keep,
  authority: KeyAndCertificate,
  names: readonly string[],
  now: Date,
): Promise<KeyAndCertificate> {
  const { makeServerCertificate, NotPermitted } = await import('./certificates.js')
  try {
    return await makeServerCertificate(authority, names, now)
  } catch (error) {
    if (!(error instanceof NotPermitted)) throw error
    throw new TlsError(
      `${error.message}: it was made before that name was wanted. ${keep.howToRemove} to have a new one made at the next start; clients then have to trust the new ca.pem.`,
    )
  }
}

export function goTogether({ key, certificate }: KeyAndCertificate): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}

/** Whether a kept certificate is from this CA, for these names, and lives long enough. */
function serves(kept: KeyAndCertificate, authority: KeyAndCertificate, names: readonly string[], now: Date): boolean {
  if (!goTogether(kept)) return false
  const certificate = new X509Certificate(kept.certificate)
  const issuer = new X509Certificate(authority.certificate)
  return (
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey) &&
    Date.parse(certificate.validTo) - now.getTime() > RENEW_BEFORE &&
    Date.parse(certificate.validFrom) <= now.getTime() &&
    names.every((name) => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined)
  )
}
