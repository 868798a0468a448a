/** Whatever comes in, the answer is a 4xx in Graph's envelope, and what is stored stays as it is. */
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { test } from 'tap'
import type { Test } from 'tap'
import {
  ANDROID,
  anAndroidConfiguration,
  anIosConfiguration,
  aUserSummary,
  BETA,
  IOS,
  V1,
} from '../factories/mobile-app-configurations.js'
import type { Client, Emulator, Response } from '../harness/emulator.js'
import { forEachEmulator, WRITE_APPS } from '../harness/emulator.js'
import { snapshot } from '../harness/given.js'

const SENT_ID = 'c0ffee00-1234-4abc-9def-000000000001'
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const APP = '8d7c6b5a-4e3f-4210-9f8e-7d6c5b4a3f21'

/** A tenant with a configuration and its summary. */
interface Target {
  readonly admin: Client
  readonly id: string
  readonly url: string
  readonly summary: string
  state(): Promise<string>
}

async function newTarget(emulator: Emulator): Promise<Target> {
  const tenant = await emulator.newTenant()
  const admin = await tenant.as(WRITE_APPS)
  const { id } = (await admin.post(V1, anIosConfiguration())).json<{ id: string }>()
  const url = `${V1}/${id}`
  await admin.post(`${url}/userStatusSummary`, aUserSummary())
  return { admin, id, url, summary: `${url}/userStatusSummary`, state: () => snapshot(emulator.store, tenant.id) }
}

interface Wanted {
  readonly status?: number
  readonly code?: string
}

/** The envelope of an error, with the id of the request in it. */
function isRefusal(
  t: Test,
  response: Pick<Response, 'statusCode' | 'body' | 'headers'>,
  title: string,
  { status, code }: Wanted = {},
  sentId = SENT_ID,
): void {
  const short = title.slice(0, 120)
  t.ok(response.statusCode >= 400 && response.statusCode < 500, `${short}: ${response.statusCode}`)
  if (status !== undefined) t.equal(response.statusCode, status, short)
  t.equal(response.headers['content-type'], 'application/json', short)
  const body = JSON.parse(response.body) as {
    error: { code: string; message: string; innerError: Record<string, string> }
  }
  t.strictSame(Object.keys(body), ['error'])
  t.match(body.error, { code: code ?? /^[A-Z]/, message: /^\S/ }, short)
  const { date, 'request-id': requestId, 'client-request-id': clientRequestId } = body.error.innerError
  t.match(date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)
  t.match(requestId, GUID)
  t.equal(requestId, response.headers['request-id'])
  t.equal(clientRequestId, sentId)
  t.equal(response.headers['client-request-id'], sentId)
}

const traced = (headers: Record<string, string> = {}): Record<string, string> => ({
  'client-request-id': SENT_ID,
  ...headers,
})

/** Each body is refused where something would be created and where something would be changed. */
async function refuses(
  t: Test,
  { admin, url, summary, state }: Target,
  cases: readonly (readonly [string, 'configuration' | 'summary', unknown, Wanted?])[],
): Promise<void> {
  const before = await state()
  for (const [title, kind, body, wanted] of cases) {
    const [post, patch] = kind === 'configuration' ? [V1, url] : [summary, summary]
    isRefusal(t, await admin.post(post, body, traced()), `${title} (POST)`, wanted)
    isRefusal(t, await admin.patch(patch, body, traced()), `${title} (PATCH)`, wanted)
  }
  t.equal(await state(), before, 'nothing has changed')
}

const UNREADABLE = { status: 400, code: 'BadRequest' }
const INVALID = { status: 400, code: 'ModelValidationFailure' }

