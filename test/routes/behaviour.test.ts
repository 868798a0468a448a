/** Profiles and switches, of the server and of single tenants. */
import t from 'tap'
import { startIntunite } from '../../src/index.js'
import { readBehaviour } from '../../src/services/profiles.js'

const SET = '/v1.0/deviceAppManagement/mobileAppConfigurations'
const BODY = { '@odata.type': '#microsoft.graph.iosMobileAppConfiguration', displayName: 'Behaviour' }

t.test('a profile is a name, followed by switches', async (t) => {
  t.match(readBehaviour('live'), {
    profile: { name: 'live' },
    switches: { strictAssignCast: false, checkTargetedApps: true },
  })
  t.match(readBehaviour('documented+strictAssignCast-checkTargetedApps'), {
    profile: { name: 'documented' },
    switches: { strictAssignCast: true, checkTargetedApps: false },
  })
  for (const wrong of [
    '',
    'Live',
    'live+',
    'live+nothing',
    'live strictAssignCast',
    '+strictAssignCast',
    'documented+live',
  ])
    t.equal(readBehaviour(wrong), undefined, wrong)
})

t.test('each tenant follows its own profile, and the server for the rest', async (t) => {
  const intunite = await startIntunite()
  t.teardown(() => intunite.close())
  const statusesOf = async (profile: string | undefined): Promise<number[]> => {
    const tenant = await intunite.tenant(profile === undefined ? {} : { profile })
    const authorization = `Bearer ${await intunite.token(tenant)}`
    const call = (method: string, path: string, body?: unknown): Promise<Response> =>
      fetch(`${intunite.url}${path}`, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    const { id } = (await (await call('POST', SET, BODY)).json()) as { id: string }
    const responses = [
      await call('PATCH', `${SET}/${id}`, BODY),
      await call('POST', `${SET}/${id}/assign`, { assignments: [] }),
      await call('GET', `${SET}/$count`),
      await call('DELETE', `${SET}/${id}`),
    ]
    return responses.map(({ status }) => status)
  }
  t.same(await statusesOf(undefined), [200, 204, 200, 204])
  t.same(await statusesOf('live'), [204, 200, 400, 200])
  t.same(await statusesOf('live+strictAssignCast'), [204, 400, 400, 200])
  t.same(await statusesOf('documented'), [200, 204, 200, 204])
  await t.rejects(intunite.tenant({ profile: 'lively' }), { message: /'lively' is no profile/ })
})

t.test('R2: a v1.0 PATCH of a target keeps the filter that beta gave it', async (t) => {
  const intunite = await startIntunite()
  t.teardown(() => intunite.close())
  const authorization = `Bearer ${await intunite.token()}`
  const call = async (method: string, path: string, body?: unknown): Promise<any> => {
    const response = await fetch(`${intunite.url}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return response.json()
  }
  const filter = {
    deviceAndAppManagementAssignmentFilterId: '5a0fb1c2-6c6e-4a0e-9d53-0f6f3e4a1b2c',
    deviceAndAppManagementAssignmentFilterType: 'include',
  }
  const target = (groupId: string) => ({ '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId })
  const { id } = await call('POST', SET, BODY)
  const below = `${SET.replace('v1.0', 'beta')}/${id}/assignments`
  const made = await call('POST', below, { target: { ...target('11111111-2222-4333-8444-555555555555'), ...filter } })
  const other = target('66666666-7777-4888-8999-000000000000')
  const patched = await call('PATCH', `${below.replace('beta', 'v1.0')}/${made.id}`, { target: other })
  t.strictSame(patched.target, other)
  t.match((await call('GET', `${below}/${made.id}`)).target, { ...other, ...filter })
})
