/**
 * Checks a client secret against the stored hashes. A right secret is remembered by a keyed hash, together with the
 * stored hash it fitted, so that scripts which ask for a token with every call do not pay for scrypt each time; a
 * secret that is changed or removed is forgotten with its stored hash.
 */
import { createHmac, randomBytes } from 'node:crypto'
import type { StoredSecret } from '../store/identity/applications.js'
import { matchesHash, TooManySecrets } from '../store/identity/secret-hash.js'
import { EntraError } from './errors.js'

const REMEMBERED = 1000

/** More than this many are not looked at; nobody rotates that many. */
const SECRETS_PER_APP = 10

export interface SecretChecker {
  /** The stored secret that this is; undefined if none. */
  findMatch<T extends Pick<StoredSecret, 'hash'>>(secret: string, stored: readonly T[]): Promise<T | undefined>
}

export function createSecretChecker(): SecretChecker {
  const key = randomBytes(32)
  const remembered = new Set<string>()
  const nameOf = (secret: string, hash: string): string =>
    createHmac('sha256', key).update(hash).update('\0').update(secret).digest('base64')
  const remember = (name: string): void => {
    if (remembered.size >= REMEMBERED) remembered.delete(remembered.values().next().value ?? '')
    remembered.add(name)
  }
  return {
    async findMatch(secret, stored) {
      const candidates = stored.slice(0, SECRETS_PER_APP).map((each) => ({ each, name: nameOf(secret, each.hash) }))
      const known = candidates.find(({ name }) => remembered.has(name))
      if (known !== undefined) return known.each
      for (const { each, name } of candidates) {
        if (!(await matches(secret, each.hash))) continue
        remember(name)
        return each
      }
      return undefined
    },
  }
}

async function matches(secret: string, hash: string): Promise<boolean> {
  try {
    return await matchesHash(secret, hash)
  } catch (error) {
    if (error instanceof TooManySecrets)
      throw new EntraError(90055, [], { headers: { 'retry-after': '1' }, cause: error })
    throw error
  }
}