test('bad input', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    await t.test('bodies that are no JSON object', async (t) => {
      const texts = [
        '',
        ' ',
        '{',
        '{"displayName":}',
        "{'displayName':'x'}",
        '{"a":1,}',
        '[]',
        '[{}]',
        'null',
        'true',
        '7',
        '"x"',
        'NaN',
        '{"a":NaN}',
        '{"a":01}',
        '\u0000',
        '<xml/>',
        'displayName=x',
        '{}{}',
        '{"a":"\n"}',
        '{"a":1}//',
      ]
      await refuses(
        t,
        await newTarget(emulator),
        texts.flatMap((text) => [
          [JSON.stringify(text), 'configuration', text, UNREADABLE] as const,
          [JSON.stringify(text), 'summary', text, UNREADABLE] as const,
        ]),
      )
    })

    await t.test('numbers that are none, or too large', async (t) => {
      const values = [
        2 ** 31,
        -(2 ** 31) - 1,
        2 ** 53,
        1e300,
        1.5,
        0.1,
        '7',
        'NaN',
        'Infinity',
        '',
        null,
        true,
        [],
        [7],
        {},
      ]
      const target = await newTarget(emulator)
      await refuses(
        t,
        target,
        values.map((value) => [
          `failedCount ${JSON.stringify(value)}`,
          'summary',
          aUserSummary({ failedCount: value }),
          INVALID,
        ]),
      )
      await refuses(
        t,
        target,
        values.map((value) => [
          `configurationVersion ${JSON.stringify(value)}`,
          'summary',
          aUserSummary({ configurationVersion: value }),
          INVALID,
        ]),
      )
      const huge = `{"failedCount":1${'0'.repeat(400)}}`
      await refuses(t, target, [
        ['a number with 400 digits', 'summary', huge, INVALID],
        ['a number beyond all bounds', 'summary', '{"failedCount":1e999}', INVALID],
        [
          'a version beyond all bounds',
          'configuration',
          `{"@odata.type":"${IOS}","displayName":"x","version":1e400}`,
          INVALID,
        ],
      ])
      for (const [member, quoted] of [
        ['"version":1e400', '1e400'],
        ['"displayName":"\\": 1e999","version":-2.5E+0400', '-2.5E+0400'],
        ['"roleScopeTagIds":["1",1e999]', '1e999'],
        ['"settings":1e999', '1e999'],
      ] as const) {
        const body = `{"@odata.type":"${IOS}","displayName":"x",${member}}`
        const batch = `{"requests":[{"id":"1","method":"POST","url":"${BETA.slice(5)}","headers":{"Content-Type":"application/json"},"body":${body}}]}`
        for (const answer of [await target.admin.post(BETA, body), await target.admin.post('/beta/$batch', batch)])
          t.match(
            answer.body,
            `Cannot convert the literal '${quoted}' to the expected type`,
            `${member} is quoted as sent`,
          )
      }
    })

    await t.test('the limits themselves are numbers', async (t) => {
      const { admin, summary } = await newTarget(emulator)
      for (const value of [2 ** 31 - 1, -(2 ** 31), 0, -0])
        t.match((await admin.patch(summary, { failedCount: value })).json(), { failedCount: value === 0 ? 0 : value })
      t.match((await admin.patch(summary, '{"failedCount":7.0,"errorCount":1e2}')).json(), {
        failedCount: 7,
        errorCount: 100,
      })
    })

    await t.test('times that are none', async (t) => {
      const values = [
        '',
        'now',
        '2026-02-30T00:00:00Z',
        '2026-13-01T00:00:00Z',
        '2026-01-01',
        '2026-01-01T00:00:00',
        '2026-01-01T25:00:00Z',
        '2026-01-01T00:00:00+15:00',
        '0000-01-01T00:00:00Z',
        '0001-01-01T00:00:00+01:00',
        '9999-12-31T23:59:59-01:00',
        '10000-01-01T00:00:00Z',
        1767225600,
        null,
        {},
        [],
      ]
      await refuses(
        t,
        await newTarget(emulator),
        values.map((value) => [
          `lastUpdateDateTime ${JSON.stringify(value)}`,
          'summary',
          aUserSummary({ lastUpdateDateTime: value }),
          INVALID,
        ]),
      )
    })

    await t.test('values of the wrong type, and null where it may not stand', async (t) => {
      const setting = { appConfigKey: 'k', appConfigKeyType: 'stringType', appConfigKeyValue: 'v' }
      const { appConfigKey: _key, ...keyless } = setting
      const members: Record<string, unknown[]> = {
        displayName: [null, 7, true, {}, ['x'], '', ' '],
        description: [7, false, {}, []],
        targetedMobileApps: ['x', 7, {}, [7], [null], [[]]],
        version: ['seven', 2 ** 31, 1.5, true, {}, []],
        lastModifiedDateTime: ['now', 7, {}],
        id: [7, {}, ['x']],
        settings: [{}, 'x', [null], ['x'], [[]], [keyless], [{}]],
        encodedSettingXml: [7, [], {}, 'ä', '====', 'A'],
      }
      for (const wrong of [
        { appConfigKey: null },
        { appConfigKey: 1 },
        { appConfigKeyType: null },
        { appConfigKeyType: 0 },
        { appConfigKeyType: 'x' },
        { appConfigKeyValue: null },
        { appConfigKeyValue: 5 },
        { appConfigKeyValue: true },
      ])
        members['settings']?.push([{ ...setting, ...wrong }], [setting, { ...setting, ...wrong }])
      const cases = Object.entries(members).flatMap(([name, values]) =>
        values.map(
          (value) =>
            [
              `${name} ${JSON.stringify(value)}`,
              'configuration',
              anIosConfiguration({ [name]: value }),
              { status: 400 },
            ] as const,
        ),
      )
      await refuses(t, await newTarget(emulator), cases)
    })

    await t.test('values of the wrong type in beta', async (t) => {
      const { admin, state } = await newTarget(emulator)
      const { id } = (await admin.post(BETA, anAndroidConfiguration())).json<{ id: string }>()
      const before = await state()
      const members: Record<string, unknown[]> = {
        roleScopeTagIds: ['0', [0], [null], {}],
        connectedAppsEnabled: ['true', 1, null, []],
        profileApplicability: ['x', '', 1, null, ['default']],
        permissionActions: [
          {},
          [{}],
          [{ permission: 'p' }],
          [{ permission: 'p', action: 'x' }],
          [{ permission: 7, action: 'prompt' }],
          [{ permission: 'p', action: 'prompt', more: 1 }],
        ],
        packageId: [7, {}],
        payloadJson: [7, {}],
      }
      for (const [name, values] of Object.entries(members))
        for (const value of values) {
          isRefusal(
            t,
            await admin.post(BETA, anAndroidConfiguration({ [name]: value }), traced()),
            `${name} ${JSON.stringify(value)}`,
            { status: 400 },
          )
          isRefusal(
            t,
            await admin.patch(`${BETA}/${id}`, { '@odata.type': ANDROID, [name]: value }, traced()),
            `${name} ${JSON.stringify(value)}`,
            { status: 400 },
          )
        }
      t.equal(await state(), before)
    })

    await t.test('members that do not exist, among them those that every object has', async (t) => {
      const names = [
        'hue',
        'DisplayName',
        'displayname',
        ' displayName',
        'constructor',
        'prototype',
        'toString',
        'hasOwnProperty',
        'valueOf',
        '__defineGetter__',
        '',
        '$ref',
        'odata.type',
        '@type',
        'tenantId',
        'odataType',
        'folded',
        'derived',
        'parentId',
      ]
      const target = await newTarget(emulator)
      await refuses(
        t,
        target,
        names.flatMap((name) => [
          [`member ${name}`, 'configuration', anIosConfiguration({ [name]: 'x' }), INVALID] as const,
          [`member ${name}`, 'summary', aUserSummary({ [name]: 1 }), INVALID] as const,
        ]),
      )
    })

    await t.test('keys that would reach into prototypes', async (t) => {
      const polluting = [
        '{"__proto__":{"polluted":1}}',
        '{"constructor":{"prototype":{"polluted":1}}}',
        '{"__proto__":null}',
        '{"\\u005f_proto__":{"polluted":1}}',
        `{"@odata.type":"${IOS}","displayName":"x","__proto__":{"displayName":"y"}}`,
        `{"@odata.type":"${IOS}","displayName":"x","settings":[{"__proto__":{}}]}`,
        '{"__proto__":1}',
      ]
      await refuses(
        t,
        await newTarget(emulator),
        polluting.flatMap((text) => [
          [text, 'configuration', text, { status: 400 }] as const,
          [text, 'summary', text, { status: 400 }] as const,
        ]),
      )
      t.notOk('polluted' in {})
    })

    await t.test('texts that a database cannot hold: NUL and half characters, anywhere', async (t) => {
      const target = await newTarget(emulator)
      const bad = ['\\u0000', 'a\\u0000b', '\\ud800', 'a\\udc00b', '\\ud800\\ud800', '\\udfff\\ud800']
      const bodies = (text: string): string[] => [
        `{"@odata.type":"${IOS}","displayName":"${text}"}`,
        `{"@odata.type":"${IOS}","displayName":"x","description":"${text}"}`,
        `{"@odata.type":"${IOS}","displayName":"x","targetedMobileApps":["${text}"]}`,
        `{"@odata.type":"${IOS}","displayName":"x","encodedSettingXml":"${text}"}`,
        `{"@odata.type":"${IOS}","displayName":"x","settings":[{"appConfigKey":"${text}","appConfigKeyType":"stringType","appConfigKeyValue":"v"}]}`,
        `{"@odata.type":"${IOS}","displayName":"x","settings":[{"appConfigKey":"k","appConfigKeyType":"${text}","appConfigKeyValue":"v"}]}`,
        `{"@odata.type":"${IOS}","displayName":"x","${text}":1}`,
        `{"@odata.type":"${text}","displayName":"x"}`,
      ]
      await refuses(
        t,
        target,
        bad.flatMap((text) => bodies(text).map((body) => [body, 'configuration', body, { status: 400 }] as const)),
      )
      await refuses(
        t,
        target,
        bad.flatMap((text) => [
          [`id ${text}`, 'summary', `{"id":"${text}","errorCount":"x"}`, { status: 400 }] as const,
        ]),
      )
      const { admin, url, state } = target
      await admin.delete(target.summary)
      const before = await state()
      for (const text of bad) {
        isRefusal(t, await admin.post(target.summary, `{"id":"${text}"}`, traced()), `summary id ${text}`, {
          status: 400,
        })
        isRefusal(
          t,
          await admin.post(`${url}/deviceStatuses`, `{"deviceDisplayName":"${text}"}`, traced()),
          `status ${text}`,
          { status: 400 },
        )
        const collection = `{"@odata.type":"#microsoft.graph.configurationManagerCollectionAssignmentTarget","collectionId":"${text}"}`
        isRefusal(
          t,
          await admin.post(`${url}/assign`, `{"assignments":[{"target":${collection}}]}`, traced()),
          `collection ${text}`,
          { status: 400 },
        )
      }
      t.equal(await state(), before)
    })

    await t.test('bytes that are no UTF-8', async (t) => {
      const target = await newTarget(emulator)
      const wrap = (...bytes: number[]): Buffer =>
        Buffer.concat([Buffer.from(`{"@odata.type":"${IOS}","displayName":"`), Buffer.from(bytes), Buffer.from('"}')])
      const utf16 = Buffer.from(`{"@odata.type":"${IOS}","displayName":"x"}`, 'utf16le')
      await refuses(
        t,
        target,
        [wrap(0xff), wrap(0xc3), wrap(0xc0, 0x80), wrap(0xed, 0xa0, 0x80), wrap(0xf5, 0x80, 0x80, 0x80), utf16].map(
          (bytes) => [bytes.toString('latin1'), 'configuration', bytes, UNREADABLE],
        ),
      )
      const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(JSON.stringify(anIosConfiguration()))])
      t.equal((await target.admin.post(V1, marked)).statusCode, 201, 'a byte order mark is no fault')
    })

    await t.test('text of every kind that is whole is kept to the letter', async (t) => {
      const { admin } = await newTarget(emulator)
      for (const text of [
        '\u0001\u001f\u007f\u0080',
        '\u2028\u2029',
        '😀👩‍👩‍👧',
        '\uffff\ufffe',
        'e\u0301 é',
        '"\\/\b\f\n\r\t',
        "'; DROP TABLE tenant; --",
        '%s %27 <b>&amp;',
        'İıſß',
        '{{mail}}',
        '\u{10ffff}',
      ]) {
        const made = await admin.post(V1, anIosConfiguration({ displayName: `x${text}`, description: text }))
        t.equal(made.statusCode, 201, encodeURIComponent(text))
        const read = (await admin.get(`${V1}/${made.json<{ id: string }>().id}`)).json<Record<string, unknown>>()
        t.strictSame([read['displayName'], read['description']], [`x${text}`, text])
      }
    })

    await t.test('bodies that are too large or too deep', async (t) => {
      const target = await newTarget(emulator)
      const { admin, url, state } = target
      const before = await state()
      const large = JSON.stringify(anIosConfiguration({ description: 'x'.repeat(5_000_000) }))
      const zipped = gzipSync(large)
      for (const [method, path] of [
        ['POST', V1],
        ['PATCH', url],
      ] as const) {
        isRefusal(t, await admin.send(method, path, large, traced()), '5 MB', {
          status: 413,
          code: 'RequestEntityTooLarge',
        })
        isRefusal(
          t,
          await admin.send(method, path, zipped, traced({ 'content-encoding': 'gzip' })),
          '5 MB compressed',
          { status: 413, code: 'RequestEntityTooLarge' },
        )
        isRefusal(
          t,
          await admin.send(method, path, gzipSync('{').subarray(0, 12), traced({ 'content-encoding': 'gzip' })),
          'broken gzip',
          { status: 400 },
        )
        isRefusal(t, await admin.send(method, path, '{}', traced({ 'content-encoding': 'gzip' })), 'no gzip', {
          status: 400,
        })
        isRefusal(t, await admin.send(method, path, '{}', traced({ 'content-encoding': 'zstd9' })), 'unknown encoding')
      }
      const deep = (open: string, close: string): string => open.repeat(10_000) + close.repeat(10_000)
      const nested = [
        deep('[', ']'),
        deep('{"a":', '}').replace('}', '1}'),
        `{"settings":${deep('[', ']')}}`,
        `{"@odata.type":"${IOS}","displayName":"x","description":${deep('[', ']')}}`,
        `{"@odata.type":"${IOS}","displayName":"x","@odata.context":${deep('[', ']')},"hue":1}`,
      ]
      await refuses(
        t,
        target,
        nested.map((text) => [text, 'configuration', text, { status: 400 }]),
      )
      t.equal(await state(), before)
      const just = await admin.post(V1, anIosConfiguration({ description: 'x'.repeat(3_900_000) }))
      t.equal(just.statusCode, 201, 'just below the limit')
      t.equal(
        (await admin.get(`${V1}/${just.json<{ id: string }>().id}`)).json<{ description: string }>().description.length,
        3_900_000,
      )
    })

    await t.test('content types', async (t) => {
      const { admin, url, state } = await newTarget(emulator)
      const before = await state()
      for (const type of [
        'application/xml',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'text/html',
        'text/plain',
        'Text/Plain; charset=utf-8',
        'application/octet-stream',
        'image/png',
        'nonsense',
      ])
        for (const [method, path] of [
          ['POST', V1],
          ['PATCH', url],
          ['POST', `${url}/assign`],
        ] as const) {
          const response = await admin.send(
            method,
            path,
            JSON.stringify(anIosConfiguration()),
            traced({ 'content-type': type }),
          )
          isRefusal(t, response, `${method} ${type}`)
          t.ok([400, 415].includes(response.statusCode), `${type} ${response.statusCode}`)
        }
      t.equal(await state(), before)
      for (const type of [
        'application/json; charset=utf-8',
        'APPLICATION/JSON',
        'application/json;odata.metadata=minimal',
        'application/json;IEEE754Compatible=true',
      ])
        t.equal(
          (await admin.post(V1, JSON.stringify(anIosConfiguration()), { 'content-type': type })).statusCode,
          201,
          type,
        )
    })

    await t.test('keys of every kind', async (t) => {
      const { admin, id, url, state } = await newTarget(emulator)
      const before = await state()
      const keys = [
        'x'.repeat(5_000),
        `${id}${'0'.repeat(5_000)}`,
        '%00',
        '%F0%9F%98%80',
        '%27',
        '%27%27',
        '%2F',
        '%5C',
        '$x',
        '~',
        '*',
        '(',
        ')',
        '()',
        "('')",
        '%20',
        `${id}%00`,
        `${id}%0a`,
        '1 OR 1=1'.replaceAll(' ', '%20'),
      ]
      for (const key of keys)
        for (const method of ['GET', 'DELETE', 'PATCH'])
          for (const path of [`${V1}/${key}`, `${V1}('${key}')`, `${V1}/${key}/userStatusSummary`]) {
            isRefusal(
              t,
              await admin.send(method, path, method === 'PATCH' ? { '@odata.type': IOS } : undefined, traced()),
              `${method} ${path}`,
            )
          }
      for (const key of ['x'.repeat(5_000), '%00', 'a%00b', '%F0%9F%98%80', '%27', "it''s"])
        for (const path of [`${url}/assignments/${key}`, `${url}/deviceStatuses('${key}')`])
          isRefusal(t, await admin.get(path, traced()), path)
      t.equal(await state(), before)
    })

    await t.test('routes, versions and methods that do not exist', async (t) => {
      const { admin, url, state } = await newTarget(emulator)
      const before = await state()
      const paths: [string, number][] = [
        ['/v1.0/nowhere', 400],
        ['/v1.0/deviceAppManagement/nowhere', 400],
        [`${url}/nowhere`, 400],
        [`${url}/userStatusSummary/nowhere`, 400],
        [`${url}/assignments/1/nowhere`, 400],
        [`${url}/assign/nowhere`, 400],
        [`${url}/graph.nowhere`, 400],
        [`${url}/$value`, 400],
        [`${url}/$ref`, 400],
        [`${url}/displayName/nowhere`, 400],
        ['/v1.0/$nowhere', 400],
        ['/v1.0/deviceAppManagement/mobileAppConfigurations/$nowhere', 400],
        ['/v2.0/deviceAppManagement', 404],
        ['/deviceAppManagement/mobileAppConfigurations', 404],
        ['/', 404],
        ['/v1/deviceAppManagement', 404],
        ['/beta2', 404],
      ]
      for (const [path, status] of paths) isRefusal(t, await admin.get(path, traced()), path, { status })
      for (const [method, path] of [
        ['PUT', V1],
        ['PUT', url],
        ['DELETE', V1],
        ['PATCH', V1],
        ['POST', url],
        ['GET', `${url}/assign`],
        ['DELETE', '/v1.0/deviceAppManagement'],
        ['PUT', `${url}/userStatusSummary`],
        ['POST', `${V1}/$count`],
        ['DELETE', `${url}/displayName`],
      ] as const) {
        const response = await admin.send(
          method,
          path,
          method === 'GET' || method === 'DELETE' ? undefined : {},
          traced(),
        )
        isRefusal(t, response, `${method} ${path}`, { status: 405, code: 'MethodNotAllowed' })
        t.match(response.headers['allow'], /^[A-Z]+(, [A-Z]+)*$/)
      }
      for (const method of ['TRACE', 'PROPFIND', 'LOCK', 'SEARCH', 'MKCOL'])
        isRefusal(t, await admin.send(method, url, undefined, traced()), method)
      t.equal(await state(), before)
    })

    await t.test('malformed percent-encoding', async (t) => {
      const { admin, url } = await newTarget(emulator)
      for (const path of [
        `${V1}/%`,
        `${V1}/%zz`,
        `${V1}/%E0%A4%A`,
        `${V1}/%ff`,
        `${V1}/%c0%ae`,
        `${V1}('%ed%a0%80')`,
        `${url}?$select=%`,
        `${url}?$select=%ff`,
        `${url}?%zz=1`,
        `${V1}?$filter=displayName%20eq%20'%ff'`,
        '/v1.0/%',
        '/%',
        '/%ff/x',
      ])
        isRefusal(t, await admin.get(path, traced()), path)
    })

    await t.test('queries that make no sense', async (t) => {
      const { admin, url } = await newTarget(emulator)
      const queries = [
        '$top=-1',
        '$top=1.5',
        '$top=',
        '$top=x',
        '$top=99999999999999999999',
        '$skip=-1',
        '$skip=x',
        '$count=maybe',
        '$select=',
        '$select=a b',
        '$select=,',
        '$orderby=',
        '$orderby=hue',
        '$orderby=displayName up',
        '$expand=hue',
        '$expand=assignments(',
        '$filter=',
        '$filter=(',
        "$filter=displayName eq 'x",
        '$filter=1',
        '$filter=displayName eq 7',
        "$filter=version eq 'x'",
        '$skiptoken=x',
        '$skiptoken=',
        '$top=1&$top=2',
        '$nonsense=1',
        '$format=xml',
        `$filter=${'('.repeat(10_000)}`,
        `$filter=${'not '.repeat(5_000)}true`,
        "$filter=displayName eq '\0'",
        '$search=',
      ]
      for (const query of queries)
        isRefusal(t, await admin.get(`${V1}?${encodeURI(query)}`, traced()), query, { status: 400 })
      for (const query of ['$top=1', '$filter=true', '$count=true', '$orderby=id'])
        isRefusal(t, await admin.get(`${url}?${query}`, traced()), `item ${query}`, { status: 400 })
    })

    await t.test('a client-request-id of up to 128 characters comes back as it was', async (t) => {
      const { admin } = await newTarget(emulator)
      for (const sent of ['x', '{b7a1c0de-0000-4abc-8def-123456789012}', '"quotes"', 'a'.repeat(128)]) {
        const response = await admin.get(`${V1}/${APP}`, { 'client-request-id': sent })
        isRefusal(t, response, sent, { status: 404 }, sent)
        const { message } = response.json<{ error: { message: string } }>().error
        t.ok((JSON.parse(message) as { Message: string }).Message.includes(`Activity ID: ${sent} - `))
      }
      for (const sent of ['a'.repeat(129), 'with spaces']) {
        const { headers } = await admin.get(`${V1}/${APP}`, { 'client-request-id': sent })
        t.equal(headers['client-request-id'], headers['request-id'], `${sent} is no id`)
      }
    })

    await t.test('over a socket: what is not HTTP, and headers without end', async (t) => {
      const { admin, url, state } = await newTarget(emulator)
      const before = await state()
      const origin = await emulator.listen()
      const authorization = `Host: localhost\r\nAuthorization: Bearer ${admin.token}\r\n`
      const requests: [string, number][] = [
        ['nonsense\r\n\r\n', 400],
        ['GET\r\n\r\n', 400],
        [`GET ${V1} HTTP/9.9\r\nHost: localhost\r\n\r\n`, 400],
        [`GET ${V1} HTTP/1.1\r\n\r\n`, 400],
        [`POST ${V1} HTTP/1.1\r\n${authorization}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
        [`POST ${V1} HTTP/1.1\r\n${authorization}Content-Length: x\r\n\r\n{}`, 400],
        [
          `POST ${V1} HTTP/1.1\r\n${authorization}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
          400,
        ],
        [`POST ${V1} HTTP/1.1\r\n${authorization}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
        [`GET ${V1} HTTP/1.1\r\n${authorization}X-Long: ${'x'.repeat(200_000)}\r\n\r\n`, 431],
        [`GET ${V1}?${'x'.repeat(200_000)} HTTP/1.1\r\n${authorization}\r\n`, 431],
        [`GET ${V1}?$filter=${'x'.repeat(100_000)} HTTP/1.1\r\n${authorization}\r\n`, 400],
        [`GET ${V1}?$filter=displayName%20eq%20'${'%27%27'.repeat(10_000)}' HTTP/1.1\r\n${authorization}\r\n`, 200],
        [`GET ${V1}?$search=${'%25'.repeat(20_000)} HTTP/1.1\r\n${authorization}\r\n`, 200],
        [`GET ${V1}/${'x'.repeat(100_000)} HTTP/1.1\r\n${authorization}\r\n`, 400],
        [`GET http://localhost${V1}?$top=1 HTTP/1.1\r\n${authorization}\r\n`, 200],
        [`GET http://localhost HTTP/1.1\r\n${authorization}\r\n`, 404],
        [`QUERY ${V1} HTTP/1.1\r\n${authorization}\r\n`, 405],
        [`TRACE ${V1} HTTP/1.1\r\n${authorization}\r\n`, 405],
        [`PROPFIND ${V1} HTTP/1.1\r\n${authorization}\r\n`, 405],
        [`DELETE ${url} HTTP/1.1\r\n${authorization}Bad Header: 1\r\n\r\n`, 400],
        [`DELETE ${V1}/.. HTTP/1.1\r\n${authorization}\r\n`, 400],
        [`DELETE ${url}/%2e%2e HTTP/1.1\r\n${authorization}\r\n`, 400],
        [`DELETE ${url}/../${APP} HTTP/1.1\r\n${authorization}\r\n`, 400],
        [`GET /../../etc/passwd HTTP/1.1\r\n${authorization}\r\n`, 404],
      ]
      for (const [text, status] of requests) {
        const { head, body } = await exchange(origin, text)
        t.match(head, new RegExp(`^HTTP/1\\.1 ${status} `), text.slice(0, 60))
        t.match(head, /content-type: application\/json/i)
        if (status === 200) continue
        const { error } = JSON.parse(body) as {
          error: { code: string; message: string; innerError: Record<string, string> }
        }
        t.match(error, {
          code: /^[A-Z]/,
          message: /^\S/,
          innerError: { date: /^\d{4}-/, 'request-id': GUID, 'client-request-id': GUID },
        })
      }
      t.equal(await state(), before)
      t.equal(
        (await fetch(`${origin}${url}`, { headers: { authorization: `Bearer ${admin.token}` } })).status,
        200,
        'and it still serves',
      )
    })
    t.strictSame(emulator.errors, [], 'nothing was logged as an error')
  })
})

/** Sends bytes as they are, waits for the answer, and takes it apart. */
function exchange(origin: string, text: string): Promise<{ head: string; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin)
    let received = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    const finish = (): void => {
      const [head = '', body = ''] = received.split(/\r\n\r\n(.*)/s)
      resolve({ head, body })
      socket.destroy()
    }
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      received += chunk
      const length = /content-length: (\d+)/i.exec(received)?.[1]
      const [, body] = received.split(/\r\n\r\n(.*)/s)
      if (length !== undefined && body !== undefined && Buffer.byteLength(body) >= Number(length)) finish()
    })
    socket.on('close', finish).on('error', (error) => (received === '' ? reject(error) : finish()))
  })
}
