/** Raw connections to a running emulator, over plain HTTP and over TLS. */
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Test } from 'tap'
import { startSecurely } from '../clients/secure.js'
import type { SecureEmulator } from '../clients/secure.js'
import type { EmulatorOptions } from '../harness/emulator.js'
import { limitHere } from '../harness/machine.js'

export interface Raw {
  readonly socket: Socket
  /** What has come so far, as text. */
  received(): string
  /** Waits until the text that has come fits, as often as wanted. */
  until(wanted: RegExp, times?: number): Promise<void>
  /** Waits until the server has ended its side. */
  readonly ended: Promise<unknown>
  /** Waits until the connection is gone. */
  readonly closed: Promise<unknown>
}

export interface Listeners extends SecureEmulator {
  readonly listeners: readonly {
    readonly name: 'HTTP' | 'HTTPS'
    readonly origin: string
    open(): Promise<Raw>
  }[]
}

export async function startListeners(t: Test, options: EmulatorOptions = {}): Promise<Listeners> {
  const secure = await startSecurely(t, options)
  const { emulator, ca, origin } = secure
  const { port } = emulator.app.server.address() as { port: number }
  const plain = () => connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  const tls = () =>
    connectTls({
      port: Number(new URL(origin).port),
      host: '127.0.0.1',
      servername: 'localhost',
      ca,
      allowHalfOpen: true,
    } as object)
  return {
    ...secure,
    listeners: [
      { name: 'HTTP', origin: `http://127.0.0.1:${port}`, open: () => open(t, plain(), 'connect') },
      { name: 'HTTPS', origin, open: () => open(t, tls(), 'secureConnect') },
    ],
  }
}

async function open(t: Test, socket: Socket, ready: string): Promise<Raw> {
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  socket.on('error', () => undefined)
  t.teardown(() => void socket.destroy())
  const ended = new Promise((resolve) => socket.once('end', resolve))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await once(socket, ready)
  return {
    socket,
    received: () => text,
    async until(wanted, times = 1) {
      const all = new RegExp(wanted, `g${wanted.flags}`)
      while ((text.match(all) ?? []).length < times)
        await Promise.race([
          once(socket, 'data'),
          closed.then(() => Promise.reject(new Error(`closed after: ${text}`))),
        ])
    },
    ended,
    closed,
  }
}

/** Rejects when what is awaited takes too long, for this machine. */
export async function within<T>(milliseconds: number, what: string, awaited: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const limit = limitHere(milliseconds)
    timer = setTimeout(() => reject(new Error(`${what} took more than ${limit} ms`)), limit)
  })
  try {
    return await Promise.race([awaited, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Milliseconds for which the event loop may be held while limits by the clock are tested. */
const HELD = 250

/**
 * What comes of an attempt; of another one where it is not what is wanted, and the event loop was held meanwhile: server and
 * client share it here, and a limit by the clock that a machine has no time to keep tells nothing about the server.
 */
export async function unlessHeld<T>(wanted: T, attempt: () => Promise<T>, attempts = 8): Promise<T> {
  const delay = monitorEventLoopDelay()
  delay.enable()
  const isHeld = (): boolean => attempts > 1 && delay.max / 1e6 > HELD
  try {
    const got = await attempt()
    if (got === wanted || !isHeld()) return got
  } catch (error) {
    if (!isHeld()) throw error
  } finally {
    delay.disable()
  }
  return unlessHeld(wanted, attempt, attempts - 1)
}
