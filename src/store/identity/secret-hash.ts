/**
 * Secrets and passwords are kept as scrypt hashes, in the text form `scrypt$N$r$p$salt$hash`. Hashing runs in the
 * thread pool of libuv, at most two at a time and with a bounded queue, so that a flood of wrong secrets can neither
 * hold up the event loop nor fill the memory.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7914
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { ScryptOptions } from 'node:crypto'

/**
 * Work slows down a person who guesses. Nobody guesses 240 random bits, so secrets that are generated here are hashed
 * with less of it.
 */
const PARAMETERS = { chosen: { N: 16_384, r: 8, p: 1 }, generated: { N: 512, r: 8, p: 1 } }
const KEY_LENGTH = 32
const AT_ONCE = 2
const QUEUE = 64

/** Too many secrets wait to be checked: another one is refused. */
export class TooManySecrets extends Error {
  constructor() {
    super('too many secrets are waiting to be checked')
  }
}

const waiting: (() => void)[] = []
let running = 0

/** A secret of 40 characters, none of which has a meaning in forms, shells or JSON. */
export function newSecret(): string {
  return randomBytes(30).toString('base64url')
}

export async function hashSecret(secret: string, origin: 'chosen' | 'generated' = 'chosen'): Promise<string> {
  const salt = randomBytes(16)
  const { N, r, p } = PARAMETERS[origin]
  const hash = await derive(secret, salt, KEY_LENGTH, { N, r, p })
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Takes as long for every wrong secret, whatever it has in common with the right one. */
export async function matchesHash(secret: string, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt, hash] = stored.split('$')
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) return false
  const expected = Buffer.from(hash, 'base64url')
  const options = { N: Number(N), r: Number(r), p: Number(p) }
  const derived = await derive(secret, Buffer.from(salt, 'base64url'), expected.length, options)
  return timingSafeEqual(derived, expected)
}

async function derive(secret: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> {
  if (running >= AT_ONCE) {
    if (waiting.length >= QUEUE) throw new TooManySecrets()
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running += 1
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      scrypt(secret, salt, length, options, (error, key) => {
        if (error === null) resolve(key)
        else reject(error)
      })
    })
  } finally {
    // The place is handed on to the next in line, or given up.
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}
