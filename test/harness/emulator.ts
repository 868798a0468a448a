/** A whole emulator inside the test process: own database, real tokens from the real issuer, no bypass. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.js'
import type { AppOptions } from '../../src/app.js'
import { randomId, systemClock } from '../../src/clock.js'
import { openStore } from '../../src/store/store.js'
import type { Store, StoreOptions } from '../../src/store/store.js'

export const TENANT = '00000000-0000-4000-a000-000000000001'
export const ADMIN = { id: '00000000-0000-4000-a000-0000000000a1', secret: 'intunite-admin-secret' }
export const READER = { id: '00000000-0000-4000-a000-0000000000a2', secret: 'intunite-reader-secret' }

export type Response = LightMyRequestResponse

export interface Client {
  get(url: string, headers?: Record<string, string>): Promise<Response>
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  patch(url: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  delete(url: string, headers?: Record<string, string>): Promise<Response>
  send(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
}

export interface Emulator {
  readonly app: FastifyInstance
  readonly store: Store
  readonly admin: Client
  readonly reader: Client
  readonly anonymous: Client
  /** A client with a token of its own making. */
  withToken(token: string): Client
  /** A token from the token endpoint. */
  token(app: { id: string; secret: string }, tenant?: string): Promise<string>
}

export interface EmulatorOptions extends Partial<Omit<AppOptions, 'store'>> {
  readonly databaseUrl?: string | undefined
  readonly data?: string
}

export async function startEmulator(t: Pick<Test, 'teardown'>, options: EmulatorOptions = {}): Promise<Emulator> {
  const { databaseUrl, data = mkdtempSync(join(tmpdir(), 'intunite-test-')), ...appOptions } = options
  const clock = appOptions.clock ?? systemClock
  const newId = appOptions.newId ?? randomId
  const storeOptions: StoreOptions = { data, databaseUrl, poolSize: 10, clock, newId, onIdleError: () => undefined }
  const store = await openStore(storeOptions)
  await store.identity.ensureDevelopmentTenant({ adminSecret: ADMIN.secret, readerSecret: READER.secret })
  const app = await buildApp({
    log: pino({ level: 'silent' }),
    profile: 'documented',
    pageSize: 1000,
    maxTop: 1000,
    trustProxy: false,
    ...appOptions,
    clock,
    newId,
    store,
  })
  t.teardown(async () => {
    await app.close()
    await store.close()
  })
  const token = (client: { id: string; secret: string }, tenant = TENANT): Promise<string> => requestToken(app, client, tenant)
  const withToken = (text: string): Client => clientOf(app, { authorization: `Bearer ${text}` })
  return {
    app,
    store,
    token,
    withToken,
    anonymous: clientOf(app, {}),
    admin: withToken(await token(ADMIN)),
    reader: withToken(await token(READER)),
  }
}

async function requestToken(app: FastifyInstance, { id, secret }: { id: string; secret: string }, tenant: string): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, scope: 'https://graph.microsoft.com/.default' }
  const response = await app.inject({
    method: 'POST',
    url: `/${tenant}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
  const { access_token: accessToken } = response.json<{ access_token?: string }>()
  if (accessToken === undefined) throw new Error(`no token: ${response.statusCode} ${response.body}`)
  return accessToken
}

function clientOf(app: FastifyInstance, fixed: Record<string, string>): Client {
  const send = async (method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    app.inject({
      method: method as 'GET',
      url,
      headers: { host: 'localhost:8080', ...fixed, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    })
  return {
    send,
    get: (url, headers) => send('GET', url, undefined, headers),
    post: (url, body, headers) => send('POST', url, body, headers),
    patch: (url, body, headers) => send('PATCH', url, body, headers),
    delete: (url, headers) => send('DELETE', url, undefined, headers),
  }
}
