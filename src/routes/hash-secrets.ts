/** Passwords and secrets become hashes before the work begins: in a work nothing may wait, and hashing takes a while. */
import { GraphError } from '../errors.js'
import type { HashedSecret } from '../services/scope.js'
import { hashSecret, newSecret, TooManySecrets } from '../store/identity/secret-hash.js'
import type { Exchange } from './exchange.js'

/** The exchange with what is to be hashed for it; undefined for all but a few, which need nothing of the kind. */
export function hashSecrets(exchange: Exchange): Promise<Exchange> | undefined {
  const { path, operation, body } = exchange
  if (!operation.writes || path.resource?.backend.kind !== 'directory') return undefined
  if (path.action !== undefined)
    return path.action.name === 'addPassword' ? hashed(exchange, newSecret(), 'generated') : undefined
  const password = path.resource.type.name === 'user' ? passwordIn(body) : undefined
  return password === undefined ? undefined : hashed(exchange, password, 'chosen')
}

function passwordIn(body: unknown): string | undefined {
  const profile = (body as Record<string, unknown> | null | undefined)?.['passwordProfile']
  const password = (profile as Record<string, unknown> | null | undefined)?.['password']
  return typeof password === 'string' && password !== '' ? password : undefined
}

async function hashed(exchange: Exchange, secret: string, origin: 'chosen' | 'generated'): Promise<Exchange> {
  try {
    const hash = await hashSecret(secret, origin)
    const made: HashedSecret = origin === 'generated' ? { hash, secret } : { hash }
    return { ...exchange, hashed: made }
  } catch (error) {
    if (!(error instanceof TooManySecrets)) throw error
    throw new GraphError(429, 'TooManyRequests', 'Too many requests.', {
      headers: { 'retry-after': '1' },
      cause: error,
    })
  }
}
