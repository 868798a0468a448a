/** Tokens and headers that must not open anything: each is refused in the words of the gateway, and nothing changes. */
import {
  createHmac,
  createPublicKey,
  createSign,
  generateKeyPairSync,
  sign,
  constants,
  X509Certificate,
} from 'node:crypto'
import { request } from 'node:http'
import { connect } from 'node:net'
import type { JWTPayload } from 'jose'
import { test } from 'tap'
import type { Test } from 'tap'
import { anIosConfiguration, BETA, IOS, V1 } from '../factories/mobile-app-configurations.js'
import type { Emulator, Response } from '../harness/emulator.js'
import { forEachEmulator, ORIGIN, READ_APPS, WRITE_APPS } from '../harness/emulator.js'
import { addUser, snapshot } from '../harness/given.js'
import { appClaims, joinToken, signToken } from '../harness/tokens.js'

const CHALLENGE = `Bearer realm="", authorization_uri="${ORIGIN}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`

const EMPTY = ['InvalidAuthenticationToken', 'Access token is empty.'] as const
const MALFORMED = ['Authentication_MissingOrMalformed', 'Access Token missing or malformed.'] as const
const UNREADABLE = ['InvalidAuthenticationToken', 'CompactToken parsing failed with error code: 80049217'] as const
const SIGNATURE = ['InvalidAuthenticationToken', 'Access token validation failure. Invalid signature.'] as const
const AUDIENCE = ['InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.'] as const
const ISSUER = ['InvalidAuthenticationToken', 'Access token validation failure. Invalid issuer.'] as const
const LIFETIME = ['InvalidAuthenticationToken', 'Access token has expired or is not yet valid.'] as const

/** A tenant with one configuration in it, and every way to get at it. */
interface Target {
  readonly emulator: Emulator
  readonly tenantId: string
  readonly id: string
  /** All that a token of an app with every permission says. */
  readonly claims: JWTPayload
}

async function newTarget(emulator: Emulator): Promise<Target> {
  const tenant = await emulator.newTenant()
  const admin = await tenant.as(WRITE_APPS)
  const { id } = (await admin.post(V1, anIosConfiguration())).json<{ id: string }>()
  return { emulator, tenantId: tenant.id, id, claims: appClaims(tenant.id, [WRITE_APPS]) }
}

async function attempts({ emulator, id }: Target, authorization: string | undefined): Promise<Response[]> {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
  const { anonymous } = emulator
  return [
    await anonymous.get(V1, headers),
    await anonymous.get(`${BETA}/${id}/userStatusSummary`, headers),
    await anonymous.post(V1, anIosConfiguration({ displayName: 'from an attack' }), headers),
    await anonymous.patch(`${V1}/${id}`, { '@odata.type': IOS, displayName: 'from an attack' }, headers),
    await anonymous.delete(`${V1}/${id}`, headers),
    await anonymous.post(`${V1}/${id}/userStatusSummary`, { errorCount: 1 }, headers),
    await anonymous.post(
      '/v1.0/$batch',
      { requests: [{ id: '1', method: 'DELETE', url: `/deviceAppManagement/mobileAppConfigurations/${id}` }] },
      headers,
    ),
  ]
}

/** Tries everything with a header; each attempt is answered with 401 and nothing changes. */
async function refused(
  t: Test,
  target: Target,
  authorization: string | undefined,
  [code, message]: readonly [string, string],
  title: string,
): Promise<void> {
  const before = await snapshot(target.emulator.store, target.tenantId)
  for (const response of await attempts(target, authorization)) {
    t.equal(response.statusCode, 401, title)
    t.match(response.json(), { error: { code, message, innerError: { 'request-id': response.headers['request-id'] } } })
    t.equal(response.json<{ error: { message: string } }>().error.message, message)
    t.equal(response.headers['www-authenticate'], CHALLENGE)
  }
  t.equal(await snapshot(target.emulator.store, target.tenantId), before, `${title}: nothing has changed`)
}

function isAccepted(t: Test, response: Response, title: string): void {
  t.equal(response.statusCode, 200, title)
}

const now = (): number => Math.floor(Date.now() / 1000)

