/** Actions and functions over HTTP: how they are addressed, what they take, what they yield, who may call them. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { all } from '../../src/store/work.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client, Response } from '../harness/emulator.js'
import { give } from '../harness/given.js'
import { operationModel } from './operation-model.js'

const RBAC = 'DeviceManagementRBAC.ReadWrite.All'
const CONFIGURATION = 'DeviceManagementConfiguration.ReadWrite.All'
const DEVICES = 'DeviceManagementManagedDevices.ReadWrite.All'
const PRIVILEGED = 'DeviceManagementManagedDevices.PrivilegedOperations.All'
const ROOT = '/beta/deviceManagement'
const TAGS = `${ROOT}/roleScopeTags`

/** Status and what the answer says, without the context. */
function shown(response: Response): unknown[] {
  if (response.body === '') return [response.statusCode]
  if (!/json/.test(String(response.headers['content-type']))) return [response.statusCode, response.body]
  const { '@odata.context': _context, ...rest } = response.json<Record<string, unknown>>()
  return [response.statusCode, rest]
}

function refusal(response: Response): string {
  const { code, message } = response.json<{ error: { code: string; message: string } }>().error
  const said = message.startsWith('{') ? (JSON.parse(message) as { Message: string }).Message : message
  return `${response.statusCode} ${code} ${said.split(' - Operation ID')[0]}`
}

async function makeTags(client: Client, ...names: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const displayName of names) ids.push((await client.post(TAGS, { displayName })).json<{ id: string }>().id)
  return ids
}

