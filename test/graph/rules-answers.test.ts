/** The rules for what comes back: codes, shapes, pages, headers, and the order in which a request is judged. */
import { test } from 'tap'
import type { Test } from 'tap'
import {
  aGroupTarget,
  aUserSummary,
  ANDROID,
  anAndroidConfiguration,
  anIosConfiguration,
  BETA,
  IOS,
  V1,
} from '../factories/mobile-app-configurations.js'
import type { Body } from '../factories/mobile-app-configurations.js'
import type { Client, Emulator, EmulatorOptions, Response } from '../harness/emulator.js'
import { forEachEmulator, READ_APPS, startEmulator, WRITE_APPS } from '../harness/emulator.js'
import { give } from '../harness/given.js'

const SET = 'deviceAppManagement/mobileAppConfigurations'
const GROUP = '6f2b9d04-7e1c-4a58-93f6-b0d5c8e7a142'
const UNKNOWN = 'd0c4b8a2-96e1-4f35-8a7d-2e9b6c1f0d53'

interface Caller {
  readonly admin: Client
  readonly reader: Client
  readonly anonymous: Client
  readonly tenantId: string
}

async function newCaller(t: Test, emulator: Emulator, options?: EmulatorOptions): Promise<Caller> {
  const tenant = await emulator.newTenant()
  const served = options === undefined ? emulator : await startEmulator(t, { store: emulator.store, ...options })
  return {
    admin: served.withToken((await tenant.as(WRITE_APPS)).token),
    reader: served.withToken((await tenant.as(READ_APPS)).token),
    anonymous: served.anonymous,
    tenantId: tenant.id,
  }
}

async function created(admin: Client, url: string, body: Body): Promise<Body & { id: string }> {
  const response = await admin.post(url, body)
  if (response.statusCode !== 201) throw new Error(`not created: ${response.statusCode} ${response.body}`)
  return response.json()
}

function codeOf(response: Response): string {
  return response.json<{ error: { code: string } }>().error.code
}

function messageOf(response: Response): string {
  return response.json<{ error: { message: string } }>().error.message
}

