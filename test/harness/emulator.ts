/** A whole emulator inside the test process: own database, real tokens from the real issuer, no bypass. */
import { model as declaredModel } from '../../src/entities/index.js'
import type { Model } from '../../src/model/model.js'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.js'
import type { AppOptions } from '../../src/app-options.js'
import { randomId, systemClock } from '../../src/clock.js'
import type { Clock } from '../../src/clock.js'
import type { OnHealth } from '../../src/store/health.js'
import { openStore } from '../../src/store/store.js'
import type { Store } from '../../src/store/store.js'
import { forEachDatabase } from './databases.js'
import { addTenant } from './given.js'
import { copyTemplate } from './templates.js'
import { appClaims, signToken } from './tokens.js'

export const TENANT = '00000000-0000-4000-a000-000000000001'
export const ADMIN = { id: '00000000-0000-4000-a000-0000000000a1', secret: 'intunite-admin-secret' }
export const READER = { id: '00000000-0000-4000-a000-0000000000a2', secret: 'intunite-reader-secret' }

/** The name under which tests reach the emulator, unless they say otherwise. */
export const HOST = 'localhost:8080'
export const ORIGIN = `http://${HOST}`

export const READ_APPS = 'DeviceManagementApps.Read.All'
export const WRITE_APPS = 'DeviceManagementApps.ReadWrite.All'

export type Response = LightMyRequestResponse

/** Text and bytes are sent as they are, anything else as JSON. */
export interface Client {
  readonly token: string
  get(url: string, headers?: Record<string, string>): Promise<Response>
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  patch(url: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  delete(url: string, headers?: Record<string, string>): Promise<Response>
  send(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
}

/** A tenant with nothing in it. */
export interface TestTenant {
  readonly id: string
  /** A client of an app with these application permissions. */
  as(...roles: string[]): Promise<Client>
}

export interface Emulator {
  readonly app: FastifyInstance
  readonly store: Store
  readonly admin: Client
  readonly reader: Client
  readonly anonymous: Client
  /** What the server logged as errors: bugs, if the test did not provoke them. */
  readonly errors: readonly string[]
  /** A client with a token of its own making. */
  withToken(token: string): Client
  /** A token from the token endpoint. */
  token(app: { id: string; secret: string }, tenant?: string): Promise<string>
  newTenant(): Promise<TestTenant>
  /** Opens a socket on a free port and gives the origin. */
  listen(): Promise<string>
}

export interface EmulatorOptions extends Partial<AppOptions> {
  /** The clock of the machine. */
  readonly clock?: Clock
  readonly databaseUrl?: string | undefined
  readonly data?: string | undefined
  readonly queryTimeout?: number
  /** What is served; unless given, what is declared in `src/entities`. */
  readonly model?: Model | undefined
  readonly onHealth?: OnHealth
  /** What must be done to an application before it is ready. */
  readonly extend?: (app: FastifyInstance) => void
}

export async function startEmulator(t: Pick<Test, 'teardown'>, options: EmulatorOptions = {}): Promise<Emulator> {
  const {
    databaseUrl,
    data,
    queryTimeout,
    onHealth,
    model,
    store: given,
    extend,
    clock = systemClock,
    ...appOptions
  } = options
  const newId = appOptions.newId ?? randomId
  const store = given ?? (await openTestStore(t, { databaseUrl, data, queryTimeout, onHealth, model, clock, newId }))
  const errors: string[] = []
  const app = await buildApp({
    log: pino({ level: 'error' }, { write: (line: string) => void errors.push(line) }),
    profile: 'documented',
    pageSize: 1000,
    maxTop: 1000,
    contentBytes: 2 ** 36,
    trustProxy: false,
    ...appOptions,
    newId,
    store,
  })
  t.teardown(() => app.close())
  extend?.(app)
  const withToken = (text: string): Client => clientOf(app, text)
  const token = (client: { id: string; secret: string }, tenant = TENANT): Promise<string> =>
    requestToken(app, client, tenant)
  return {
    app,
    store,
    errors,
    token,
    withToken,
    anonymous: clientOf(app, ''),
    admin: withToken(await token(ADMIN)),
    reader: withToken(await token(READER)),
    async newTenant() {
      const id = randomUUID()
      await addTenant(store, id)
      return { id, as: async (...roles) => withToken(await signToken(store, appClaims(id, roles))) }
    },
    async listen() {
      await app.listen({ host: '127.0.0.1', port: 0 })
      return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
    },
  }
}

async function openTestStore(
  t: Pick<Test, 'teardown'>,
  {
    data,
    ...options
  }: Pick<EmulatorOptions, 'databaseUrl' | 'data' | 'model'> & {
    queryTimeout?: number | undefined
    onHealth?: OnHealth | undefined
  } & { clock: Clock; newId: AppOptions['newId'] },
): Promise<Store> {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'intunite-test-')))
  if (data === undefined) {
    t.teardown(() => rm(folder, { recursive: true, force: true }))
    // What is in the template was made by the real clock.
    if (options.databaseUrl === undefined && options.clock === systemClock && options.newId === randomId)
      await copyTemplate(folder)
  }
  const store = await openStore({
    ...options,
    model: options.model ?? declaredModel,
    data: folder,
    poolSize: 10,
    onIdleError: () => undefined,
  })
  t.teardown(() => store.close())
  await store.identity.ensureDevelopmentTenant({ adminSecret: ADMIN.secret, readerSecret: READER.secret })
  return store
}

async function requestToken(
  app: FastifyInstance,
  { id, secret }: { id: string; secret: string },
  tenant: string,
): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: secret,
    scope: 'https://graph.microsoft.com/.default',
  }
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

function clientOf(app: FastifyInstance, token: string): Client {
  const fixed = { host: HOST, ...(token === '' ? {} : { authorization: `Bearer ${token}` }) }
  const send: Client['send'] = async (method, url, body, headers = {}) =>
    app.inject({
      method: method as 'GET',
      url,
      headers: { ...fixed, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined
        ? {}
        : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    })
  return {
    token,
    send,
    get: (url, headers) => send('GET', url, undefined, headers),
    post: (url, body, headers) => send('POST', url, body, headers),
    patch: (url, body, headers) => send('PATCH', url, body, headers),
    delete: (url, headers) => send('DELETE', url, undefined, headers),
  }
}

/** The same check against an emulator on each database. */
export async function forEachEmulator(
  t: Test,
  check: (t: Test, emulator: Emulator) => Promise<void>,
  options: EmulatorOptions = {},
): Promise<void> {
  await forEachDatabase(t, async (t, database) => {
    const fixed = options.clock !== undefined || options.newId !== undefined
    const { databaseUrl, dataFolder } = await (fixed ? database.newDatabase() : database.preparedDatabase())
    await check(t, await startEmulator(t, { ...options, databaseUrl, data: dataFolder }))
  })
}
