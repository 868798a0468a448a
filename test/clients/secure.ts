/** The emulator behind https with a private CA, as SDKs insist on it. */
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { Agent, fetch as undiciFetch } from 'undici'
import { openTls } from '../../src/tls/keeper.js'
import { startEmulator } from '../harness/emulator.js'
import type { Emulator, EmulatorOptions } from '../harness/emulator.js'

export interface SecureEmulator {
  readonly emulator: Emulator
  /** `https://localhost:…` */
  readonly origin: string
  /** fetch that trusts the private CA, and nothing else. */
  readonly fetch: typeof globalThis.fetch
}

export async function startSecurely(t: Test, options: EmulatorOptions = {}): Promise<SecureEmulator> {
  const emulator = await startEmulator(t, options)
  await emulator.app.ready()
  const { key, certificate, ca } = await openTls({ data: t.testdir(), names: [], now: () => new Date() })
  const server = createServer({ key, cert: certificate }, (request, response) =>
    emulator.app.routing(request, response),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const agent = new Agent({ connect: { ca } })
  t.teardown(async () => {
    await agent.close()
    server.close()
  })
  // The one of the package and not that of Node: an agent fits only the version that it came with.
  const trusting = (input: string, init: object) => undiciFetch(input, { ...init, dispatcher: agent })
  return {
    emulator,
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    fetch: trusting as unknown as typeof globalThis.fetch,
  }
}
