import { createHash, randomUUID, sign, constants } from 'node:crypto'
import t from 'tap'
import { certificateBytes } from '../../src/store/identity/self-signed.js'
import { forEachDatabase } from '../harness/databases.js'
import { claimsOf, createCertificate, GRAPH_SCOPE, startSignIn, TENANT } from './harness.js'
import type { TestCertificate } from './harness.js'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function assertionWith(
  { certificate, privateKey }: TestCertificate,
  claims: object,
  alg: 'RS256' | 'PS256' | 'RS512' = 'PS256',
  header = {},
): string {
  const hash = (name: string) => createHash(name).update(certificateBytes(certificate))
  const named =
    alg === 'RS256' ? { x5t: hash('sha1').digest('base64url') } : { 'x5t#S256': hash('sha256').digest('base64') }
  const input = `${encode({ alg, typ: 'JWT', ...named, ...header })}.${encode(claims)}`
  const key =
    alg === 'PS256'
      ? { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
      : { key: privateKey }
  return `${input}.${sign(alg === 'RS512' ? 'sha512' : 'sha256', Buffer.from(input), key).toString('base64url')}`
}

t.test('client assertions', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const { token, directory, clock } = await startSignIn(t, await database.newDatabase())
    const key = createCertificate(clock)
    const stranger = createCertificate(clock)
    const { appId } = await directory.apps.create(TENANT, {
      displayName: 'daemon',
      roles: ['DeviceManagementApps.Read.All'],
    })
    const { keyId } = await directory.apps.addCertificate(TENANT, 'daemon', key.certificate)
    const now = Math.floor(clock() / 1000)
    const claims = (change = {}) => ({
      aud: `http://localhost:80/${TENANT}/oauth2/v2.0/token`,
      iss: appId,
      sub: appId,
      jti: randomUUID(),
      nbf: now,
      iat: now,
      exp: now + 600,
      ...change,
    })
    const ask = (assertion: string) =>
      token({
        grant_type: 'client_credentials',
        client_id: appId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        scope: GRAPH_SCOPE,
      })

    t.test('of RS256 and PS256 are as good as a secret', async (t) => {
      for (const alg of ['RS256', 'PS256'] as const) {
        const response = await ask(assertionWith(key, claims(), alg))
        t.equal(response.statusCode, 200, response.body)
        t.match(claimsOf(response.json().access_token), {
          appid: appId,
          appidacr: '2',
          roles: ['DeviceManagementApps.Read.All'],
        })
      }
      for (const aud of [
        `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
        `http://localhost:80/${TENANT}/v2.0`,
        `https://sts.windows.net/${TENANT}/`,
        `http://localhost:80/intunite.test/oauth2/token`,
      ])
        t.equal((await ask(assertionWith(key, claims({ aud })))).statusCode, 200, aud)
    })

    t.test('name their key', async (t) => {
      const unnamed = await ask(assertionWith(key, claims(), 'RS256', { x5t: undefined }))
      t.equal(unnamed.statusCode, 400)
      t.match(unnamed.json(), { error: 'invalid_request', error_codes: [50027] })
      const hex = createHash('sha1').update(certificateBytes(key.certificate)).digest('hex')
      for (const kid of [keyId, hex.toUpperCase(), Buffer.from(hex, 'hex').toString('base64url')])
        t.equal((await ask(assertionWith(key, claims(), 'RS256', { x5t: undefined, kid }))).statusCode, 200, kid)
      const other = await ask(assertionWith(key, claims(), 'RS256', { x5t: undefined, kid: randomUUID() }))
      t.match(other.json(), { error_codes: [700027] })
    })

    t.test('are refused with a reason', async (t) => {
      const cases: [string, string, number, RegExp][] = [
        ['not a token', 'nonsense', 700027, /not a token/],
        ['unknown certificate', assertionWith(stranger, claims()), 700027, /key was not found/],
        ['another key', assertionWith({ ...key, privateKey: stranger.privateKey }, claims()), 700027, /signature/],
        ['algorithm', assertionWith(key, claims(), 'RS512'), 700027, /algorithm 'RS512'/],
        ['none', `${encode({ alg: 'none' })}.${encode(claims())}.`, 700027, /algorithm 'none'/],
        ['issuer', assertionWith(key, claims({ iss: 'another' })), 700027, /issuer/],
        ['audience', assertionWith(key, claims({ aud: 'https://elsewhere.test/token' })), 700027, /audience/],
        ['expired', assertionWith(key, claims({ exp: now - 301 })), 700024, /valid time range/],
        ['early', assertionWith(key, claims({ nbf: now + 301 })), 700024, /valid time range/],
        ['too long', assertionWith(key, claims({ exp: now + 90_000 })), 700024, /valid time range/],
        ['no expiry', assertionWith(key, claims({ exp: undefined })), 700024, /valid time range/],
      ]
      for (const [name, assertion, number, text] of cases) {
        const response = await ask(assertion)
        t.equal(response.statusCode, 401, name)
        t.match(response.json(), { error: 'invalid_client', error_codes: [number], error_description: text }, name)
      }
    })

    t.test('count once, also when eight race', async (t) => {
      const assertion = assertionWith(key, claims())
      const responses = await Promise.all(Array.from({ length: 8 }, () => ask(assertion)))
      t.equal(responses.filter(({ statusCode }) => statusCode === 200).length, 1)
      t.match((await ask(assertion)).json(), { error_codes: [700027], error_description: /used before/ })
    })

    t.test('end with their certificate', async (t) => {
      const short = createCertificate(clock, 60_000)
      await directory.apps.addCertificate(TENANT, 'daemon', short.certificate)
      t.equal((await ask(assertionWith(short, claims()))).statusCode, 200)
      clock.advance(61_000)
      t.match((await ask(assertionWith(short, claims()))).json(), {
        error_codes: [700027],
        error_description: /expired/,
      })
      await directory.apps.deleteCertificate(TENANT, 'daemon', keyId)
      t.match((await ask(assertionWith(key, claims()))).json(), {
        error_codes: [700027],
        error_description: /not found/,
      })
    })
  })
})
