/**
 * Two ways to the control face, which are one: to that of a running server over HTTP, or to one in this process on the
 * data itself, when no server need run. Everything behind them is the same.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import type { AppOptions } from '../../app-options.js'
import { standaloneJwt } from '../../auth/jwt.js'
import { randomId } from '../../clock.js'
import { CLIENT_SETTINGS } from '../../client-settings.js'
import { SETTINGS } from '../../config.js'
import type { Values } from '../../settings.js'
import { CONTROL, controlFace } from '../../control/face.js'
import { KEY_FILE, KEY_HEADER, readControlKey } from '../../control/key.js'
import { createIssuer } from '../../entra/issuer.js'
import { NO_SCHEMAS } from '../../http/no-schemas.js'
import { DEVELOPMENT } from '../../store/identity/development.js'
import type { Store } from '../../store/store.js'
import { openConfiguredStore } from '../../server/open-store.js'

export type ClientSettings = Values<typeof CLIENT_SETTINGS>

export interface ControlRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/_intunite`. */
  readonly path: string
  /** What is undefined is left out. */
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>
  /** JSON text, or pieces of it. */
  readonly body?: string | AsyncIterable<string>
}

export interface ControlAnswer {
  readonly status: number
  readonly text: string
}

export interface Transport {
  send(request: ControlRequest): Promise<ControlAnswer>
  /** A GET of Graph; the path begins with the version. */
  graph(path: string, headers: Readonly<Record<string, string>>): Promise<ControlAnswer>
  close(): Promise<void>
}

/** The server cannot be talked to. The message says what to do. */
export class Unreachable extends Error {}

export async function openTransport(settings: ClientSettings): Promise<Transport> {
  const transport = await (settings.url === undefined ? openData(settings) : openServer(settings, settings.url))
  return { ...transport, send: (request) => sendWhole(transport, request) }
}

/** What ends the making of a body is the reason why the request fails, whatever else comes of it. */
async function sendWhole({ send }: Transport, request: ControlRequest): Promise<ControlAnswer> {
  const { body } = request
  if (body === undefined || typeof body === 'string') return send(request)
  const failure: { reason?: Error } = {}
  async function* watched(pieces: AsyncIterable<string>): AsyncGenerator<string> {
    try {
      yield* pieces
    } catch (error) {
      failure.reason = error as Error
      throw error
    }
  }
  try {
    const answer = await send({ ...request, body: watched(body) })
    if (failure.reason === undefined) return answer
  } catch (error) {
    throw failure.reason ?? error
  }
  throw failure.reason
}

/** The key of a running server. */
export async function keyOf({ data, controlKey }: Pick<ClientSettings, 'data' | 'controlKey'>): Promise<string> {
  const key = controlKey ?? (await readControlKey(data))
  if (key !== undefined) return key
  throw new Unreachable(
    `there is no ${KEY_FILE} in ${data}: name the data folder of the server (INTUNITE_DATA, --data) or its key (INTUNITE_CONTROL_KEY)`,
  )
}

export function unreachable(url: string, error: unknown): Unreachable {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : (error as Error)
  const reason = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
  return new Unreachable(`cannot reach the server at ${url} (${reason}): start it, or leave out --url`)
}

async function openServer({ data, controlKey }: ClientSettings, url: string): Promise<Transport> {
  const key = await keyOf({ data, controlKey })
  return {
    async send({ method, body, ...request }) {
      const address = url.replace(/\/$/, '') + urlOf(request)
      try {
        return await ask(address, method, headersOf(key, body), body)
      } catch (error) {
        throw unreachable(url, error)
      }
    },
    async graph(path, headers) {
      const origin = url.replace(/\/$/, '')
      const response = await fetch(origin + path, { headers, redirect: 'error' })
      return { status: response.status, text: asGraph(await response.text(), origin) }
    },
    close: async () => undefined,
  }
}

/** A command in the wrong folder must not make a second installation, whose tokens no server knows. */
function refuseNothing({ data, databaseUrl }: Pick<ClientSettings, 'data' | 'databaseUrl'>): void {
  if (databaseUrl !== undefined || data !== SETTINGS.data.default || existsSync(join(data, 'intunite.db'))) return
  throw new Unreachable(
    `there is no data in ${data} of this folder: go where the server was started, or name its data folder (${SETTINGS.data.flag}, ${SETTINGS.data.env}) or its address (${CLIENT_SETTINGS.url.flag}, ${CLIENT_SETTINGS.url.env})`,
  )
}

