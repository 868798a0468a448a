/**
 * A tenant of the real service, or of another server, over HTTP: nothing but GETs, one after the other, slower where the
 * service asks for it.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { BackupError } from '../errors.js'
import type { Get } from './source.js'

export interface HttpGetOptions {
  /** Scheme and host: `https://graph.microsoft.com`. */
  readonly url: string
  readonly token: string
  /** Told of what the token may not read. */
  onForbidden?(path: string): void
  /** Waits; in milliseconds. */
  wait?(milliseconds: number): Promise<void>
}

/** Tries of one request, and the longest wait between two of them in seconds. */
const TRIES = 8
const LONGEST = 120

/** Bytes of one answer. */
const LARGEST = 64 * 2 ** 20

export function httpGet({ url, token, onForbidden, wait = (time) => delay(time) }: HttpGetOptions): Get {
  const origin = url.replace(/\/$/, '')
  return async (path, headers) => {
    for (let tried = 1; ; tried += 1) {
      const answer = await ask(`${origin}/beta/${path}`, { ...headers, authorization: `Bearer ${token}` })
      if (answer.status === 200) return JSON.parse(await bounded(answer, path)) as unknown
      await answer.body?.cancel()
      if (answer.status === 401) throw new BackupError(`GET ${path}: the token is not accepted; it may have expired`)
      if (answer.status === 403) {
        onForbidden?.(path.replace(/[?].*$/, ''))
        return undefined
      }
      if (![429, 500, 502, 503, 504].includes(answer.status)) return undefined
      if (tried === TRIES) throw new BackupError(`GET ${path} fails with ${answer.status}, ${TRIES} times in a row`)
      await wait(1000 * Math.min(LONGEST, secondsOf(answer.headers.get('retry-after')) ?? 2 ** (tried - 1)))
    }
  }
}

async function ask(address: string, headers: Record<string, string>): Promise<Response> {
  try {
    // Another host would get to see the token.
    return await fetch(address, { method: 'GET', headers, redirect: 'error', signal: AbortSignal.timeout(120_000) })
  } catch (error) {
    const { cause, message } = error as Error
    throw new BackupError(`GET ${address} fails: ${cause instanceof Error ? cause.message : message}`)
  }
}

async function bounded(answer: Response, path: string): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += piece.length
    if (size > LARGEST) throw new BackupError(`the answer to GET ${path} has more than ${LARGEST / 2 ** 20} MB`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

/** Seconds, or the time from which on it may be tried again. */
function secondsOf(header: string | null): number | undefined {
  if (header === null) return undefined
  const seconds = /^\d+$/.test(header)
    ? Number(header)
    : (Date.parse(header) - (performance.timeOrigin + performance.now())) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}