test('rules for what comes back', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    await t.test('R1: the profile decides about the codes of writes and about two routes', async (t) => {
      const outcomes: Record<string, unknown[]> = {}
      for (const profile of ['documented', 'live'] as const) {
        const { admin } = await newCaller(t, emulator, { profile })
        const { id } = await created(admin, V1, anIosConfiguration())
        const url = `${V1}/${id}`
        const seen: unknown[] = []
        const add = ({ statusCode, body, headers }: Response): void =>
          void seen.push([statusCode, body !== '', headers['content-type'] !== undefined])
        add(await admin.patch(url, { '@odata.type': IOS, description: 'x' }))
        add(await admin.post(`${url}/assign`, { assignments: [aGroupTarget(GROUP)] }))
        add(await admin.post(`${url}/microsoft.graph.managedDeviceMobileAppConfiguration/assign`, { assignments: [] }))
        add(await admin.post(`${url}/assignments`, aGroupTarget(GROUP)))
        add(await admin.get(`${V1}/$count`))
        add(await admin.patch(`${url}/userStatusSummary`, {}))
        add(await admin.delete(`${url}/userStatusSummary`))
        add(await admin.delete(url))
        outcomes[profile] = seen
      }
      const empty = (status: number): unknown[] => [status, false, false]
      const full = (status: number): unknown[] => [status, true, true]
      t.strictSame(outcomes, {
        documented: [full(200), empty(204), empty(204), full(201), full(200), full(200), empty(204), empty(204)],
        live: [empty(204), empty(200), empty(200), full(400), full(400), empty(204), empty(200), empty(200)],
      })
    })

    await t.test('R1: what is read and what is created is the same under both profiles', async (t) => {
      const { admin } = await newCaller(t, emulator)
      const live = (await startEmulator(t, { store: emulator.store, profile: 'live' })).withToken(admin.token)
      const { id } = await created(live, BETA, anAndroidConfiguration())
      for (const url of [`${BETA}/${id}`, `${V1}/${id}`, V1, `${BETA}?$select=id,version`, `${BETA}/${id}/assignments`])
        t.equal((await live.get(url)).body, (await admin.get(url)).body, url)
    })

    await t.test('R2: there is one store; v1.0 shows less of it', async (t) => {
      const { admin } = await newCaller(t, emulator)
      const ios = await created(admin, BETA, anIosConfiguration({ roleScopeTagIds: ['3'] }))
      const android = await created(admin, BETA, anAndroidConfiguration())
      const base = [
        'id',
        'targetedMobileApps',
        'createdDateTime',
        'description',
        'lastModifiedDateTime',
        'displayName',
        'version',
      ]
      const listed = (await admin.get(V1)).json<{ value: Body[] }>().value
      const members = Object.fromEntries(listed.map((entity) => [entity['id'], Object.keys(entity)]))
      t.strictSame(members, { [ios.id]: ['@odata.type', ...base, 'encodedSettingXml', 'settings'], [android.id]: base })
      t.strictSame(Object.keys((await admin.get(`${V1}/${android.id}`)).json<Body>()), ['@odata.context', ...base])
    })

    await t.test('R2: a v1.0 PATCH does not touch what only beta knows', async (t) => {
      const { admin } = await newCaller(t, emulator)
      const { id } = await created(admin, BETA, anIosConfiguration({ roleScopeTagIds: ['3'] }))
      await admin.patch(`${V1}/${id}`, { '@odata.type': IOS, description: 'changed' })
      t.match((await admin.get(`${BETA}/${id}`)).json(), { roleScopeTagIds: ['3'], description: 'changed', version: 2 })
      for (const [name, hidden] of [
        ['userStatusSummary', { conflictCount: 4 }],
        ['deviceStatusSummary', { conflictCount: 4, notApplicablePlatformCount: 6 }],
      ] as const) {
        await admin.patch(`${BETA}/${id}/${name}`, hidden)
        await admin.patch(`${V1}/${id}/${name}`, { errorCount: 1 })
        t.match((await admin.get(`${BETA}/${id}/${name}`)).json(), { ...hidden, errorCount: 1 })
      }
      const status = await created(admin, `${BETA}/${id}/deviceStatuses`, { platform: 8 })
      await admin.patch(`${V1}/${id}/deviceStatuses/${status.id}`, { status: 'error' })
      t.match((await admin.get(`${BETA}/${id}/deviceStatuses/${status.id}`)).json(), { platform: 8, status: 'error' })
    })

    await t.test('R2: in v1.0 an Android configuration is assigned and deleted, but not changed', async (t) => {
      const { admin } = await newCaller(t, emulator)
      const { id } = await created(admin, BETA, anAndroidConfiguration())
      const refused = await admin.patch(`${V1}/${id}`, { '@odata.type': ANDROID, description: 'x' })
      t.equal(refused.statusCode, 400)
      t.match(messageOf(refused), /could not be resolved by the model/)
      t.equal((await admin.patch(`${V1}/${id}`, { '@odata.type': IOS, description: 'x' })).statusCode, 400)
      t.equal((await admin.post(`${V1}/${id}/assign`, { assignments: [aGroupTarget(GROUP)] })).statusCode, 204)
      t.match((await admin.get(`${V1}/${id}/assignments`)).json(), { value: [{ target: { groupId: GROUP } }] })
      t.match((await admin.get(`${BETA}/${id}`)).json(), { version: 1, packageId: 'app:test.kelda.yard' })
      t.equal((await admin.delete(`${V1}/${id}`)).statusCode, 204)
      t.equal((await admin.get(`${BETA}/${id}`)).statusCode, 404)
    })

    await t.test(
      'R10: an unknown key is not found, a malformed one is refused, letter case does not count',
      async (t) => {
        const { admin } = await newCaller(t, emulator)
        const { id } = await created(admin, V1, anIosConfiguration())
        t.equal(id, id.toLowerCase())
        t.equal((await admin.get(`${V1}/${id.toUpperCase()}`)).json<Body>()['id'], id)
        t.equal((await admin.patch(`${V1}('${id.toUpperCase()}')`, { '@odata.type': IOS })).json<Body>()['id'], id)
        const bodies: Readonly<Record<string, unknown>> = { POST: {}, PATCH: { '@odata.type': IOS } }
        const requests = [
          ['GET', ''],
          ['PATCH', ''],
          ['DELETE', ''],
          ['GET', '/assignments'],
          ['GET', '/userStatusSummary'],
          ['POST', '/userStatusSummary'],
          ['DELETE', '/userStatusSummary'],
          ['GET', '/displayName'],
        ] as const
        for (const [method, tail] of requests) {
          const missing = await admin.send(method, `${V1}/${UNKNOWN}${tail}`, bodies[method])
          t.match([missing.statusCode, codeOf(missing)], [404, 'ResourceNotFound'], `${method} ${tail}`)
          t.match(JSON.parse(messageOf(missing)), { _version: 3, Message: /^An error has occurred - / })
          for (const key of ['nonsense', `${id}0`, id.replaceAll('-', ''), `{${id}}`, '1']) {
            const malformed = await admin.send(method, `${V1}/${encodeURIComponent(key)}${tail}`, bodies[method])
            t.match([malformed.statusCode, codeOf(malformed)], [400, 'BadRequest'], `${method} ${key}${tail}`)
            t.match(JSON.parse(messageOf(malformed)), { _version: 3, Message: /^An error has occurred - / })
          }
        }
      },
    )

    await t.test(
      'R10: GUIDs are printed in lower case, however they are asked for, in URLs and in filters',
      async (t) => {
        const { admin } = await newCaller(t, emulator)
        const { id } = await created(admin, BETA, anIosConfiguration({ targetedMobileApps: [UNKNOWN] }))
        const upper = id.toUpperCase()
        await admin.post(`${BETA}/${upper}/assign`, { assignments: [aGroupTarget(UNKNOWN.toUpperCase())] })
        const read = await admin.get(`${BETA}/${upper}/assignments`)
        const made = await admin.post(`${V1}/${upper}/userStatusSummary`, {})
        t.notOk(read.body.includes(upper), read.body)
        t.notOk(`${made.body}${made.headers.location}`.includes(upper), made.body)
        const filters = [
          `id eq '${upper}'`,
          `id eq ${upper}`,
          `'${upper}' eq id`,
          `id in ('x','${upper}')`,
          `startswith(id,'${upper.slice(0, 9)}')`,
          `toupper(id) eq '${id}' and concat(id,'x') eq '${upper}X'`,
          `targetedMobileApps/any(app:app eq '${UNKNOWN.toUpperCase()}')`,
          `'${UNKNOWN.toUpperCase()}' in targetedMobileApps`,
          `assignments/any(a:a/target/groupId eq '${UNKNOWN.toUpperCase()}')`,
          `assignments/any(a:contains(a/target/groupId,'${UNKNOWN.slice(2, 12).toUpperCase()}'))`,
          `assignments/any(a:a/target/groupId ne 'no GUID')`,
        ]
        for (const filter of filters) {
          const found = await admin.get(`${BETA}?$select=id&$filter=${encodeURIComponent(filter)}`)
          t.strictSame(
            found.json<{ value?: Body[] }>().value?.map(({ id }) => id),
            [id],
            filter,
          )
        }
        for (const filter of ["id eq 'no GUID'", "assignments/any(a:a/target/groupId eq '')", 'id eq null'])
          t.strictSame(
            (await admin.get(`${BETA}?$filter=${encodeURIComponent(filter)}`)).json<Body>()['value'],
            [],
            filter,
          )
      },
    )

    await t.test(
      'R11: first the caller is checked, then where, then whether it is allowed, then the body, then what is there',
      async (t) => {
        const { admin, reader, anonymous } = await newCaller(t, emulator)
        const broken = '{"displayName"'
        t.equal((await anonymous.post('/v1.0/nowhere', broken)).statusCode, 401)
        const nowhere = await reader.post(`${V1}/${UNKNOWN}/nowhere`, broken)
        t.match([nowhere.statusCode, messageOf(nowhere)], [400, "Resource not found for the segment 'nowhere'."])
        t.equal((await reader.send('PUT', `${V1}/${UNKNOWN}`, broken)).statusCode, 405)
        t.equal((await reader.patch(`${V1}/${UNKNOWN}`, broken)).statusCode, 403)
        t.equal((await admin.patch(`${V1}/${UNKNOWN}`, broken)).statusCode, 400)
        t.equal(codeOf(await admin.patch(`${V1}/${UNKNOWN}`, { '@odata.type': IOS, hue: 1 })), 'ModelValidationFailure')
        t.equal((await admin.patch(`${V1}/${UNKNOWN}`, { '@odata.type': IOS })).statusCode, 404)
        t.equal(
          codeOf(await admin.post(`${V1}/${UNKNOWN}/userStatusSummary`, aUserSummary({ errorCount: 'x' }))),
          'ModelValidationFailure',
        )
        t.equal((await admin.post(`${V1}/${UNKNOWN}/userStatusSummary`, aUserSummary())).statusCode, 404)
        t.equal((await admin.post(`${V1}/${UNKNOWN}/assign`, {})).statusCode, 400)
        t.equal((await admin.post(`${V1}/${UNKNOWN}/assign`, { assignments: [] })).statusCode, 404)
        t.equal((await reader.get(`${V1}/${UNKNOWN}?$select=hue`)).statusCode, 400, 'a query before what is there')
      },
    )

    await t.test('R16: pages hold 1000 by default, and no more', async (t) => {
      const { admin, tenantId } = await newCaller(t, emulator)
      const time = '2026-02-01T00:00:00Z'
      const many = Array.from({ length: 1001 }, (_, i) => ({
        at: SET,
        entity: {
          '@odata.type': IOS,
          id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
          displayName: `n${i}`,
          createdDateTime: time,
          lastModifiedDateTime: time,
          version: 1,
        },
      }))
      await give(emulator.store, tenantId, many)
      const first = (await admin.get(`${V1}?$select=id&$count=true`)).json<Body & { value: Body[] }>()
      t.match([first['@odata.count'], first.value.length], [1001, 1000])
      const second = (await admin.get(String(first['@odata.nextLink']).replace(/^http:\/\/[^/]+/, ''))).json<
        Body & { value: Body[] }
      >()
      t.match(
        [second.value.length, second['@odata.nextLink'], second.value[0]?.['id']],
        [1, undefined, many[1000]?.entity.id],
      )
      t.equal((await admin.get(`${V1}?$top=1000&$select=id`)).json<{ value: unknown[] }>().value.length, 1000)
      const refused = await admin.get(`${V1}?$top=1001`)
      t.match(
        [refused.statusCode, messageOf(refused)],
        [
          400,
          "The query specified in the URI is not valid. The limit of '1000' for Top query has been exceeded. The value from the incoming request is '1001'.",
        ],
      )
    })

    await t.test('R16: both numbers can be set, and a page of none is empty', async (t) => {
      const { admin } = await newCaller(t, emulator, { pageSize: 2, maxTop: 4 })
      const ids: string[] = []
      for (let i = 0; i < 5; i++) ids.push((await created(admin, V1, anIosConfiguration())).id)
      ids.sort()
      for (const [query, sizes] of [
        ['$select=id', [2, 2, 1]],
        ['$select=id&$top=4', [2, 2, 1]],
        ['$select=id&$top=1', [1, 1, 1, 1, 1]],
      ] as const) {
        const walked: string[] = []
        const pages: number[] = []
        for (let url: string | undefined = `${V1}?${query}`; url !== undefined;) {
          const page: Body & { value: { id: string }[] } = (await admin.get(url.replace(/^http:\/\/[^/]+/, ''))).json()
          pages.push(page.value.length)
          walked.push(...page.value.map(({ id }) => id))
          url = page['@odata.nextLink'] as string | undefined
          if (pages.length > 9) break
        }
        t.strictSame(pages, sizes, query)
        t.strictSame(walked, ids, 'in order, none twice')
      }
      t.equal((await admin.get(`${V1}?$top=5`)).statusCode, 400)
      t.strictSame((await admin.get(`${V1}?$top=0`)).json<{ value: unknown[] }>().value, [])
    })

    await t.test('R17: members come in the documented order, and null is written', async (t) => {
      const { admin } = await newCaller(t, emulator)
      const ios = await created(admin, BETA, { settings: [], displayName: 'x', '@odata.type': IOS })
      const text = (await admin.get(`${BETA}/${ios.id}`)).body
      t.match(
        text,
        /^\{"@odata\.context":"[^"]+","@odata\.type":"[^"]+","id":"[^"]+","targetedMobileApps":\[\],"roleScopeTagIds":\["0"\],"createdDateTime":"[^"]+","description":null,"lastModifiedDateTime":"[^"]+","displayName":"x","version":1,"encodedSettingXml":null,"settings":\[\]\}$/,
      )
      const android = await created(admin, BETA, { '@odata.type': ANDROID, displayName: 'x' })
      t.strictSame(Object.keys(android).slice(10), [
        'packageId',
        'payloadJson',
        'appSupportsOemConfig',
        'profileApplicability',
        'connectedAppsEnabled',
        'permissionActions',
      ])
      t.match(android, { packageId: null, payloadJson: null })
      const order = async (name: string): Promise<string[]> =>
        Object.keys((await admin.get(`${BETA}/${ios.id}/${name}`)).json<Body>())
      const tail = ['lastUpdateDateTime', 'configurationVersion']
      const head = ['@odata.context', '@odata.type', 'id', 'pendingCount', 'notApplicableCount']
      t.strictSame(await order('userStatusSummary'), [
        ...head,
        'successCount',
        'errorCount',
        'failedCount',
        'conflictCount',
        ...tail,
      ])
      t.strictSame(await order('deviceStatusSummary'), [
        ...head,
        'notApplicablePlatformCount',
        'successCount',
        'errorCount',
        'failedCount',
        'conflictCount',
        ...tail,
      ])
      t.strictSame((await admin.get(`${BETA}/${ios.id}?$select=version,id`)).json<Body>(), {
        '@odata.context': `http://localhost:8080/beta/$metadata#${SET}(version,id)/$entity`,
        '@odata.type': IOS,
        version: 1,
        id: ios.id,
      })
    })

    await t.test('R18: every answer can be traced', async (t) => {
      const { admin, reader, anonymous } = await newCaller(t, emulator)
      const { id } = await created(admin, V1, anIosConfiguration())
      const sent = 'b7a1c0de-0000-4abc-8def-123456789012'
      const answers: (readonly [number, (headers: Record<string, string>) => Promise<Response>])[] = [
        [200, (headers) => admin.get(V1, headers)],
        [200, (headers) => admin.get(`${V1}/$count`, headers)],
        [201, (headers) => admin.post(V1, anIosConfiguration(), headers)],
        [204, (headers) => admin.delete(`${V1}/${id}/userStatusSummary`, headers)],
        [400, (headers) => admin.get(`${V1}?$top=x`, headers)],
        [400, (headers) => admin.post(V1, '{', headers)],
        [400, (headers) => admin.get(`${V1}/%E0%A4%A`, headers)],
        [401, (headers) => anonymous.get(V1, headers)],
        [403, (headers) => reader.delete(`${V1}/${id}`, headers)],
        [404, (headers) => admin.get(`${V1}/${UNKNOWN}`, headers)],
        [404, (headers) => admin.get('/v3.0/x', headers)],
        [405, (headers) => admin.send('PUT', `${V1}/${id}`, {}, headers)],
        [413, (headers) => admin.post(V1, ' '.repeat(5_000_000), headers)],
      ]
      const seen = new Set<unknown>()
      for (const [status, ask] of answers)
        for (const headers of [{}, { 'client-request-id': sent }] as Record<string, string>[]) {
          const answer = await ask(headers)
          t.equal(answer.statusCode, status, answer.body)
          t.match(answer.headers['request-id'], /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
          t.notOk(seen.has(answer.headers['request-id']), 'never the same')
          seen.add(answer.headers['request-id'])
          t.equal(answer.headers['client-request-id'], headers['client-request-id'] ?? answer.headers['request-id'])
          const { ServerInfo } = JSON.parse(String(answer.headers['x-ms-ags-diagnostic'])) as { ServerInfo: object }
          t.strictSame(Object.keys(ServerInfo), ['DataCenter', 'Slice', 'Ring', 'ScaleUnit', 'RoleInstance'])
          t.match(answer.headers['date'], / GMT$/)
        }
    })

    await t.test('R19: a method that a known route does not have', async (t) => {
      const documented = await newCaller(t, emulator)
      const live = await newCaller(t, emulator, { profile: 'live' })
      const cases = [
        ['PUT', '', 'GET, HEAD, POST', '~/singleton/navigation', ''],
        ['DELETE', '', 'GET, HEAD, POST', '~/singleton/navigation', ''],
        ['POST', `/${UNKNOWN}`, 'GET, HEAD, PATCH, DELETE', '~/singleton/navigation/key', `('${UNKNOWN}')`],
        [
          'GET',
          `/${UNKNOWN}/assign`,
          'POST',
          '~/singleton/navigation/key/action',
          `('${UNKNOWN}')/microsoft.management.services.api.assign`,
        ],
        [
          'POST',
          `/${UNKNOWN}/deviceStatusSummary`,
          'GET, HEAD, PATCH, DELETE',
          '~/singleton/navigation/key/navigation',
          `('${UNKNOWN}')/deviceStatusSummary`,
        ],
        [
          'PATCH',
          `/${UNKNOWN}/assignments`,
          'GET, HEAD, POST',
          '~/singleton/navigation/key/navigation',
          `('${UNKNOWN}')/assignments`,
        ],
      ] as const
      for (const [method, tail, allow, template, backend] of cases) {
        const refused = await documented.admin.send(method, V1 + tail, method === 'GET' ? undefined : {})
        t.match(
          [refused.statusCode, codeOf(refused), refused.headers['allow']],
          [405, 'MethodNotAllowed', allow],
          `${method} ${tail}`,
        )
        t.match(messageOf(refused), /^[^{]+$/)
        const unrouted = await live.admin.send(method, V1 + tail, method === 'GET' ? undefined : {})
        t.match([unrouted.statusCode, codeOf(unrouted)], [400, 'No method match route template'])
        t.equal(
          messageOf(unrouted),
          `No OData route exists that match template ${template} with http verb ${method} for request /AppLifecycle_2607/StatelessAppMetadataFEService/${SET}${backend}.`,
        )
      }
    })

    await t.test('R23: who says what it is depends on the profile and on what the client wants to know', async (t) => {
      const { admin } = await newCaller(t, emulator)
      const live = (await startEmulator(t, { store: emulator.store, profile: 'live' })).withToken(admin.token)
      const { id } = await created(admin, BETA, anIosConfiguration())
      const android = await created(admin, BETA, anAndroidConfiguration())
      await admin.post(`${BETA}/${id}/assign`, { assignments: [aGroupTarget(GROUP)] })
      await admin.post(`${BETA}/${id}/userStatuses`, {})
      const typesOf = async (client: Client, url: string, headers?: Record<string, string>): Promise<unknown> => {
        const body: { value?: Body[] } & Body = (await client.get(url, headers)).json()
        return (body.value ?? [body]).map((entity) => entity['@odata.type'])
      }
      const name = '#microsoft.graph.managedDeviceMobileAppConfiguration'
      const cases = [
        [`${BETA}/${id}`, [IOS], [IOS]],
        [`${V1}/${id}?$select=id`, [IOS], [IOS]],
        [`${V1}/${android.id}`, [undefined], [undefined]],
        [`${BETA}/${android.id}`, [ANDROID], [ANDROID]],
        [`${V1}/${id}/assignments`, [`${name}Assignment`], [undefined]],
        [`${V1}/${id}/userStatuses`, [`${name}UserStatus`], [undefined]],
        [`${V1}/${id}/userStatusSummary`, [`${name}UserSummary`], [undefined]],
        [`${BETA}/${id}/deviceStatusSummary`, [`${name}DeviceSummary`], [undefined]],
      ] as const
      for (const [url, documented, derivedOnly] of cases) {
        t.strictSame(await typesOf(admin, url), documented, url)
        t.strictSame(await typesOf(live, url), derivedOnly, `${url} live`)
        for (const client of [admin, live]) {
          const bare = await client.get(url, { accept: 'application/json;odata.metadata=none' })
          t.notMatch(bare.body, /@odata\.(type|context)/, `${url} none`)
          t.match(bare.headers['content-type'], /odata\.metadata=none/)
        }
      }
      const targets = (await live.get(`${V1}/${id}/assignments`)).json<{ value: { target: Body }[] }>().value
      t.equal(
        targets[0]?.target['@odata.type'],
        '#microsoft.graph.groupAssignmentTarget',
        'targets are of derived types',
      )
      t.notOk(
        '@odata.type' in ((await admin.get(`${V1}/${id}`)).json<{ settings: Body[] }>().settings[0] ?? {}),
        'settings are not',
      )
      const list = (
        await admin.get(`${V1}?$count=true&$top=1`, { accept: 'application/json;odata.metadata=none' })
      ).json<Body>()
      t.strictSame(Object.keys(list), ['@odata.count', '@odata.nextLink', 'value'])
    })
    t.strictSame(emulator.errors, [])
  })
})
