/** `/directoryObjects`: anything in the directory by its id, whatever it is. */
import { test } from 'tap'
import { forEachEmulator, TENANT } from '../harness/emulator.js'

const MISSING = '11111111-1111-4111-8111-111111111111'

test('objects of the directory by their ids', async (t) => {
  await forEachEmulator(t, async (t, { newTenant, admin: owner }) => {
    const tenant = await newTenant()
    const admin = await tenant.as('Directory.ReadWrite.All')
    const reader = await tenant.as('Directory.Read.All')
    const userReader = await tenant.as('User.Read.All')
    const made = async (set: string, body: object): Promise<{ id: string; appId: string }> => {
      const response = await admin.post(`/v1.0/${set}`, body)
      t.equal(response.statusCode, 201, response.body)
      return response.json<{ id: string; appId: string }>()
    }
    const named = { accountEnabled: true, displayName: 'Ada', mailNickname: 'ada', userPrincipalName: 'ada@x.test' }
    const user = await made('users', named)
    const group = await made('groups', {
      displayName: 'Staff',
      mailNickname: 'staff',
      mailEnabled: false,
      securityEnabled: true,
    })
    const application = await made('applications', { displayName: 'App' })
    const servicePrincipal = await made('servicePrincipals', { appId: application.appId })
    await admin.post(`/v1.0/groups/${group.id}/members/$ref`, {
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${user.id}`,
    })

    await t.test('each is read as what it is, with its type and the context that was asked', async (t) => {
      const objects = { user, group, application, servicePrincipal }
      for (const [type, { id }] of Object.entries(objects))
        for (const version of ['v1.0', 'beta'])
          for (const url of [
            `directoryObjects/${id}`,
            `directoryObjects('${id.toUpperCase()}')`,
            `DirectoryObjects/${id}/microsoft.graph.${type}`,
            `directoryObjects/${id}/graph.directoryObject`,
          ]) {
            const answer = await reader.get(`/${version}/${url}`)
            t.equal(answer.statusCode, 200, url)
            t.match(answer.json(), { id, '@odata.type': `#microsoft.graph.${type}` })
            t.match(answer.json(), { '@odata.context': /#directoryObjects\/\$entity$/ }, url)
          }
      const selected = await reader.get(`/v1.0/directoryObjects/${user.id}?$select=id,displayName`)
      t.match(selected.json(), {
        id: user.id,
        displayName: 'Ada',
        '@odata.context': /#directoryObjects\(id,displayName\)/,
      })
      t.match((await reader.get(`/v1.0/directoryObjects/${user.id}/id`)).json(), { value: user.id })
      const name = `/v1.0/directoryObjects/${user.id}/microsoft.graph.user/displayName`
      t.match((await reader.get(name)).json(), { value: 'Ada' })
    })

    await t.test('operations of the directory are called on it', async (t) => {
      for (const [name, body, value] of [
        [`${user.id}/getMemberGroups`, { securityEnabledOnly: false }, [group.id]],
        [`${user.id}/microsoft.graph.getMemberObjects`, { securityEnabledOnly: true }, [group.id]],
        [`${user.id}/checkMemberGroups`, { groupIds: [group.id, MISSING] }, [group.id]],
        [`${user.id}/checkMemberObjects`, { ids: [MISSING] }, []],
        [`${application.id}/getMemberGroups`, { securityEnabledOnly: false }, []],
      ] as const) {
        const answer = await reader.post(`/v1.0/directoryObjects/${name}`, body)
        t.equal(answer.statusCode, 200, answer.body)
        t.strictSame(answer.json<{ value: string[] }>().value, value, name)
      }
      const ids = [group.id, user.id, servicePrincipal.id]
      const found = await reader.post('/v1.0/directoryObjects/getByIds', { ids })
      t.strictSame(
        found.json<{ value: { id: string }[] }>().value.map(({ id }) => id),
        ids,
      )
    })

    await t.test('what is not there, not allowed or no id is refused', async (t) => {
      for (const [method, url, status, code] of [
        ['GET', `/v1.0/directoryObjects/${MISSING}`, 404, 'Request_ResourceNotFound'],
        ['GET', `/v1.0/directoryObjects/${user.id}/microsoft.graph.group`, 404, 'Request_ResourceNotFound'],
        ['POST', `/v1.0/directoryObjects/${MISSING}/getMemberGroups`, 404, 'Request_ResourceNotFound'],
        ['DELETE', `/v1.0/directoryObjects/${MISSING}`, 404, 'Request_ResourceNotFound'],
        ['GET', '/v1.0/directoryObjects/x', 400, 'Request_BadRequest'],
        ['GET', `/v1.0/directoryObjects/${user.id}/nothing`, 400, 'BadRequest'],
        ['GET', `/v1.0/directoryObjects/${user.id}?$select=nothing`, 400, 'BadRequest'],
        ['GET', '/v1.0/directoryObjects', 405, 'MethodNotAllowed'],
        ['GET', '/v1.0/directoryObjects/$count', 405, 'MethodNotAllowed'],
        ['POST', '/v1.0/directoryObjects', 405, 'MethodNotAllowed'],
        ['PATCH', `/v1.0/directoryObjects/${user.id}`, 405, 'MethodNotAllowed'],
        ['GET', '/v1.0/directoryObjects/delta', 501, 'NotImplemented'],
      ] as const) {
        const body = method === 'POST' || method === 'PATCH' ? { securityEnabledOnly: false } : undefined
        const refused = await admin.send(method, url, body)
        t.equal(refused.statusCode, status, `${method} ${url} ${refused.body}`)
        t.match(refused.json(), { error: { code } }, url)
      }
      const own = `/v1.0/directoryObjects/${TENANT}`
      t.match((await owner.get(own)).json(), { id: TENANT, '@odata.type': '#microsoft.graph.organization' })
      t.equal((await owner.delete(own)).statusCode, 405)
      t.equal((await userReader.get(`/v1.0/directoryObjects/${user.id}`)).statusCode, 403)
      t.equal((await reader.delete(`/v1.0/directoryObjects/${user.id}`)).statusCode, 403)
    })

    await t.test('it is deleted as in its own set', async (t) => {
      for (const [set, { id }] of [
        ['users', user],
        ['groups', group],
        ['servicePrincipals', servicePrincipal],
        ['applications', application],
      ] as const) {
        t.equal((await admin.delete(`/v1.0/directoryObjects/${id}`)).statusCode, 204)
        t.equal((await admin.get(`/v1.0/${set}/${id}`)).statusCode, 404)
      }
    })
  })
})
