/** The emulator behind https with a private CA, as SDKs insist on it. */
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { Agent, fetch as undiciFetch } from 'undici'
import { openTls } from '../../src/tls/keeper.js'
import { prepareTls } from '../../src/tls/listener.js'
import { startEmulator } from '../harness/emulator.js'
import type { Emulator, EmulatorOptions } from '../harness/emulator.js'

export interface SecureEmulator {
  readonly emulator: Emulator
  /** PEM of the private CA. */
  readonly ca: string
  /** `https://localhost:…` */
  readonly origin: string
  /** fetch that trusts the private CA, and nothing else. */
  readonly fetch: typeof globalThis.fetch
}

export async function startSecurely(t: Test, options: EmulatorOptions = {}): Promise<SecureEmulator> {
  const identity = await openTls({ data: t.testdir(), names: [], now: () => new Date() })
  let begin: ReturnType<typeof prepareTls> | undefined
  const extend = (app: FastifyInstance): void => {
    options.extend?.(app)
    begin = prepareTls(app, { source: async () => identity, host: '127.0.0.1', port: 0 })
  }
  const emulator = await startEmulator(t, { ...options, extend })
  await emulator.listen()
  const address = (await begin?.())?.address
  const { ca } = identity
  const agent = new Agent({ connect: { ca } })
  t.teardown(() => agent.close())
  // The one of the package and not that of Node: an agent fits only the version that it came with.
  const trusting = (input: string, init: object) => undiciFetch(input, { ...init, dispatcher: agent })
  return {
    emulator,
    ca,
    origin: `https://localhost:${address?.port}`,
    fetch: trusting as unknown as typeof globalThis.fetch,
  }
}
