import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { authorize } from '../../src/auth/authorize.js'
import type { Access } from '../../src/auth/authorize.js'
import { readBearer } from '../../src/auth/bearer.js'
import type { Caller } from '../../src/auth/caller.js'
import { GraphError } from '../../src/errors.js'
import { forEachDatabase } from '../harness/databases.js'
import { ADMIN, claimsOf, GRAPH_SCOPE, headerOf, startSignIn, TENANT } from '../entra/harness.js'

const INVALID = 'InvalidAuthenticationToken'
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function resign(header: object, claims: object, privateKey: string): string {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${createSign('sha256').update(input).sign(privateKey).toString('base64url')}`
}

t.test('admission', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const { app, token, whoami, identity, clock, admission } = await startSignIn(t, await database.newDatabase())
    const newToken = async (): Promise<string> =>
      (await token({ grant_type: 'client_credentials', ...ADMIN, scope: GRAPH_SCOPE })).json().access_token
    const good = await newToken()
    const { kid, privateKey } = await identity.keys.getActive()
    const header = headerOf(good)
    const claims = claimsOf(good)
    const now = Math.floor(clock() / 1000)

    t.test('lets a good token in and says whose it is', async (t) => {
      for (const scheme of ['Bearer', 'bearer', 'BEARER ']) {
        const response = await whoami(`${scheme} ${good}`)
        t.equal(response.statusCode, 200)
        t.match(response.json(), { tenantId: TENANT, appId: ADMIN.client_id, kind: 'app', objectId: claims['oid'] })
        t.ok(response.json().permissions.includes('DeviceManagementApps.ReadWrite.All'))
      }
      for (const change of [
        { aud: 'https://graph.microsoft.com/' },
        { aud: '00000003-0000-0000-c000-000000000000' },
        { aud: 'http://localhost' },
        { aud: 'http://localhost:80/' },
        { iss: `https://login.microsoftonline.com/${TENANT}/v2.0` },
        { exp: now - 200 },
        { nbf: now + 200 },
      ])
        t.equal(
          (await whoami(`Bearer ${resign(header, { ...claims, ...change }, privateKey)}`)).statusCode,
          200,
          JSON.stringify(change),
        )
    })

    t.test('refuses everything else in the words of Graph', async (t) => {
      const other = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      })
      const { keys } = (await app.inject({ url: `/${TENANT}/discovery/v2.0/keys` })).json()
      const certificate = `-----BEGIN CERTIFICATE-----\n${keys[0].x5c[0]}\n-----END CERTIFICATE-----\n`
      const hmacInput = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`
      const [head, body, signature] = good.split('.') as [string, string, string]
      const tampered = `${head}.${encode({ ...claims, roles: ['Everything'] })}.${signature}`
      const foreign = '99999999-0000-4000-a000-000000000001'
      const empty = 'Access token is empty.'
      const malformed = 'Access Token missing or malformed.'
      const notAToken = 'CompactToken parsing failed with error code: 80049217'
      const badSignature = 'Access token validation failure. Invalid signature.'
      const badIssuer = 'Access token validation failure. Invalid issuer.'
      const badAudience = 'Access token validation failure. Invalid audience.'
      const badTime = 'Access token has expired or is not yet valid.'
      const signed = (change: object) => `Bearer ${resign(header, { ...claims, ...change }, privateKey)}`
      const cases: [string, string | undefined, string, string][] = [
        ['no header', undefined, INVALID, empty],
        ['empty header', '', INVALID, empty],
        ['empty bearer', 'Bearer ', INVALID, empty],
        ['no scheme', good, 'Authentication_MissingOrMalformed', malformed],
        ['other scheme', `Basic ${good}`, 'Authentication_MissingOrMalformed', malformed],
        ['two tokens', `Bearer ${good} ${good}`, 'Authentication_MissingOrMalformed', malformed],
        ['garbage', 'Bearer not-a-jwt', INVALID, notAToken],
        ['dots', 'Bearer a.b.c', INVALID, notAToken],
        ['alg none', `Bearer ${encode({ ...header, alg: 'none' })}.${encode(claims)}.`, INVALID, badSignature],
        [
          'HS256 with the certificate',
          `Bearer ${hmacInput}.${createHmac('sha256', certificate).update(hmacInput).digest('base64url')}`,
          INVALID,
          badSignature,
        ],
        [
          'HS256 with a public key',
          `Bearer ${hmacInput}.${createHmac('sha256', other.publicKey).update(hmacInput).digest('base64url')}`,
          INVALID,
          badSignature,
        ],
        ['no signature', `Bearer ${head}.${body}.`, INVALID, badSignature],
        ['tampered payload', `Bearer ${tampered}`, INVALID, badSignature],
        ['another key', `Bearer ${resign(header, claims, other.privateKey)}`, INVALID, badSignature],
        ['unknown kid', `Bearer ${resign({ ...header, kid: 'unknown' }, claims, privateKey)}`, INVALID, badSignature],
        ['no kid', `Bearer ${resign({ alg: 'RS256', typ: 'JWT' }, claims, privateKey)}`, INVALID, badSignature],
        ['expired', signed({ exp: now - 301 }), INVALID, badTime],
        ['not yet valid', signed({ nbf: now + 302 }), INVALID, badTime],
        ['no expiry', signed({ exp: undefined }), INVALID, badTime],
        ['expiry as text', signed({ exp: String(now + 100) }), INVALID, badTime],
        ['wrong audience', signed({ aud: 'https://vault.azure.net' }), INVALID, badAudience],
        ['several audiences', signed({ aud: ['https://graph.microsoft.com'] }), INVALID, badAudience],
        ['wrong issuer', signed({ iss: 'https://sts.example.test/' }), INVALID, badIssuer],
        ['issuer of another tenant', signed({ iss: `https://sts.windows.net/${foreign}/` }), INVALID, badIssuer],
        ['wrong tenant', signed({ tid: foreign, iss: `https://sts.windows.net/${foreign}/` }), INVALID, badIssuer],
        ['no tenant', signed({ tid: undefined }), INVALID, badIssuer],
      ]
      for (const [name, authorization, code, message] of cases) {
        const response = await whoami(authorization)
        t.equal(response.statusCode, 401, name)
        t.same(response.json(), { code, message }, name)
        t.equal(
          response.headers['www-authenticate'],
          'Bearer realm="", authorization_uri="http://localhost:80/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
        )
      }
    })

    t.test('refuses a duplicated Authorization header', async (t) => {
      await app.listen({ port: 0, host: '127.0.0.1' })
      const { port } = app.server.address() as AddressInfo
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const outgoing = httpRequest({
          port,
          host: '127.0.0.1',
          path: '/v1.0/whoami',
          headers: ['Host', 'localhost', 'Authorization', `Bearer ${good}`, 'authorization', 'Bearer x'] as never,
        })
        outgoing
          .on('response', (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end()
      })
      t.equal(status, 401)
    })

    t.test('looks at the clock also for tokens it remembers', async (t) => {
      const short = resign(header, { ...claims, exp: now + 10 }, privateKey)
      t.equal((await whoami(`Bearer ${short}`)).statusCode, 200)
      clock.advance(311_000)
      t.equal((await whoami(`Bearer ${short}`)).statusCode, 401)
    })

    t.test('learns of new keys and forgets removed ones at once', async (t) => {
      const before = await newToken()
      t.equal((await whoami(`Bearer ${before}`)).statusCode, 200)
      await identity.keys.rotate()
      const after = await newToken()
      t.not(headerOf(after)['kid'], kid)
      t.equal((await whoami(`Bearer ${after}`)).statusCode, 200)
      t.equal((await whoami(`Bearer ${before}`)).statusCode, 200, 'the old key stays for a while')
      await identity.keys.remove(kid)
      t.equal((await whoami(`Bearer ${before}`)).statusCode, 401)
      t.equal((await whoami(`Bearer ${after}`)).statusCode, 200)
      admission.forget()
      t.equal((await whoami(`Bearer ${after}`)).statusCode, 200)
    })
  })
})

