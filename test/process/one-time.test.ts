/** Credentials that count once, with two server processes on one PostgreSQL: of eight that race exactly one wins. */
import { model } from '../../src/entities/index.js'
import { randomUUID, sign } from 'node:crypto'
import { test } from 'tap'
import { thumbprint } from '../../src/store/identity/self-signed.js'
import { createDirectory } from '../../src/entra/directory.js'
import { createCertificate, createPeople, openTestStore, TENANT } from '../entra/harness.js'
import { onPostgres } from '../harness/databases.js'
import { startServer } from './server-process.js'

const systemTime = Object.assign(() => Date.now(), { advance: () => undefined })

test('every credential that counts once has one winner, whichever process it is brought to', async (t) => {
  await onPostgres(t, async (t, database) => {
    const resource = await database.newDatabase()
    const servers = await Promise.all([startServer(t, resource), startServer(t, resource)])
    const store = await openTestStore(t, resource, systemTime)
    const { identity, prisma } = store
    const directory = createDirectory({
      model,
      database: store.database,
      prisma: () => prisma(),
      identity,
      clock: systemTime,
      newId: randomUUID,
    })
    const { mara, app, secret } = await createPeople({ directory })
    const ask = async (server: number, form: Record<string, string>): Promise<Record<string, unknown>> => {
      const url = `${servers[server]?.origin}/${TENANT}/oauth2/v2.0/token`
      const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) })
      return { ...((await response.json()) as object), status: response.status }
    }
    const race = async (form: Record<string, string>) => {
      const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => ask(i % 2, form)))
      return {
        won: answers.filter(({ status }) => status === 200),
        lost: answers.filter(({ status }) => status === 400 || status === 401),
        later: [await ask(0, form), await ask(1, form)],
      }
    }
    const grant = { appId: app.appId, scope: 'User.Read offline_access', authTime: 1, method: 'pwd' as const }
    const forMara = { tenantId: TENANT, userId: mara.id, life: 600_000 }
    const client = { client_id: app.appId, client_secret: secret }

    const redirectUri = 'https://app.test/callback'
    const code = await identity.credentials.addCode({ ...forMara, grant: { ...grant, redirectUri }, family: 'one' })
    const refreshToken = await identity.credentials.addRefreshToken({ ...forMara, grant, family: 'two' })
    const added = await identity.deviceCodes.add(TENANT, grant, 600_000)
    if (added === undefined) throw new Error('there is no room for a device code')
    const { deviceCode, userCode } = added
    const approved = {
      user: { tenantId: TENANT, id: mara.id },
      grant: { ...grant, signedInAt: Date.now() },
      state: 'approved',
    } as const
    await identity.deviceCodes.decide(userCode, approved)
    const certified = createCertificate(systemTime)
    await directory.apps.addCertificate(TENANT, 'Console', certified.certificate)
    const now = Math.floor(Date.now() / 1000)
    const assertion = signed(certified, {
      aud: `https://login.microsoftonline.com/${TENANT}/v2.0`,
      iss: app.appId,
      sub: app.appId,
      jti: randomUUID(),
      nbf: now,
      exp: now + 600,
    })

    const forms: Record<string, [form: Record<string, string>, codes: number[]]> = {
      'an authorization code': [
        { ...client, grant_type: 'authorization_code', code, redirect_uri: redirectUri },
        [54005],
      ],
      'a refresh token': [{ ...client, grant_type: 'refresh_token', refresh_token: refreshToken }, [50173]],
      'a device code': [
        { client_id: app.appId, grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: deviceCode },
        [70000],
      ],
      'a client assertion': [
        {
          client_id: app.appId,
          grant_type: 'client_credentials',
          scope: 'https://graph.microsoft.com/.default',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: assertion,
        },
        [700027],
      ],
    }
    for (const [name, [form, codes]] of Object.entries(forms)) {
      const { won, lost, later } = await race(form)
      t.equal(won.length, 1, `${name}: one wins`)
      t.equal(lost.length, 7, `${name}: seven are refused`)
      for (const { error_codes: given } of [...lost, ...later]) t.strictSame(given, codes, `${name}: why`)
    }
  })
})

function signed({ certificate, privateKey }: ReturnType<typeof createCertificate>, claims: object): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${encode({ alg: 'RS256', typ: 'JWT', x5t: thumbprint(certificate, 'sha1') })}.${encode(claims)}`
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
}