test('attacks', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    const { store } = emulator
    const { kid, privateKey } = await store.identity.keys.getActive()
    const [published] = await store.identity.keys.listPublished()
    const certificate = published?.certificate ?? ''
    const publicKey = createPublicKey(certificate).export({ type: 'spki', format: 'pem' }).toString()

    await t.test(
      'the target can be reached with a good token, which the attacks differ from in one point',
      async (t) => {
        const target = await newTarget(emulator)
        isAccepted(t, await emulator.withToken(await signToken(store, target.claims)).get(V1), 'signed by the test')
        t.equal(
          (await emulator.anonymous.get(V1, { authorization: `bEaReR ${await signToken(store, target.claims)}` }))
            .statusCode,
          200,
          'the scheme in any letter case',
        )
      },
    )

    await t.test('no token', async (t) => {
      const target = await newTarget(emulator)
      for (const header of [undefined, '', 'Bearer', 'Bearer ', 'bearer'])
        await refused(t, target, header, EMPTY, `header ${header}`)
    })

    await t.test('a header of another form', async (t) => {
      const target = await newTarget(emulator)
      const good = await signToken(store, target.claims)
      for (const header of [
        `Basic ${good}`,
        good,
        `Bearer ${good} x`,
        `Bearer: ${good}`,
        `Bearer,${good}`,
        `Bearer ${good}, Bearer ${good}`,
      ])
        await refused(t, target, header, MALFORMED, header.slice(0, 20))
    })

    await t.test('garbage', async (t) => {
      const target = await newTarget(emulator)
      for (const garbage of [
        'x',
        'a.b',
        'a.b.c',
        '..',
        '.',
        'null',
        '{}',
        joinToken({}, {}).slice(1),
        `${'A'.repeat(4000)}`,
      ])
        await refused(t, target, `Bearer ${garbage}`, UNREADABLE, garbage.slice(0, 20))
    })

    await t.test('alg: none', async (t) => {
      const target = await newTarget(emulator)
      for (const alg of ['none', 'None', 'NONE', '', null])
        for (const signature of ['', 'AAAA'])
          await refused(
            t,
            target,
            `Bearer ${joinToken({ alg, typ: 'JWT', kid }, target.claims, signature)}`,
            SIGNATURE,
            `alg ${alg}`,
          )
      await refused(t, target, `Bearer ${joinToken({ typ: 'JWT', kid }, target.claims)}`, SIGNATURE, 'no alg')
    })

    await t.test('HS256 signed with the public key', async (t) => {
      const target = await newTarget(emulator)
      for (const secret of [publicKey, publicKey.trim(), certificate, new X509Certificate(certificate).raw]) {
        const unsigned = joinToken({ alg: 'HS256', typ: 'JWT', kid }, target.claims).slice(0, -1)
        const signature = createHmac('sha256', secret).update(unsigned).digest('base64url')
        await refused(t, target, `Bearer ${unsigned}.${signature}`, SIGNATURE, 'HS256')
      }
    })

    await t.test('another algorithm with the right key', async (t) => {
      const target = await newTarget(emulator)
      for (const [alg, hash] of [
        ['RS384', 'sha384'],
        ['RS512', 'sha512'],
      ] as const) {
        const unsigned = joinToken({ alg, typ: 'JWT', kid }, target.claims).slice(0, -1)
        const signature = createSign(hash).update(unsigned).sign(privateKey, 'base64url')
        await refused(t, target, `Bearer ${unsigned}.${signature}`, SIGNATURE, alg)
      }
      const unsigned = joinToken({ alg: 'PS256', typ: 'JWT', kid }, target.claims).slice(0, -1)
      const padding = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
      await refused(
        t,
        target,
        `Bearer ${unsigned}.${sign('sha256', Buffer.from(unsigned), padding).toString('base64url')}`,
        SIGNATURE,
        'PS256',
      )
    })

    await t.test('the right algorithm with another key, also one that the token brings along', async (t) => {
      const target = await newTarget(emulator)
      const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
      const jwk = own.publicKey.export({ format: 'jwk' })
      for (const extra of [{}, { jwk }, { jku: 'https://evil.test/keys' }, { x5c: [] }]) {
        const unsigned = joinToken({ alg: 'RS256', typ: 'JWT', kid, ...extra }, target.claims).slice(0, -1)
        const signature = createSign('sha256').update(unsigned).sign(own.privateKey, 'base64url')
        await refused(t, target, `Bearer ${unsigned}.${signature}`, SIGNATURE, JSON.stringify(extra).slice(0, 20))
      }
    })

    await t.test('an unknown kid, or none', async (t) => {
      const target = await newTarget(emulator)
      for (const name of ['unknown', '', 7, null, undefined, `${kid} `, '../../etc/passwd', "' OR 1=1 --"])
        await refused(
          t,
          target,
          `Bearer ${await signToken(store, target.claims, { kid: name })}`,
          SIGNATURE,
          `kid ${name}`,
        )
    })

    await t.test('a tampered payload, header or signature', async (t) => {
      const target = await newTarget(emulator)
      const weak = await signToken(store, { ...target.claims, roles: [READ_APPS] })
      const [header = '', payload = '', signature = ''] = weak.split('.')
      const raised = Buffer.from(JSON.stringify(target.claims)).toString('base64url')
      const forged = [
        `${header}.${raised}.${signature}`,
        `${header}.${payload}.${signature.slice(0, -4)}`,
        `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
        `${header}.${payload}.`,
        `${Buffer.from(JSON.stringify({ alg: 'RS256', kid })).toString('base64url')}.${payload}.${signature}`,
      ]
      for (const [i, token] of forged.entries()) await refused(t, target, `Bearer ${token}`, SIGNATURE, `tampered ${i}`)
    })

    await t.test('expired', async (t) => {
      const target = await newTarget(emulator)
      for (const times of [{ exp: now() - 3600, nbf: now() - 7200 }, { exp: now() - 301 }, { exp: 0 }])
        await refused(
          t,
          target,
          `Bearer ${await signToken(store, { ...target.claims, ...times })}`,
          LIFETIME,
          JSON.stringify(times),
        )
      for (const exp of [undefined, null, 'tomorrow', String(now() + 3600)])
        await refused(
          t,
          target,
          `Bearer ${await signToken(store, { ...target.claims, exp } as unknown as JWTPayload)}`,
          LIFETIME,
          `exp ${exp}`,
        )
    })

    await t.test('not yet valid', async (t) => {
      const target = await newTarget(emulator)
      for (const nbf of [now() + 3600, now() + 330])
        await refused(
          t,
          target,
          `Bearer ${await signToken(store, { ...target.claims, nbf, exp: nbf + 3600 })}`,
          LIFETIME,
          `nbf ${nbf}`,
        )
    })

    await t.test('for another audience', async (t) => {
      const target = await newTarget(emulator)
      const others = [
        'https://vault.azure.net',
        '00000002-0000-0000-c000-000000000000',
        'https://graph.microsoft.com.evil.test',
        'https://graph.microsoft.com//',
        '',
        undefined,
        null,
        ['https://graph.microsoft.com'],
        ['x', 'https://graph.microsoft.com'],
      ]
      for (const aud of others)
        await refused(
          t,
          target,
          `Bearer ${await signToken(store, { ...target.claims, aud } as JWTPayload)}`,
          AUDIENCE,
          `aud ${String(aud)}`,
        )
    })

    await t.test('by another issuer', async (t) => {
      const target = await newTarget(emulator)
      const { tenantId } = target
      const { id: other } = await emulator.newTenant()
      const issuers = [
        `https://sts.windows.net/${other}/`,
        `https://sts.windows.net/${tenantId}`,
        `https://login.microsoftonline.com/${tenantId}`,
        `https://evil.test/${tenantId}/v2.0`,
        `${ORIGIN}/${other}/v2.0`,
        '',
        undefined,
        null,
        [`https://sts.windows.net/${tenantId}/`],
      ]
      for (const iss of issuers)
        await refused(
          t,
          target,
          `Bearer ${await signToken(store, { ...target.claims, iss } as JWTPayload)}`,
          ISSUER,
          `iss ${String(iss)}`,
        )
    })

    await t.test('of a tenant that does not exist, or that is not that of the issuer', async (t) => {
      const target = await newTarget(emulator)
      const { id: other } = await emulator.newTenant()
      const unknown = '3f1d7b60-0c4e-4a29-9d85-e6b2a8c1f907'
      const claims = [
        appClaims(unknown, [WRITE_APPS]),
        { ...target.claims, tid: other },
        { ...target.claims, tid: unknown },
        { ...target.claims, tid: undefined },
        { ...target.claims, tid: 'common' },
      ]
      for (const each of claims)
        await refused(t, target, `Bearer ${await signToken(store, each)}`, ISSUER, `tid ${String(each['tid'])}`)
    })

    await t.test('a token of one tenant never shows or changes what another one has', async (t) => {
      const target = await newTarget(emulator)
      const { id } = target
      const before = await snapshot(store, target.tenantId)
      const stranger = await (await emulator.newTenant()).as(WRITE_APPS)
      const url = `${BETA}/${id}`
      t.strictSame((await stranger.get(V1)).json<{ value: unknown[] }>().value, [])
      t.equal((await stranger.get(`${V1}/$count`)).body, '0')
      t.strictSame(
        (
          await stranger.get(`${V1}?$filter=id eq '${id}' or displayName ne 'x'&$count=true`.replaceAll(' ', '%20'))
        ).json<{ value: unknown[] }>().value,
        [],
      )
      const answers = [
        await stranger.get(url),
        await stranger.patch(url, { '@odata.type': IOS, displayName: 'mine' }),
        await stranger.delete(url),
        await stranger.post(`${url}/assign`, { assignments: [] }),
        await stranger.get(`${url}/assignments`),
        await stranger.post(`${url}/userStatusSummary`, {}),
        await stranger.patch(`${url}/userStatusSummary`, {}),
        await stranger.get(`${url}/userStatusSummary`),
        await stranger.delete(`${url}/userStatusSummary`),
        await stranger.post(`${url}/deviceStatuses`, {}),
        await stranger.get(`${url}/displayName`),
      ]
      for (const answer of answers)
        t.match([answer.statusCode, answer.json()], [404, { error: { code: 'ResourceNotFound' } }])
      t.equal(await snapshot(store, target.tenantId), before)
    })

    await t.test('a page token of one tenant is worth nothing in another one', async (t) => {
      const target = await newTarget(emulator)
      const admin = emulator.withToken(await signToken(store, target.claims))
      await admin.post(V1, anIosConfiguration())
      const link =
        (await admin.get(`${V1}?$top=1`)).json<Record<string, string>>()['@odata.nextLink']?.replace(ORIGIN, '') ?? ''
      t.equal((await admin.get(link)).statusCode, 200)
      const stranger = await (await emulator.newTenant()).as(WRITE_APPS)
      t.match(
        [(await stranger.get(link)).statusCode, (await stranger.get(link)).json()],
        [400, { error: { code: 'BadRequest' } }],
      )
    })

    await t.test('without the role', async (t) => {
      const target = await newTarget(emulator)
      const before = await snapshot(store, target.tenantId)
      const needs =
        'Application is not authorized to perform this operation. Application must have one of the following scopes: '
      const roles: unknown[] = [
        ['Group.Read.All'],
        ['devicemanagementapps.readwrite.all'],
        ['DeviceManagementApps.ReadWrite.All '],
        ['DeviceManagementApps'],
        [{ role: WRITE_APPS }, 'x'],
      ]
      for (const each of roles) {
        const [list, summary, ...rest] = await attempts(
          target,
          `Bearer ${await signToken(store, { ...target.claims, roles: each })}`,
        )
        for (const response of [list, summary, ...rest.slice(0, -1)]) {
          t.equal(response?.statusCode, 403, JSON.stringify(each))
          const { code, message } = response?.json<{ error: { code: string; message: string } }>().error ?? {
            code: '',
            message: '{}',
          }
          t.equal(code, 'Forbidden')
          const { Message } = JSON.parse(message) as { Message: string }
          const wanted = response === list || response === summary ? `${READ_APPS}, ${WRITE_APPS}` : WRITE_APPS
          t.ok(Message.startsWith(`${needs}${wanted} - Operation ID`), Message)
          t.equal(response?.headers['www-authenticate'], undefined)
        }
        t.match(rest.at(-1)?.json(), { responses: [{ status: 403 }] }, 'nor in a batch')
      }
      t.equal(await snapshot(store, target.tenantId), before)
    })

    await t.test('without any role, or with roles that are no list', async (t) => {
      const target = await newTarget(emulator)
      const before = await snapshot(store, target.tenantId)
      for (const roles of [[], undefined, WRITE_APPS, { 0: WRITE_APPS }, null])
        for (const more of [{}, { scp: WRITE_APPS }]) {
          const [list] = await attempts(
            target,
            `Bearer ${await signToken(store, { ...target.claims, roles, ...more })}`,
          )
          t.equal(list?.statusCode, 403)
          t.match(
            list?.json<{ error: { message: string } }>().error.message,
            /called in app only context but does not have application permissions configured\./,
          )
        }
      t.equal(await snapshot(store, target.tenantId), before)
    })

    await t.test('a role to read does not write', async (t) => {
      const target = await newTarget(emulator)
      const before = await snapshot(store, target.tenantId)
      const [list, summary, ...writes] = await attempts(
        target,
        `Bearer ${await signToken(store, { ...target.claims, roles: [READ_APPS] })}`,
      )
      t.equal(list?.statusCode, 200)
      t.equal(summary?.statusCode, 200)
      for (const write of writes.slice(0, -1))
        t.match([write.statusCode, write.json()], [403, { error: { code: 'Forbidden' } }])
      t.match(writes.at(-1)?.json(), { responses: [{ status: 403 }] })
      t.equal(await snapshot(store, target.tenantId), before)
    })

    await t.test('a user needs a role in Intune, too', async (t) => {
      const target = await newTarget(emulator)
      const before = await snapshot(store, target.tenantId)
      const outcomes: Record<string, number[]> = {}
      for (const role of ['none', 'readOnly', 'administrator'] as const) {
        const oid = await addUser(store, target.tenantId, role)
        const claims = { ...target.claims, oid, sub: oid, idtyp: 'user', scp: WRITE_APPS, roles: undefined }
        const client = emulator.withToken(await signToken(store, claims))
        const read = await client.get(V1)
        const write = await client.patch(`${V1}/${target.id}`, { '@odata.type': '#nonsense' })
        outcomes[role] = [read.statusCode, write.statusCode]
        if (role === 'none')
          t.match(JSON.parse(read.json<{ error: { message: string } }>().error.message), {
            Message: /^User is not authorized to perform this operation - Operation ID/,
          })
      }
      // The last one is let in as far as the body.
      t.strictSame(outcomes, { none: [403, 403], readOnly: [200, 403], administrator: [200, 400] })
      const removed = { ...target.claims, oid: target.id, idtyp: 'user', scp: WRITE_APPS, roles: undefined }
      t.equal(
        (await emulator.withToken(await signToken(store, removed)).get(V1)).statusCode,
        401,
        'a user that is no more',
      )
      t.ok((await snapshot(store, target.tenantId)).includes(target.id) && before.includes(target.id))
    })

    await t.test('two Authorization headers are one too many, whatever their order', async (t) => {
      const target = await newTarget(emulator)
      const before = await snapshot(store, target.tenantId)
      const origin = await emulator.listen()
      const good = `Bearer ${await signToken(store, target.claims)}`
      for (const pair of [
        [good, good],
        [good, 'Bearer x'],
        ['Bearer x', good],
        [good, ''],
        ['', good],
      ])
        for (const method of ['GET', 'DELETE']) {
          const answer = await ask(
            origin,
            method,
            `${V1}/${target.id}`,
            pair.flatMap((value) => ['Authorization', value]),
          )
          t.match(
            [answer.status, JSON.parse(answer.body)],
            [401, { error: { code: MALFORMED[0], message: MALFORMED[1] } }],
          )
          t.match(answer.headers['www-authenticate'], /^Bearer realm=""/)
        }
      const raw = await exchange(
        origin,
        `DELETE ${V1}/${target.id} HTTP/1.1\r\nHost: localhost\r\nauthorization: ${good}\r\nAUTHORIZATION: ${good}\r\nConnection: close\r\n\r\n`,
      )
      t.match(raw, /^HTTP\/1\.1 401 /)
      t.equal(await snapshot(store, target.tenantId), before)
    })
    t.strictSame(emulator.errors, [])
  })
})

interface Answer {
  readonly status: number | undefined
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: string
}

function ask(origin: string, method: string, path: string, headers: string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { host } = new URL(origin)
    const sent = request(`${origin}${path}`, { method, headers: ['Host', host, ...headers] as never }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }))
    })
    sent.on('error', reject).end()
  })
}

/** Sends bytes as they are and gives all that comes back. */
function exchange(origin: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin)
    let received = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk))
    socket.on('close', () => resolve(received)).on('error', reject)
  })
}
