/** The sign-in face on a throw-away database, without a network and with a clock that the test sets. */
import { model } from '../../src/entities/index.js'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Test } from 'tap'
import { createAdmission } from '../../src/auth/admission.js'
import type { Admission } from '../../src/auth/admission.js'
import { registerJwt } from '../../src/auth/jwt.js'
import type { Jwt } from '../../src/auth/jwt.js'
import { entra } from '../../src/entra/entra.js'
import { createDirectory } from '../../src/entra/directory.js'
import type { Directory } from '../../src/entra/directory.js'
import { createIssuer } from '../../src/entra/issuer.js'
import type { Issuer } from '../../src/entra/issuer.js'
import { GraphError } from '../../src/errors.js'
import { dateTimeFromClock } from '../../src/model/date-time.js'
import { selfSigned } from '../../src/store/identity/self-signed.js'
import { openStore } from '../../src/store/store.js'
import type { Store } from '../../src/store/store.js'
import type { TestDatabase } from '../harness/databases.js'

export const TENANT = '00000000-0000-4000-a000-000000000001'
export const ADMIN = { client_id: '00000000-0000-4000-a000-0000000000a1', client_secret: 'intunite-admin-secret' }
export const READER = { client_id: '00000000-0000-4000-a000-0000000000a2', client_secret: 'intunite-reader-secret' }
export const SECRETS = { adminSecret: ADMIN.client_secret, readerSecret: READER.client_secret }
export const GRAPH_SCOPE = 'https://graph.microsoft.com/.default'

export interface TestClock {
  (): number
  advance(milliseconds: number): void
}

export function createTestClock(start = Date.parse('2026-03-04T05:06:07.891Z')): TestClock {
  let now = start
  return Object.assign(() => now, {
    advance(milliseconds: number) {
      now += milliseconds
    },
  })
}

/** The settings of an empty database; several stores may be opened on it. */
export type Resource = Awaited<ReturnType<TestDatabase['newDatabase']>>

export async function openTestStore(t: Test, resource: Resource, clock: TestClock = createTestClock()): Promise<Store> {
  const store = await openStore({
    model,
    data: resource.dataFolder,
    databaseUrl: resource.databaseUrl,
    poolSize: 10,
    clock: { now: () => dateTimeFromClock(clock(), 0), milliseconds: clock },
    newId: randomUUID,
    onIdleError: () => undefined,
  })
  t.teardown(() => store.close())
  return store
}

export interface SignIn {
  readonly app: FastifyInstance
  readonly store: Store
  readonly identity: Store['identity']
  readonly directory: Directory
  readonly issuer: Issuer
  readonly jwt: Jwt
  readonly admission: Admission
  readonly clock: TestClock
  /** Posts a form to a token endpoint, of the development tenant unless said otherwise. */
  token(values: Record<string, string>, options?: PostOptions): Promise<LightMyRequestResponse>
  /** Posts a form anywhere. */
  post(url: string, values: Record<string, string>, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  /** Asks a route that tells who was admitted. */
  whoami(authorization?: string): Promise<LightMyRequestResponse>
}

export interface PostOptions {
  readonly tenant?: string
  readonly headers?: Record<string, string>
}

export async function startSignIn(t: Test, resource: Resource, clock = createTestClock()): Promise<SignIn> {
  const store = await openTestStore(t, resource, clock)
  const { identity } = store
  await identity.ensureDevelopmentTenant(SECRETS)
  const app = Fastify({ routerOptions: { caseSensitive: false } })
  t.teardown(() => app.close())
  const jwt = await registerJwt(app)
  const issuer = createIssuer({ identity, jwt, clock, newId: randomUUID })
  const admission = createAdmission({ identity, jwt, clock })
  await app.register(entra({ identity, issuer, clock, newId: randomUUID, portal: true }))
  app.get('/v1.0/whoami', async (request, reply) => {
    try {
      const caller = await admission.admit(request)
      return { ...caller, permissions: [...caller.permissions] }
    } catch (error) {
      if (!(error instanceof GraphError)) throw error
      return reply.code(error.status).headers(error.headers).send({ code: error.code, message: error.message })
    }
  })
  const { database, prisma } = store
  const directory = createDirectory({ model, database, prisma: () => prisma(), identity, clock, newId: randomUUID })
  await app.ready()
  const post: SignIn['post'] = (url, values, headers = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(values).toString(),
    })
  return {
    app,
    store,
    identity,
    directory,
    issuer,
    jwt,
    admission,
    clock,
    post,
    token: (values, { tenant = TENANT, headers } = {}) => post(`/${tenant}/oauth2/v2.0/token`, values, headers),
    whoami: (authorization) =>
      app.inject({ url: '/v1.0/whoami', headers: authorization === undefined ? {} : { authorization } }),
  }
}