/** What is made of the data itself, and a key for it. The store is closed where that fails. */
export async function onData<T>(
  settings: ClientSettings,
  poolSize: number,
  make: (store: Store, key: string) => Promise<T>,
): Promise<T> {
  refuseNothing(settings)
  const store = await openConfiguredStore({ ...settings, poolSize }, { warn: () => undefined })
  try {
    const { identity } = store
    // The secrets are the server's to decide: they are set here only when no server has run yet.
    if (!(await identity.tenants.exists(DEVELOPMENT.tenantId))) await identity.ensureDevelopmentTenant(settings)
    return await make(store, randomBytes(32).toString('base64url'))
  } catch (error) {
    await store.close()
    throw error
  }
}

function openData(settings: ClientSettings): Promise<Transport> {
  return onData(settings, 2, async (store, key) => {
    const { clocks, identity } = store
    const issuer = createIssuer({
      identity,
      jwt: await standaloneJwt(),
      clock: clocks.milliseconds,
      clockNote: (id) => clocks.noteOf(id),
      newId: randomId,
    })
    let graph: Promise<FastifyInstance> | undefined
    const app = Fastify({ routerOptions: { maxParamLength: 16_384 }, schemaController: NO_SCHEMAS })
    await app.register(controlFace({ key, from: 'loopback', store, issuer, newId: randomId }))
    return {
      async send({ method, body, ...request }) {
        const response = await app.inject({
          method,
          url: urlOf(request),
          headers: headersOf(key, body),
          ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : Readable.from(body) }),
        })
        return { status: response.statusCode, text: response.body }
      },
      async graph(path, headers) {
        graph ??= graphOn(store)
        const own = await graph
        const response = await own.inject({ method: 'GET', url: path, headers: { host: 'localhost', ...headers } })
        return { status: response.statusCode, text: asGraph(response.body, 'http://localhost') }
      },
      async close() {
        await (await graph)?.close()
        await app.close()
        await store.close()
      },
    }
  })
}

/** An answer as it would be under Graph's own name. */
function asGraph(text: string, origin: string): string {
  return text.replaceAll(
    new RegExp(`${origin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/(?=beta/|v1\\.0/)`, 'g'),
    'https://graph.microsoft.com/',
  )
}

/** All of the server but its socket. */
export async function graphOn(store: Store, control?: AppOptions['control']): Promise<FastifyInstance> {
  const [{ buildApp }, { silentLogger }] = await Promise.all([
    import('../../app.js'),
    import('../../server/logging.js'),
  ])
  return buildApp({
    control,
    store,
    profile: SETTINGS.profile.default,
    log: silentLogger(),
    newId: randomId,
    pageSize: SETTINGS.pageSize.default,
    maxTop: SETTINGS.maxTop.default,
    contentBytes: SETTINGS.contentBytes.default,
    trustProxy: false,
  })
}

function urlOf({ path, query = {} }: Pick<ControlRequest, 'path' | 'query'>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const each of typeof value === 'string' ? [value] : (value ?? [])) parameters.append(name, each)
  return `${CONTROL}${path}${parameters.size === 0 ? '' : `?${parameters.toString()}`}`
}

/** Not by `fetch`, which waits five minutes for an answer: what is done with a large tenant may take longer. */
async function ask(
  address: string,
  method: string,
  headers: Record<string, string>,
  body: ControlRequest['body'],
): Promise<ControlAnswer> {
  const { request } = await (address.startsWith('https:') ? import('node:https') : import('node:http'))
  const sent = request(address, { method, headers })
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>
  // A server that refuses a body answers before it has read all of it, and what is written then fails.
  sent.on('error', () => undefined)
  if (body === undefined || typeof body === 'string') sent.end(body)
  // What is sent piece by piece is made while the server reads it.
  else pipeline(Readable.from(body), sent).catch(() => undefined)
  const [answer] = await answered
  const { statusCode: status = 0 } = answer
  if (status >= 300 && status < 400) throw new Error(`it redirects to ${answer.headers.location}`)
  return { status, text: await text(answer) }
}

function headersOf(key: string, body: ControlRequest['body']): Record<string, string> {
  return { [KEY_HEADER]: key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
}