t.test('bearer tokens are read from raw headers', async (t) => {
  t.same(readBearer(['Authorization', 'Bearer abc']), { token: 'abc' })
  t.same(readBearer(['authorization', 'bearer  abc ']), { token: 'abc' })
  t.same(readBearer(['AUTHORIZATION', 'Bearer a', 'x', 'y', 'Authorization', 'Bearer a']), {
    refusal: 'malformedHeader',
  })
})

t.test('authorization', async (t) => {
  const intune = { kind: 'intune', service: 'x' } as const
  const directory = { kind: 'directory', service: 'x' } as const
  const read = ['DeviceManagementApps.Read.All', 'DeviceManagementApps.ReadWrite.All']
  const write = ['DeviceManagementApps.ReadWrite.All']
  const app = (...permissions: string[]): Caller => ({
    tenantId: TENANT,
    appId: 'a',
    kind: 'app',
    objectId: 'o',
    permissions: new Set(permissions),
  })
  const user = (intuneRole: 'none' | 'readOnly' | 'administrator', ...permissions: string[]): Caller => ({
    ...app(...permissions),
    kind: 'user',
    userId: 'u',
    intuneRole,
  })
  const refusal = (
    caller: Caller,
    needed: string[],
    backend: typeof intune | typeof directory,
    access: Access = 'read',
  ): GraphError | undefined => {
    try {
      authorize(caller, { application: needed, delegated: needed }, backend, access)
      return undefined
    } catch (error) {
      if (error instanceof GraphError) return error
      throw error
    }
  }
  const scopes =
    'Application is not authorized to perform this operation. Application must have one of the following scopes: '
  const noRole = 'User is not authorized to perform this operation'

  t.equal(refusal(app(read[0] as string), read, intune), undefined)
  t.equal(refusal(app(write[0] as string), write, intune), undefined)
  t.match(refusal(app('User.Read.All'), read, intune), {
    status: 403,
    code: 'Forbidden',
    form: 'nested',
    message: `${scopes}${read.join(', ')}`,
  })
  t.match(refusal(app(read[0] as string), write, intune), { message: `${scopes}${write.join(', ')}` })
  t.throws(() => authorize(app('User.Read.All'), { application: [], delegated: read }, intune, 'read'), {
    message: `${scopes}${read.join(', ')}`,
  })
  t.match(refusal(app(), read, intune), {
    code: 'Forbidden',
    form: 'nested',
    message: /as called in app only context but does not have application permissions configured\.$/,
  })
  t.match(refusal(user('administrator'), read, intune), { message: `${scopes}${read.join(', ')}` })
  t.match(refusal(user('none', ...read), read, intune), { message: noRole, form: 'nested' })
  t.match(refusal(user('readOnly', ...read), write, intune), { message: noRole })
  t.equal(refusal(user('readOnly', ...read), read, intune), undefined)
  t.equal(refusal(user('administrator', ...read), write, intune), undefined)
  t.match(refusal(app(), ['User.Read.All'], directory), {
    status: 403,
    code: 'Authorization_RequestDenied',
    form: 'plain',
    message: 'Insufficient privileges to complete the operation.',
  })
  t.equal(refusal(user('none', 'User.Read.All'), ['User.Read.All'], directory), undefined)
  const change = 'User.ReadWrite.All'
  for (const role of ['none', 'readOnly'] as const)
    t.match(refusal(user(role, change), [change], directory, 'write'), { code: 'Authorization_RequestDenied' }, role)
  t.equal(refusal(user('administrator', change), [change], directory, 'write'), undefined)
  t.equal(refusal(user('none', change), [change], directory, 'change own'), undefined)
  t.match(refusal(user('administrator'), [change], directory, 'write'), { code: 'Authorization_RequestDenied' })
  t.equal(refusal(app(change), [change], directory, 'write'), undefined)
})