/** The claims of a token, unchecked. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
}

/** A claim-by-claim copy of a token with changes, signed by whatever key the test likes. */
export function headerOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Record<string, unknown>
}

export interface TestCertificate {
  readonly privateKey: string
  readonly certificate: string
}

/** A key with a certificate, as an administrator would make with openssl. */
export function createCertificate(clock: TestClock, life = 365 * 24 * 60 * 60 * 1000): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const certificate = selfSigned({
    publicKey,
    privateKey,
    commonName: 'a client',
    notBefore: clock() - 1000,
    notAfter: clock() + life,
  })
  return { certificate, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

/** An app with everything, two users and what they may do; names are their own in every tenant. */
export async function createPeople({ directory }: Pick<SignIn, 'directory'>, tenant = TENANT) {
  const mara = await directory.users.create(tenant, {
    userPrincipalName: 'mara',
    displayName: 'Mara Lind',
    givenName: 'Mara',
    surname: 'Lind',
    mail: 'mara@mail.test',
    password: 'maras password',
    intuneRole: 'administrator',
  })
  const jo = await directory.users.create(tenant, {
    userPrincipalName: 'jo',
    displayName: 'Jo <Ferro> & "Sons"',
    password: 'jos password',
  })
  const app = await directory.apps.create(tenant, {
    displayName: 'Console',
    secret: true,
    publicClient: true,
    redirectUris: [
      { uri: 'https://app.test/callback', type: 'web' },
      { uri: 'http://localhost/loopback', type: 'public' },
      { uri: 'https://spa.test/', type: 'spa' },
    ],
    requestedScopes: ['User.Read', 'DeviceManagementApps.Read.All'],
    signInAudience: 'AzureADMultipleOrgs',
    implicit: { accessToken: true, idToken: true },
  })
  await directory.grants.create(tenant, {
    app: 'Console',
    kind: 'delegated',
    permissions: ['User.Read', 'DeviceManagementApps.Read.All'],
  })
  return { mara, jo, app, secret: app.secret ?? '' }
}

/** A browser that keeps its cookies and follows nothing by itself. */
export function openBrowser({ app, post }: Pick<SignIn, 'app' | 'post'>) {
  const jar = new Map<string, string>()
  const header = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const keep = (response: LightMyRequestResponse) => {
    for (const { name, value } of response.cookies) {
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
  return {
    get: async (url: string) => keep(await app.inject({ url, headers: { cookie: header() } })),
    submit: async (form: ReturnType<typeof readForm>, values: Record<string, string>) =>
      keep(await post(form.action, { ...form.fields, ...values }, { cookie: header() })),
    get cookie() {
      return header()
    },
    set cookie(text: string) {
      jar.clear()
      for (const each of text.split('; ').filter((part) => part !== '')) {
        const [name = '', value = ''] = each.split('=')
        jar.set(name, value)
      }
    },
  }
}

export type TestBrowser = ReturnType<typeof openBrowser>

/** The target of the first form of a page that is sent, and the hidden fields in it. */
export function readForm(html: string): {
  action: string
  method: string
  fields: Record<string, string>
  text: string
} {
  const tag = /<form method="(\w+)" action="([^"]*)">/.exec(html)
  const fields: Record<string, string> = {}
  const own = html.slice(tag?.index ?? 0).split('</form>')[0] ?? ''
  for (const [, name = '', value = ''] of own.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g))
    fields[name] = unescape(value)
  return { method: tag?.[1] ?? '', action: unescape(tag?.[2] ?? ''), fields, text: html }
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
