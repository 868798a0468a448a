/**
 * How many answers are made and held at once. A large answer takes memory while it is made, and again until its client has
 * taken it; clients that ask for many at once, or do not read, must not end the process. What has no room waits.
 */
import type { ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { getHeapStatistics } from 'node:v8'
import { GraphError } from '../errors.js'
import { IDLE_TIMEOUT } from './client-error.js'

export interface Limits {
  /** Requests worked on at once. */
  readonly working: number
  /** Bytes of answers that clients have not taken yet; nothing new is begun beyond them. */
  readonly bytes: number
  /** Requests that wait; more are refused. */
  readonly waiting: number
}

const MEGABYTE = 1024 * 1024

/** Smaller answers are not counted. */
const COUNTED_FROM = 64 * 1024

/** Milliseconds after which a client that takes nothing of its answer loses the connection, */
const STALLED = 20_000
/** and the same while others wait for the room that its answer takes. */
const STALLED_WHILE_WAITING = 2000

/** A page of a thousand devices has 4 MB, and takes several times that while it is made. */
const OF_ONE_ANSWER = 24 * MEGABYTE

/** The model, its plans and what a large tenant that lives keeps in memory. */
const OF_THE_PROGRAM = 64 * MEGABYTE

/** What the heap of this process has room for. */
export function limitsForHeap(heap = getHeapStatistics().heap_size_limit): Limits {
  const room = Math.max(2 * OF_ONE_ANSWER, heap - OF_THE_PROGRAM)
  return { working: Math.min(1024, Math.floor(room / OF_ONE_ANSWER)), bytes: Math.floor(room / 6), waiting: 2000 }
}

export interface AnswersInFlight {
  /** Begins at once if there is room. To be followed by `end`, whatever happens. */
  begin(response: ServerResponse): void | Promise<void>
  end(): void
  /** An answer of this many bytes is on its way to the client. */
  hold(response: ServerResponse, bytes: number): void
}

export function createAnswersInFlight({ working, bytes, waiting: most }: Limits = limitsForHeap()): AnswersInFlight {
  let busy = 0
  let held = 0
  const waiting: { readonly response: ServerResponse; begin(): void }[] = []
  const readers = new Set<Socket>()
  const hasRoom = (): boolean => busy < working && held < bytes
  const next = (): void => {
    while (waiting.length > 0 && hasRoom()) {
      const { response, begin } = waiting.shift() as (typeof waiting)[number]
      // The client has gone: nothing is done for it, and nothing is left that would hold it.
      if (response.destroyed) continue
      busy += 1
      begin()
    }
  }
  return {
    begin(response) {
      if (waiting.length === 0 && hasRoom()) {
        busy += 1
        return undefined
      }
      if (waiting.length >= most)
        throw new GraphError(503, 'ServiceUnavailable', 'The service is temporarily unavailable.', {
          form: 'nested',
          headers: { 'retry-after': '1' },
        })
      if (held >= bytes) for (const reader of readers) reader.setTimeout(STALLED_WHILE_WAITING)
      return new Promise((resolve) => waiting.push({ response, begin: resolve }))
    },
    end() {
      busy -= 1
      next()
    },
    hold(response, size) {
      if (size < COUNTED_FROM || response.destroyed) return
      // Requests that are injected have no connection.
      const socket = response.socket instanceof Socket ? response.socket : undefined
      held += size
      if (socket !== undefined) {
        readers.add(socket)
        socket.setTimeout(waiting.length > 0 && held >= bytes ? STALLED_WHILE_WAITING : STALLED)
      }
      response.once('close', () => {
        held -= size
        if (socket !== undefined) {
          readers.delete(socket)
          socket.setTimeout(IDLE_TIMEOUT)
        }
        next()
      })
    },
  }
}
