/** Compression, CORS, HEAD, method override and conditional requests of the Graph face. */
import { brotliCompressSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib'
import t from 'tap'
import { startEmulator } from '../harness/emulator.js'

const SET = '/v1.0/deviceAppManagement/mobileAppConfigurations'
const settings = Array.from({ length: 60 }, (_, i) => ({
  appConfigKey: `key ${i}`,
  appConfigKeyType: 'stringType',
  appConfigKeyValue: 'value',
}))
const ios = (more = {}) => ({
  '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
  displayName: 'Behaviour',
  ...more,
})

t.test('HTTP behaviour', async (t) => {
  const { admin, anonymous } = await startEmulator(t)
  const made = await admin.post(SET, ios({ settings }))
  const item = `${SET}/${made.json<{ id: string }>().id}`

  t.test('request bodies may be compressed with gzip, deflate and br, whatever the case of the name', async (t) => {
    const body = JSON.stringify(ios())
    for (const [encoding, bytes] of [
      ['gzip', gzipSync(body)],
      ['GZIP', gzipSync(body)],
      ['x-gzip', gzipSync(body)],
      ['X-GZip', gzipSync(body)],
      ['Deflate', deflateSync(body)],
      ['identity', Buffer.from(body)],
      ['Identity', Buffer.from(body)],
      ['deflate', deflateSync(body)],
      ['br', brotliCompressSync(body)],
    ] as const) {
      const response = await admin.post(SET, bytes, { 'content-encoding': encoding })
      t.equal(response.statusCode, 201, encoding)
      await admin.delete(`${SET}/${response.json<{ id: string }>().id}`)
    }
  })

  t.test(
    'what does not decompress is a 400, an unknown encoding a 415, and the limit counts inflated bytes',
    async (t) => {
      t.match(await admin.post(SET, Buffer.from('no gzip'), { 'content-encoding': 'gzip' }), { statusCode: 400 })
      for (const name of ['constructor', 'toString', 'gzip, gzip', 'gzip;q=1'])
        t.equal((await admin.post(SET, Buffer.from('?'), { 'content-encoding': name })).statusCode, 415, name)
      const unknown = await admin.post(SET, Buffer.from('?'), { 'content-encoding': 'zstd' })
      t.match(unknown.json(), { error: { code: 'UnsupportedMediaType', innerError: { 'request-id': /./ } } })
      t.equal(unknown.statusCode, 415)
      const bomb = gzipSync(JSON.stringify(ios({ description: 'x'.repeat(5_000_000) })))
      t.ok(bomb.length < 100_000)
      t.match(await admin.post(SET, bomb, { 'content-encoding': 'gzip' }), { statusCode: 413 })
    },
  )

  t.test('a long answer is compressed where the client accepts it', async (t) => {
    const plain = await admin.get(item)
    const zipped = await admin.get(item, { 'accept-encoding': 'gzip' })
    t.equal(zipped.headers['content-encoding'], 'gzip')
    t.equal(gunzipSync(zipped.rawPayload).toString(), plain.body)
    t.notOk(plain.headers['content-encoding'])
  })

  t.test('HEAD answers like GET without a body', async (t) => {
    const [get, head] = [await admin.get(item), await admin.send('HEAD', item)]
    t.equal(head.statusCode, 200)
    t.equal(head.body, '')
    t.equal(head.headers['content-length'], get.headers['content-length'])
  })

  t.test('a preflight passes without a token and allows what clients send', async (t) => {
    const response = await anonymous.send('OPTIONS', item, undefined, {
      origin: 'https://app.test',
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization,content-type,prefer',
    })
    t.equal(response.statusCode, 200)
    t.match(response.headers, {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization,content-type,prefer',
      'access-control-allow-methods': /PATCH/,
      'access-control-max-age': '3600',
    })
  })

  t.test('answers to browsers expose the headers of Graph, errors as well', async (t) => {
    for (const response of [
      await admin.get(item, { origin: 'https://app.test' }),
      await anonymous.get(item, { origin: 'https://app.test' }),
    ])
      t.match(response.headers, {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': /client-request-id.*Retry-After/,
      })
  })

  t.test('X-HTTP-Method-Override turns a POST into what it says, with the permissions of that', async (t) => {
    const response = await admin.post(item, ios({ description: 'overridden' }), { 'x-http-method-override': 'PATCH' })
    t.match(response.json(), { description: 'overridden' })
    t.equal(
      (await admin.get(item, { 'x-http-method-override': 'DELETE' })).statusCode,
      200,
      'only POST can be overridden',
    )
  })

  t.test('Prefer: return=minimal leaves the body away and says so', async (t) => {
    const patched = await admin.patch(item, ios({ description: 'quiet' }), { prefer: 'respond-async, return=minimal' })
    t.match(patched, { statusCode: 204, body: '', headers: { 'preference-applied': 'return=minimal' } })
    const created = await admin.post(SET, ios(), { prefer: 'return=minimal' })
    t.match(created, { statusCode: 204, headers: { location: /mobileAppConfigurations\('/ } })
    t.equal(created.headers['odata-entityid'], created.headers.location)
    await admin.delete(`${SET}/${/'(.*)'/.exec(String(created.headers.location))?.[1]}`)
  })

  t.test(
    'preferences are read whatever their case, quotes, spaces and parameters; the first of a name counts',
    async (t) => {
      for (const prefer of [
        'RETURN=Minimal',
        'return="minimal"',
        'x, return = minimal;y=1',
        'return=minimal, return=representation',
      ]) {
        const { statusCode, headers } = await admin.patch(item, ios({ description: 'quiet' }), { prefer })
        t.match(
          { statusCode, headers },
          { statusCode: 204, headers: { 'preference-applied': 'return=minimal' } },
          prefer,
        )
      }
      for (const prefer of ['return', 'return=', 'return=minimalist', '"return=minimal', ';', ',=,'])
        t.equal((await admin.patch(item, ios({ description: 'quiet' }), { prefer })).statusCode, 200, prefer)
    },
  )

  t.test('a method that nothing answers to is refused with what is allowed, and never a 5xx', async (t) => {
    for (const method of ['PUT', 'TRACE', 'QUERY']) {
      const response = await admin.send(method, item)
      t.match(response, { statusCode: 405, headers: { allow: 'GET, HEAD, PATCH, DELETE' } }, method)
      t.match(response.json(), { error: { code: 'MethodNotAllowed' } })
      t.equal((await anonymous.send(method, item)).statusCode, 401, `${method} without a token`)
    }
    t.equal((await anonymous.send('QUERY', '/elsewhere')).statusCode, 404, 'an unknown version')
  })

  t.test('If-Match of an ETag is never met, * asks for something to be there', async (t) => {
    const stale = await admin.patch(item, ios({ description: 'lost' }), { 'if-match': 'W/"1"' })
    t.match(stale, { statusCode: 412 })
    t.match(stale.json(), { error: { code: 'PreconditionFailed' } })
    t.match(await admin.delete(item, { 'if-match': '"x"' }), { statusCode: 412 })
    t.match((await admin.get(item)).json(), { description: 'quiet' })
    t.equal((await admin.patch(item, ios(), { 'if-match': '*' })).statusCode, 200)
    const summary = `${item}/userStatusSummary`
    t.equal((await admin.patch(summary, { errorCount: 1 }, { 'if-match': '*' })).statusCode, 412, 'there is none yet')
    t.equal((await admin.post(summary, { errorCount: 1 }, { 'if-none-match': '*' })).statusCode, 201)
    t.equal((await admin.post(summary, { errorCount: 2 }, { 'if-none-match': '*' })).statusCode, 412)
    t.match((await admin.get(summary)).json(), { errorCount: 1 })
  })

  t.test('odata.metadata=none drops annotations but count and nextLink, by Accept and by $format', async (t) => {
    await admin.post(SET, ios())
    const none = await admin.get(`${SET}?$top=1&$count=true`, { accept: 'application/json;odata.metadata=none' })
    t.same(Object.keys(none.json<object>()), ['@odata.count', '@odata.nextLink', 'value'])
    t.notOk('@odata.type' in none.json<{ value: object[] }>().value[0]!)
    t.match(none.headers['content-type'], /odata\.metadata=none/)
    const format = await admin.get(`${item}?$format=application/json;odata.metadata=none`)
    t.notOk(format.body.includes('@odata'))
  })

  t.test(
    'odata.metadata=minimal, asked for by name, names types only where they are not the declared ones',
    async (t) => {
      const minimal = { accept: 'application/json;odata.metadata=minimal' }
      const url = `${item}?$expand=userStatusSummary`
      const usual = (await admin.get(url)).json<any>()
      const type = '#microsoft.graph.iosMobileAppConfiguration'
      t.match(usual, { '@odata.type': type, userStatusSummary: { '@odata.type': /UserSummary$/ } })
      const asked = (await admin.get(url, minimal)).json<any>()
      t.equal(asked['@odata.type'], type)
      t.notOk('@odata.type' in asked.userStatusSummary)
    },
  )

  t.test('odata.metadata=full says where things are, of what type they are and what can be done', async (t) => {
    const full = { accept: 'application/json;odata.metadata=full' }
    const entity = (await admin.get(`${item}?$expand=userStatusSummary`, full)).json<any>()
    const path = item.replace('/v1.0/', '').replace(/\/([^/]*)$/, "('$1')")
    const edit = `${path}/microsoft.graph.iosMobileAppConfiguration`
    t.match(entity, {
      '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
      '@odata.id': path,
      '@odata.editLink': edit,
      'createdDateTime@odata.type': '#DateTimeOffset',
      'targetedMobileApps@odata.type': '#Collection(String)',
      'settings@odata.type': '#Collection(microsoft.graph.appConfigurationSettingItem)',
      'assignments@odata.navigationLink': `http://localhost:8080/v1.0/${edit}/assignments`,
      '#microsoft.graph.assign': {
        target: `http://localhost:8080/v1.0/${path}/microsoft.graph.managedDeviceMobileAppConfiguration/microsoft.graph.assign`,
      },
      userStatusSummary: { '@odata.id': `${path}/userStatusSummary` },
    })
    t.notOk('displayName@odata.type' in entity)
    t.match(
      entity.settings[0],
      {
        '@odata.type': '#microsoft.graph.appConfigurationSettingItem',
        'appConfigKeyType@odata.type': '#microsoft.graph.mdmAppConfigKeyType',
      },
      'values within values as well',
    )
    const links = Object.keys(entity).filter((name) => name.endsWith('navigationLink'))
    t.same(
      links.map((name) => name.replace(/@.*/, '')),
      ['userStatusSummary', 'assignments', 'deviceStatuses', 'deviceStatusSummary', 'userStatuses'],
      'what is expanded comes with its links before it, and the rest is in the order of names',
    )
    const names = Object.keys(entity)
    t.equal(names.indexOf('userStatusSummary'), names.indexOf('userStatusSummary@odata.navigationLink') + 1)
    const list = (await admin.get(`${SET}?$top=1`, full)).json<any>()
    t.ok(list.value[0]['@odata.editLink'])
    const response = await admin.post(SET, ios(), full)
    t.match(response.headers['content-type'], /odata\.metadata=full/)
    t.ok(response.json<any>()['@odata.id'])
  })

  t.test('page size follows Prefer: odata.maxpagesize', async (t) => {
    const response = await admin.get(SET, { prefer: 'odata.maxpagesize=1' })
    t.equal(response.headers['preference-applied'], 'odata.maxpagesize=1')
    t.equal(response.json<{ value: unknown[] }>().value.length, 1)
    t.ok(response.json<any>()['@odata.nextLink'])
  })
})
