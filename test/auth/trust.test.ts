import { createHmac } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import t from 'tap'
import { createAdmission } from '../../src/auth/admission.js'
import { createTrust, parseTrust, TrustError } from '../../src/auth/trust.js'
import { GraphError } from '../../src/errors.js'
import { forEachDatabase } from '../harness/databases.js'
import { startSignIn, TENANT } from '../entra/harness.js'

const SECRET = 'a shared secret of more than thirty-two characters'

t.test('tokens of trusted issuers', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const { identity, jwt, clock, directory } = await startSignIn(t, await database.newDatabase())
    const mara = await directory.users.create(TENANT, { userPrincipalName: 'mara', intuneRole: 'readOnly' })
    const pair = await generateKeyPair('RS256')
    const next = await generateKeyPair('RS256')
    let published = [{ ...(await exportJWK(pair.publicKey)), kid: 'one', use: 'sig' }]
    let reachable = true
    let loads = 0
    let elapsed = 0
    const entries = parseTrust(
      JSON.stringify([
        {
          issuer: 'https://idp.test/',
          tenant: 'intunite.test',
          jwks: 'https://idp.test/keys',
          audience: 'api://emulator',
        },
        { issuer: 'rig', tenant: TENANT, secret: SECRET },
        { issuer: 'lost', tenant: 'nowhere.test', secret: SECRET },
      ]),
    )
    const load = async () => {
      loads += 1
      if (!reachable) throw new Error('unreachable')
      return { keys: published }
    }
    const trust = createTrust(entries, { jwt, elapsed: () => elapsed, load })
    const admission = createAdmission({ identity, jwt, clock, trust, elapsed: () => elapsed })
    const now = Math.floor(clock() / 1000)
    const claims = {
      aud: 'https://graph.microsoft.com',
      exp: now + 600,
      nbf: now,
      iat: now,
      appid: 'ci',
      roles: ['DeviceManagementApps.Read.All'],
    }
    const signed = (change: object, kid = 'one', key = pair.privateKey) =>
      new SignJWT({ ...claims, iss: 'https://idp.test/', ...change })
        .setProtectedHeader({ alg: 'RS256', kid })
        .sign(key)
    const shared = (change: object, key = SECRET) => {
      const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...claims, iss: 'rig', ...change })}`
      return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
    }
    const admit = async (token: string) => {
      const raw = { rawHeaders: ['Authorization', `Bearer ${token}`] }
      try {
        return await admission.admit({ raw, host: 'localhost', protocol: 'http' } as never)
      } catch (error) {
        if (error instanceof GraphError) return error.message
        throw error
      }
    }

    t.match(await admit(await signed({})), { tenantId: TENANT, appId: 'ci', kind: 'app' })
    t.match(await admit(await signed({ aud: 'api://emulator' })), { tenantId: TENANT }, 'an audience of its own')
    t.match(
      await admit(await signed({ roles: undefined, scp: 'User.Read', preferred_username: 'MARA@intunite.test' })),
      { kind: 'user', userId: mara.id, intuneRole: 'readOnly' },
    )
    t.match(
      await admit(await signed({ roles: undefined, scp: 'User.Read', preferred_username: 'nobody@intunite.test' })),
      /Revocation/,
    )
    t.match(await admit(shared({})), { tenantId: TENANT, permissions: new Set(['DeviceManagementApps.Read.All']) })
    t.equal(loads, 1, 'the key set is kept')

    const signature = 'Access token validation failure. Invalid signature.'
    t.equal(await admit(shared({}, 'another shared secret of more than 32 characters')), signature)
    t.equal(await admit(shared({ iss: 'https://idp.test/' })), signature, 'a secret of one issuer is none of another')
    t.equal(await admit(await signed({ iss: 'rig' })), signature)
    t.equal(await admit(await signed({ iss: 'https://stranger.test/' })), signature)
    t.equal(await admit(await signed({}, 'one', next.privateKey)), signature)
    t.equal(await admit(shared({ iss: 'lost' })), 'Access token validation failure. Invalid issuer.')
    t.equal(await admit(await signed({ exp: now - 400 })), 'Access token has expired or is not yet valid.')
    t.equal(
      await admit(await signed({ aud: 'https://vault.azure.net' })),
      'Access token validation failure. Invalid audience.',
    )
    t.equal(await admit(shared({ aud: 'api://emulator' })), 'Access token validation failure. Invalid audience.')

    published = [
      { kty: 'RSA', n: 'AQAB', kid: 'broken', use: 'sig' },
      { ...(await exportJWK(next.publicKey)), kid: 'two', use: 'sig' },
    ]
    elapsed += 11_000
    t.match(await admit(await signed({}, 'two', next.privateKey)), { tenantId: TENANT }, 'a new key is learnt')
    t.equal(await admit(await signed({ jti: 'x' })), signature, 'and the old one forgotten')
    const before = loads
    for (let i = 0; i < 5; i += 1) await admit(await signed({ jti: `${i}` }, 'unknown'))
    t.equal(loads, before, 'unknown keys do not make it read all the time')
    reachable = false
    elapsed += 60 * 60 * 1000
    t.match(
      await admit(await signed({ jti: 'y' }, 'two', next.privateKey)),
      { tenantId: TENANT },
      'an outage is bridged',
    )

    const late = createAdmission({
      identity,
      jwt,
      clock,
      elapsed: () => elapsed,
      trust: createTrust(entries, { jwt, elapsed: () => elapsed, load }),
    })
    const admitLate = async () => {
      const raw = { rawHeaders: ['Authorization', `Bearer ${await signed({ jti: 'z' }, 'two', next.privateKey)}`] }
      return late.admit({ raw, host: 'localhost', protocol: 'http' } as never)
    }
    await t.rejects(admitLate(), { message: signature }, 'who was never reached vouches for nobody')
    reachable = true
    await t.rejects(admitLate(), { message: signature }, 'and is not asked with every request')
    elapsed += 11_000
    t.match(await admitLate(), { tenantId: TENANT }, 'until it can be reached')
  })
})

t.test('settings of trust say what is wrong with them, and no secret', async (t) => {
  t.same(parseTrust('[]'), [])
  for (const text of [
    'nonsense',
    '{}',
    '[{}]',
    '[{"issuer":"a","tenant":"b"}]',
    '[{"issuer":"a","tenant":"b","secret":"planted"}]',
    '[{"issuer":"a","tenant":"b","jwks":"file:///etc/passwd"}]',
  ]) {
    const refused = refusalOf(text)
    t.ok(refused instanceof TrustError, text)
    t.notMatch(String(refused), 'planted')
  }
})

function refusalOf(text: string): unknown {
  try {
    return parseTrust(text)
  } catch (error) {
    return error
  }
}
