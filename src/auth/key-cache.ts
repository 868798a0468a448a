/**
 * Public keys of the published signing keys by their id. It is never more than a moment behind the database: it learns
 * of a new key when a token names it, and of removed ones by reading again now and then, or at once when told.
 */
import { X509Certificate } from 'node:crypto'
import type { SigningKeys } from '../store/identity/keys.js'

/** For how long keys may be taken from memory, and thus how late another process's removal of a key may be noticed. */
export const FRESH_FOR = 5000

export interface KeyCache {
  /** PEM of the public key; undefined if no published key has that id. */
  find(kid: string): Promise<string | undefined>
  forget(): void
}

/** `elapsed` is a clock that nobody sets, in milliseconds. */
export function createKeyCache(keys: Pick<SigningKeys, 'listPublished'>, elapsed: () => number): KeyCache {
  let known = new Map<string, { certificate: string; publicKey: string }>()
  let loadedAt = -Infinity
  let loading: Promise<void> | undefined

  const load = async (): Promise<void> => {
    const startedAt = elapsed()
    const published = await keys.listPublished()
    const next = new Map<string, { certificate: string; publicKey: string }>()
    for (const { kid, certificate } of published) {
      const before = known.get(kid)
      const unchanged = before?.certificate === certificate ? before : undefined
      next.set(kid, unchanged ?? { certificate, publicKey: publicKeyOf(certificate) })
    }
    known = next
    loadedAt = startedAt
  }
  const reload = (): Promise<void> => {
    loading ??= load().finally(() => {
      loading = undefined
    })
    return loading
  }

  return {
    async find(kid) {
      const stale = elapsed() - loadedAt > FRESH_FOR
      if (stale || !known.has(kid)) await reload()
      return known.get(kid)?.publicKey
    },
    forget() {
      loadedAt = -Infinity
    },
  }
}

/** PEM of the key in a PEM certificate. */
export function publicKeyOf(certificate: string): string {
  return new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }).toString()
}