await forEachEmulator(
  t,
  async (t, emulator) => {
    const tenant = await emulator.newTenant()
    await give(emulator.store, tenant.id, [
      { at: 'deviceManagement/roleScopeTags', entity: { id: '0', isBuiltIn: true } },
    ])
    const admin = await tenant.as(RBAC, CONFIGURATION, DEVICES, PRIVILEGED)
    const journal = async (): Promise<readonly (readonly unknown[])[]> =>
      emulator.store.database.read(() =>
        all(
          'SELECT "version", "path", "operation", "parameters", "appId", "userId" FROM "operationCall" ORDER BY "at"',
          [],
        ),
      )

    await t.test('a function is called with and without namespace, parentheses and casts', async (t) => {
      const forms = [
        'hasCustomRoleScopeTag',
        'hasCustomRoleScopeTag()',
        'HASCUSTOMROLESCOPETAG()',
        'microsoft.graph.hasCustomRoleScopeTag',
        'graph.hasCustomRoleScopeTag()',
        'microsoft.graph.roleScopeTag/hasCustomRoleScopeTag()',
        'microsoft.graph.roleScopeTag/microsoft.graph.hasCustomRoleScopeTag()',
      ]
      for (const form of forms) t.strictSame(shown(await admin.get(`${TAGS}/${form}`)), [200, { value: false }], form)
      await makeTags(admin, 'Custom')
      t.strictSame(shown(await admin.get(`${TAGS}/hasCustomRoleScopeTag`)), [200, { value: true }])
    })

    await t.test('parameters stand in parentheses, or behind aliases in the query', async (t) => {
      const ids = await makeTags(admin, 'One', 'Two')
      const list = JSON.stringify(ids)
      const quoted = `[${ids.map((id) => `'${id}'`).join()}]`
      for (const url of [
        `getRoleScopeTagsByIds(ids=${encodeURIComponent(list)})`,
        `getRoleScopeTagsByIds(ids=${encodeURIComponent(quoted)})`,
        `getRoleScopeTagsByIds(ids=@ids)?@ids=${encodeURIComponent(list)}`,
        `microsoft.graph.getRoleScopeTagsByIds(ids=@i)?@i=${encodeURIComponent(quoted)}`,
      ]) {
        const response = await admin.get(`${ROOT}/${url}`)
        const { value } = response.json<{ value: { displayName: string }[] }>()
        t.same(value?.map(({ displayName }) => displayName).sort(), ['One', 'Two'], `${url}: ${response.body}`)
      }
      t.strictSame(shown(await admin.get(`${ROOT}/getRoleScopeTagsByIds(ids=@ids)`)), [200, { value: [] }])
      t.strictSame(shown(await admin.get(`${ROOT}/scopedForResource(resource='it''s%2Fthis,(that)')`)), [
        200,
        { value: false },
      ])
    })

    await t.test('the collection that a function yields takes query options and can be counted', async (t) => {
      const ids = await makeTags(admin, 'Alpha', 'Beta', 'Gamma')
      const call = `getRoleScopeTagsByIds(ids=${encodeURIComponent(JSON.stringify(ids))})`
      const named = async (query: string): Promise<unknown> => {
        const { value } = (await admin.get(`${ROOT}/${call}?${query}`)).json<{ value: { displayName: string }[] }>()
        return value.map(({ displayName }) => displayName)
      }
      t.same(await named("$filter=startswith(displayName,'B')"), ['Beta'])
      t.same(await named('$orderby=displayName desc&$top=2'), ['Gamma', 'Beta'])
      t.same(await named('$orderby=displayName&$skip=1&$select=displayName'), ['Beta', 'Gamma'])
      t.equal((await admin.get(`${ROOT}/${call}?$count=true`)).json<Record<string, unknown>>()['@odata.count'], 3)
      t.strictSame(shown(await admin.get(`${ROOT}/${call}/$count`)), [200, '3'])
      t.strictSame(shown(await admin.get(`${ROOT}/${call}/$count?$filter=displayName eq 'Beta'`)), [200, '1'])
      const page = (await admin.get(`${ROOT}/${call}?$orderby=displayName`, { prefer: 'odata.maxpagesize=2' })).json<
        Record<string, string>
      >()
      const next = new URL(page['@odata.nextLink'] ?? '')
      const rest = (await admin.get(next.pathname + next.search)).json<{ value: { displayName: string }[] }>()
      t.same(
        rest.value.map(({ displayName }) => displayName),
        ['Gamma'],
        next.href,
      )
      t.match(
        refusal(await admin.get(`${ROOT}/${call}?$filter=nothing eq 1`)),
        /Could not find a property named 'nothing'/,
      )
      t.match(refusal(await admin.get(`${TAGS}/names?$filter=true`)), /'Filter' is not allowed/)
      t.match(refusal(await admin.get(`${TAGS}/hasCustomRoleScopeTag/$count`)), /segment '\$count'/)
    })

    await t.test('results say what they are in their context', async (t) => {
      const [id = ''] = await makeTags(admin, 'Contexts')
      const context = (response: Response): string | undefined =>
        response.json<Record<string, string>>()['@odata.context']?.split('$metadata#')[1]
      t.equal(context(await admin.get(`${TAGS}/hasCustomRoleScopeTag`)), 'Edm.Boolean')
      t.equal(
        context(await admin.get(`${ROOT}/getRoleScopeTagsByIds(ids=@i)?@i=["${id}"]&$select=id`)),
        'deviceManagement/roleScopeTags(id)',
      )
      const chosen = await admin.post(`${TAGS}/getRoleScopeTagsById`, { roleScopeTagIds: [id] })
      t.equal(context(chosen), 'deviceManagement/roleScopeTags')
      t.match(chosen.json(), { value: [{ id, displayName: 'Contexts' }] })
      const none = await admin.get(`${TAGS}/hasCustomRoleScopeTag`, { accept: 'application/json;odata.metadata=none' })
      t.strictSame(none.json(), { value: true })
      const full = await admin.post(
        `${TAGS}/getRoleScopeTagsById`,
        { roleScopeTagIds: [id] },
        { accept: 'application/json;odata.metadata=full' },
      )
      t.match(full.json(), { value: [{ '@odata.type': '#microsoft.graph.roleScopeTag', id }] })
    })

    await t.test('reports are bytes, with the columns that were asked for', async (t) => {
      const response = await admin.post(`${TAGS}/report`, { select: ['DeviceName', 'UPN'] })
      t.equal(response.headers['content-type'], 'application/octet-stream')
      t.strictSame(response.json(), {
        TotalRowCount: 0,
        Schema: [
          { Column: 'DeviceName', PropertyType: 'String' },
          { Column: 'UPN', PropertyType: 'String' },
        ],
        Values: [],
        SessionId: '',
      })
      const batch = await admin.post('/beta/$batch', {
        requests: [
          {
            id: '1',
            method: 'POST',
            url: '/deviceManagement/roleScopeTags/report',
            headers: { 'content-type': 'application/json' },
            body: { select: [] },
          },
        ],
      })
      const [part] = batch.json<{ responses: { body: string }[] }>().responses
      t.match(JSON.parse(Buffer.from(part?.body ?? '', 'base64').toString()), { TotalRowCount: 0 })
    })

    await t.test('values in a URL are written as their type wants', async (t) => {
      const [id = ''] = await makeTags(admin, 'Values')
      const call = async (text: string): Promise<string> => refusal(await admin.get(`${TAGS}/${id}/${text}`))
      const mismatch = (literal: string, type: string): string =>
        `400 BadRequest Cannot convert the literal '${literal}' to the expected type '${type}'.`
      t.equal(await call("score(factor='3')"), mismatch("'3'", 'Edm.Int32'))
      t.equal(await call('score(factor=1.5)'), mismatch('1.5', 'Edm.Int32'))
      t.equal(await call('nameOf(language=3)'), mismatch('3', 'Edm.String'))
      t.equal(await call('nameOf(language=2026-01-01)'), mismatch('2026-01-01', 'Edm.String'))
      t.match(await call('score(factor=9999999999)'), /^400 .*'9999999999' to the expected type 'Edm.Int32'/)
      t.match(await call('score(factor=null)'), /^400 .*factor/)
      t.match(await call('nameOf(language=null)'), /^400 .*language/)
      t.match(await call('score(factor=1 2)'), /^400 BadRequest The query specified in the URI is not valid/)
      for (const malformed of ['nameOf(language)', 'nameOf(language=)', "nameOf(language='x'", "nameOf(='x')"])
        t.equal(await call(malformed), '400 BadRequest Bad Request - Error in query syntax.', malformed)
      for (const [text, name] of [
        ['nameOf', 'nameOf'],
        ['nameOf()', 'nameOf'],
        ["nameOf(tongue='en')", 'nameOf'],
        ["nameOf(language='en',factor=1)", 'nameOf'],
        ['touch()', 'touch'],
        ['missing()', 'missing'],
      ] as const)
        t.equal(await call(text), `400 BadRequest Resource not found for the segment '${name}'.`, text)
      t.match(
        refusal(await admin.get(`${ROOT}/getRoleScopeTagsByIds(ids='1')`)),
        /to the expected type 'Collection\(Edm.String\)'/,
      )
    })

    await t.test('a function of which nothing is known says that it is not imitated', async (t) => {
      const [id = ''] = await makeTags(admin, 'Unknown')
      for (const [url, name] of [
        [`${TAGS}/names`, 'names'],
        [`${TAGS}/${id}/nameOf(language='en')`, 'nameOf'],
        [`${TAGS}/${id}/score(factor=2)`, 'score'],
      ])
        t.equal(refusal(await admin.get(url ?? '')), `501 NotImplemented The operation '${name}' is not implemented.`)
      t.match(refusal(await admin.get(`${TAGS}/99/nameOf(language='en')`)), /^404 ResourceNotFound/)
      t.strictSame(emulator.errors, [], 'that is not a failure of the server')
    })

    await t.test('an action checks its parameters, naming what is wrong', async (t) => {
      const [id = ''] = await makeTags(admin, 'Parameters')
      const call = async (body: unknown): Promise<string> => refusal(await admin.post(`${TAGS}/${id}/configure`, body))
      t.equal(
        await call({ level: 1, depth: 2 }),
        "400 BadRequest The parameter 'depth' in the request payload is not a valid parameter for the operation 'configure'.",
      )
      t.equal(await call({}), '400 BadRequest Property level in payload has a value that does not match schema.')
      t.match(await call({ level: 'x' }), /Cannot convert the literal 'x' to the expected type 'Edm.Int32'/)
      t.match(await call({ level: null }), /null value was found for the property named 'level'/)
      t.match(await call({ level: 1, mode: 'slow' }), /Requested value 'slow' was not found/)
      t.match(await call({ level: 1, names: 'a' }), /property named 'names'.*'StartArray' node was expected/)
      t.match(await call({ level: 1, names: [1] }), /Cannot convert the literal '1' to the expected type 'Edm.String'/)
      t.match(await call({ level: 1, options: { label: 1 } }), /literal '1' to the expected type 'Edm.String'/)
      t.match(await call({ level: 1, options: { labels: 'x' } }), /The property 'labels' does not exist/)
      t.match(await call({ level: 1, tags: [{ displayName: 5 }] }), /literal '5' to the expected type 'Edm.String'/)
      t.match(await call({ level: 1, tags: [{ name: 'x' }] }), /The property 'name' does not exist/)
      t.match(await call({ level: 1, tags: {} }), /Property tags in payload/)
      t.match(await call([]), /^400/)
      t.match(await call('[1'), /^400/)
      t.match(await call({ level: 1, ['__proto__x']: 1 }), /'__proto__x'/)
    })

    await t.test('the calls of an action of which nothing is known are in the journal', async (t) => {
      const [id = ''] = await makeTags(admin, 'Journal')
      const before = (await journal()).length
      const body = {
        level: 3,
        mode: 'FULL',
        options: { label: 'x', retries: null, modes: ['quick'] },
        names: [],
        password: 'secret of mine',
        '@odata.context': 'ignored',
      }
      t.strictSame(shown(await admin.post(`${TAGS}/${id}/configure`, body)), [204])
      t.strictSame(shown(await admin.post(`${TAGS}('${id}')/microsoft.graph.touch`)), [204])
      t.strictSame(shown(await admin.post(`${TAGS}/${id}/touch`, {})), [204])
      t.match(refusal(await admin.post(`${TAGS}/99/touch`)), /^404 ResourceNotFound/)
      t.match(refusal(await admin.post(`${TAGS}/${id}/configure`, { level: 'x' })), /^400/)
      const [configured, touched, ...others] = (await journal()).slice(before)
      t.equal(others.length, 1, 'nothing of the calls that failed')
      t.same(configured?.slice(0, 3), ['beta', `deviceManagement/roleScopeTags('${id}')`, 'configure'])
      const kept = JSON.parse(String(configured?.[3])) as Record<string, unknown>
      t.match(kept, { level: 3, mode: 'FULL', password: '***' })
      t.same(touched?.slice(2, 4), ['touch', '{}'])
    })

    await t.test('a method that an operation does not have is refused', async (t) => {
      const [id = ''] = await makeTags(admin, 'Methods')
      const call = await admin.get(`${TAGS}/${id}/touch`)
      t.match(refusal(call), /^405 MethodNotAllowed/)
      t.equal(call.headers['allow'], 'POST')
      const other = await admin.post(`${TAGS}/hasCustomRoleScopeTag`, {})
      t.match(refusal(other), /^405 MethodNotAllowed/)
      t.equal(other.headers['allow'], 'GET, HEAD')
      t.match(refusal(await admin.patch(`${TAGS}/${id}/touch`, {})), /^405/)
      t.match(refusal(await admin.get(`${TAGS}/${id}/touch/more`)), /segment 'more'/)
    })

    await t.test('v1.0 has no operation that only beta has', async (t) => {
      t.match(
        refusal(await admin.get("/v1.0/deviceManagement/getRoleScopeTagsByIds(ids=@i)?@i=['1']")),
        /^400 BadRequest Resource not found for the segment 'getRoleScopeTagsByIds'/,
      )
      t.strictSame(shown(await admin.get("/v1.0/deviceManagement/scopedForResource(resource='x')")), [
        200,
        { value: false },
      ])
    })

    await t.test('the permission map says who may call', async (t) => {
      const deviceId = randomUUID()
      await give(emulator.store, tenant.id, [{ at: 'deviceManagement/managedDevices', entity: { id: deviceId } }])
      const url = `/v1.0/deviceManagement/managedDevices/${deviceId}`
      const writer = await tenant.as(DEVICES)
      const operator = await tenant.as(PRIVILEGED)
      const reader = await tenant.as('DeviceManagementManagedDevices.Read.All')
      const lacking = (...names: string[]): string =>
        `403 Forbidden Application is not authorized to perform this operation. Application must have one of the following scopes: ${names.join(', ')}`
      t.equal(refusal(await writer.post(`${url}/wipe`, {})), lacking(PRIVILEGED))
      t.equal(refusal(await reader.post(`${url}/deprovision`, { deprovisionReason: '' })), lacking(PRIVILEGED))
      t.strictSame(shown(await operator.post(`${url}/wipe`, { keepUserData: true })), [204])
      t.equal((await reader.get(`${url}/getFileVaultKey`)).statusCode, 204)
      t.equal(
        refusal(await operator.get(`${url}/getFileVaultKey`)),
        lacking(
          'DeviceManagementConfiguration.Read.All',
          'DeviceManagementManagedDevices.Read.All',
          CONFIGURATION,
          DEVICES,
        ),
      )
      t.equal(
        refusal(await operator.get(url)),
        lacking(
          'DeviceManagementManagedDevices.Read.All',
          'DeviceManagementConfiguration.Read.All',
          DEVICES,
          CONFIGURATION,
        ),
      )
    })
    t.strictSame(emulator.errors, [], 'nothing is logged as an error')
  },
  { model: operationModel },
)
