/** The server that a scenario runs on: a running one, one on the data itself, or one that is thrown away afterwards. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SETTINGS } from '../../config.js'
import { injectedFace } from '../../scenarios/in-process.js'
import type { Face } from '../../scenarios/face.js'
import { graphOn, keyOf, onData, unreachable } from './transport.js'
import type { ClientSettings } from './transport.js'

export interface OpenFace {
  readonly face: Face
  close(): Promise<void>
}

/** The second also where the first fails. */
const inTurn = (first: () => PromiseLike<void>, second: () => PromiseLike<void>) => async (): Promise<void> => {
  try {
    await first()
  } finally {
    await second()
  }
}

/** What is thrown away is what nothing was said about. */
export async function openFace(settings: ClientSettings, needsData: boolean): Promise<OpenFace> {
  const { url, data, databaseUrl } = settings
  if (url !== undefined) return onServer(url, await keyOf(settings))
  const isNamed = needsData || databaseUrl !== undefined || data !== SETTINGS.data.default
  if (isNamed) return openData(settings)
  const folder = await mkdtemp(join(tmpdir(), 'intunite-scenario-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const { face, close } = await openData({ ...settings, data: folder })
    return { face, close: inTurn(close, remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

function onServer(url: string, key: string): OpenFace {
  const origin = url.replace(/\/$/, '')
  const face: Face = {
    key,
    async send({ method, path, headers, body }) {
      try {
        const init = { method, headers, redirect: 'error', ...(body === undefined ? {} : { body }) } as const
        const response = await fetch(origin + path, init)
        return { status: response.status, body: Buffer.from(await response.arrayBuffer()) }
      } catch (error) {
        throw unreachable(url, error)
      }
    },
  }
  return { face, close: async () => undefined }
}

function openData(settings: ClientSettings): Promise<OpenFace> {
  return onData(settings, 4, async (store, key) => {
    const app = await graphOn(store, { key, from: 'loopback' })
    return {
      face: injectedFace(app, key),
      close: inTurn(
        () => app.close(),
        () => store.close(),
      ),
    }
  })
}
