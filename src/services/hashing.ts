/** Hashes of secrets for what is about to be stored. */
import { GraphError } from '../errors.js'
import { hashSecret, newSecret, TooManySecrets } from '../store/identity/secret-hash.js'
import type { HashedSecret } from './scope.js'

/** The hash of a password that the caller chose. */
export async function hashChosen(password: string): Promise<HashedSecret> {
  return { hash: await hash(password, 'chosen') }
}

/** A new secret, and its hash. */
export async function hashGenerated(): Promise<HashedSecret> {
  const secret = newSecret()
  return { hash: await hash(secret, 'generated'), secret }
}

async function hash(secret: string, origin: 'chosen' | 'generated'): Promise<string> {
  try {
    return await hashSecret(secret, origin)
  } catch (error) {
    if (!(error instanceof TooManySecrets)) throw error
    throw new GraphError(429, 'TooManyRequests', 'Too many requests.', {
      headers: { 'retry-after': '1' },
      cause: error,
    })
  }
}
