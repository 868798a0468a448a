/** The network of clients that know no other address: Microsoft's names lead to the emulator, on the usual port. */
import type { Test } from 'tap'
import { Agent, buildConnector, fetch as undiciFetch } from 'undici'
import type { EmulatorOptions, Emulator } from '../harness/emulator.js'
import { startSecurely } from './secure.js'

export interface Microsoft {
  readonly emulator: Emulator
  /** Trusts the private CA; every name leads to the emulator. */
  readonly fetch: typeof globalThis.fetch
}

export async function startAsMicrosoft(t: Test, options: EmulatorOptions = {}): Promise<Microsoft> {
  const { emulator, ca, origin } = await startSecurely(t, options)
  const { port } = new URL(origin)
  const connect = buildConnector({ ca })
  const agent = new Agent({
    connect: (target, done) => connect({ ...target, hostname: '127.0.0.1', port, servername: target.hostname }, done),
  })
  t.teardown(() => agent.close())
  const diverted = (input: string, init: object) => undiciFetch(input, { ...init, dispatcher: agent })
  return { emulator, fetch: diverted as unknown as typeof globalThis.fetch }
}
