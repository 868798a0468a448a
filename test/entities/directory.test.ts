/** Users, groups and the organization: CRUD, permissions, and the directory's own behaviour. */
import { test } from 'tap'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import { addUser } from '../harness/given.js'
import { signToken, userClaims } from '../harness/tokens.js'

const ada = {
  accountEnabled: true,
  displayName: 'Ada Quill',
  mailNickname: 'ada.quill',
  userPrincipalName: 'Ada.Quill@intunite.test',
}

const NOBODY = '7b0f7f0e-2f8f-4a52-9a1c-52f0e8f9f001'

interface Refusal {
  error: { code: string; message: string }
}

test('users', async (t) => {
  await forEachEmulator(t, async (t, { newTenant }) => {
    const tenant = await newTenant()
    const admin = await tenant.as('User.ReadWrite.All')
    const made = await admin.post('/v1.0/users', { ...ada, jobTitle: 'Engineer' })
    const { id } = made.json<{ id: string }>()

    await t.test('a user is made, shown in the short form of v1.0, changed without an answer, deleted', async (t) => {
      t.equal(made.statusCode, 201)
      t.equal(made.headers['location'], `http://localhost:8080/v1.0/users('${id}')`)
      t.strictSame(made.json(), {
        '@odata.context': 'http://localhost:8080/v1.0/$metadata#users/$entity',
        id,
        businessPhones: [],
        displayName: 'Ada Quill',
        givenName: null,
        jobTitle: 'Engineer',
        mail: null,
        mobilePhone: null,
        officeLocation: null,
        preferredLanguage: null,
        surname: null,
        userPrincipalName: 'Ada.Quill@intunite.test',
      })
      const changed = await admin.patch(`/v1.0/users/${id}`, { jobTitle: 'Lead' }, { prefer: 'return=representation' })
      t.equal(changed.statusCode, 204)
      t.equal(changed.body, '')
      const list = (await admin.get('/v1.0/users')).json<{ value: object[] }>()
      t.match(list.value, [{ id, jobTitle: 'Lead' }])
      const other = (await admin.post('/v1.0/users', { ...ada, userPrincipalName: 'other@intunite.test' })).json<{
        id: string
      }>()
      t.equal((await admin.delete(`/v1.0/users/${other.id}`)).statusCode, 204)
      t.equal((await admin.get(`/v1.0/users/${other.id}`)).statusCode, 404)
    })

    await t.test('what is not in the short form is there where it is selected, and in beta', async (t) => {
      const selected = await admin.get(`/v1.0/users/${id}?$select=id,accountEnabled,userType,aboutMe`)
      t.strictSame(selected.json(), {
        '@odata.context': 'http://localhost:8080/v1.0/$metadata#users(id,accountEnabled,userType,aboutMe)/$entity',
        id,
        accountEnabled: true,
        userType: 'Member',
        aboutMe: null,
      })
      const whole = (await admin.get(`/beta/users/${id}`)).json<Record<string, unknown>>()
      t.match(whole, {
        accountEnabled: true,
        deviceKeys: [],
        createdDateTime: /Z$/,
        securityIdentifier: /^S-1-12-1-\d/,
      })
      t.notOk('aboutMe' in whole)
      t.equal((await admin.get(`/v1.0/users/${id}/accountEnabled`)).json<{ value: unknown }>().value, true)
    })

    await t.test(
      'a user principal name is as good as an id, whatever its case and however it is written',
      async (t) => {
        const byName = ['/ada.quill@intunite.test', "('ADA.QUILL@INTUNITE.TEST')", '/ada.quill%40intunite.test']
        for (const key of byName) t.match((await admin.get(`/v1.0/users${key}`)).json(), { id })
        t.equal((await admin.patch('/v1.0/users/ada.quill@intunite.test', { surname: 'Quill' })).statusCode, 204)
        const property = await admin.get('/v1.0/users/ada.quill@intunite.test/surname')
        t.equal(property.json<{ value: string }>().value, 'Quill')
        const batch = await admin.post('/v1.0/$batch', {
          requests: [{ id: '1', method: 'GET', url: '/users/ada.quill@intunite.test?$select=id' }],
        })
        t.match(batch.json(), { responses: [{ status: 200, body: { id } }] })
        const missing = await admin.get('/v1.0/users/nobody@intunite.test')
        t.equal(missing.statusCode, 404)
        t.match(missing.json(), {
          error: { code: 'Request_ResourceNotFound', message: /^Resource 'nobody@intunite\.test' does not exist/ },
        })
      },
    )

    await t.test('errors are plain and speak as the directory does', async (t) => {
      const refusals = {
        'unknown id': [
          await admin.get(`/v1.0/users/${NOBODY}`),
          404,
          'Request_ResourceNotFound',
          `Resource '${NOBODY}' does not exist`,
        ],
        'same name': [
          await admin.post('/v1.0/users', ada),
          400,
          'Request_BadRequest',
          'Another object with the same value',
        ],
        'no name': [
          await admin.post('/v1.0/users', { ...ada, displayName: undefined }),
          400,
          'Request_BadRequest',
          "A value is required for property 'displayName' of resource 'User'.",
        ],
        'name taken away': [
          await admin.patch(`/v1.0/users/${id}`, { displayName: null }),
          400,
          'Request_BadRequest',
          'A value',
        ],
        'not a sign-in name': [
          await admin.post('/v1.0/users', { ...ada, userPrincipalName: 'ada' }),
          400,
          'Request_BadRequest',
          'Property userPrincipalName is invalid.',
        ],
      } as const
      for (const [title, [response, status, code, message]] of Object.entries(refusals)) {
        t.equal(response.statusCode, status, title)
        const { error } = response.json<Refusal>()
        t.equal(error.code, code, title)
        t.ok(error.message.startsWith(message), `${title}: ${error.message}`)
      }
    })

    await t.test('a name is taken by renaming, too', async (t) => {
      const other = (await admin.post('/v1.0/users', { ...ada, userPrincipalName: 'second@intunite.test' })).json<{
        id: string
      }>()
      const renamed = await admin.patch(`/v1.0/users/${other.id}`, { userPrincipalName: 'ADA.quill@intunite.test' })
      t.equal(renamed.statusCode, 400)
      t.match(renamed.json(), { error: { code: 'Request_BadRequest' } })
    })

    await t.test('a password is taken and never shown', async (t) => {
      const passwordProfile = { password: 'Correct horse 7', forceChangePasswordNextSignIn: false }
      const secretive = { ...ada, userPrincipalName: 'third@intunite.test', passwordProfile }
      t.equal((await admin.post('/v1.0/users', secretive)).statusCode, 201)
      const shown = await admin.get('/beta/users/third@intunite.test?$select=passwordProfile')
      t.equal(shown.json<{ passwordProfile: unknown }>().passwordProfile, null)
    })

    await t.test('needs the permissions of the directory', async (t) => {
      const reader = await tenant.as('User.Read.All')
      t.equal((await reader.get('/v1.0/users')).statusCode, 200)
      const stranger = await tenant.as('DeviceManagementApps.ReadWrite.All')
      for (const refused of [await reader.post('/v1.0/users', ada), await stranger.get('/v1.0/users')]) {
        t.equal(refused.statusCode, 403)
        t.match(refused.json(), {
          error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' },
        })
      }
    })
  })
})

test('groups', async (t) => {
  await forEachEmulator(t, async (t, { newTenant }) => {
    const tenant = await newTenant()
    const admin = await tenant.as('Group.ReadWrite.All')
    const staff = { displayName: 'Field staff', mailEnabled: false, mailNickname: 'field', securityEnabled: true }
    const made = await admin.post('/v1.0/groups', staff)
    const { id } = made.json<{ id: string }>()

    await t.test('a group is made, found by name, changed without an answer, deleted', async (t) => {
      t.equal(made.statusCode, 201)
      t.match(made.json(), {
        ...staff,
        groupTypes: [],
        renewedDateTime: made.json<{ createdDateTime: string }>().createdDateTime,
      })
      t.notOk('@odata.type' in made.json())
      t.notOk('isArchived' in made.json())
      const found = await admin.get("/v1.0/groups?$filter=displayName eq 'field STAFF'&$select=id,displayName")
      t.strictSame(found.json<{ value: object[] }>().value, [{ id, displayName: 'Field staff' }])
      t.equal((await admin.patch(`/v1.0/groups/${id}`, { description: 'Out there' })).statusCode, 204)
      t.match((await admin.get(`/v1.0/groups/${id}`)).json(), { description: 'Out there', displayName: 'Field staff' })
      t.equal((await admin.delete(`/v1.0/groups/${id}`)).statusCode, 204)
      t.equal((await admin.delete(`/v1.0/groups/${id}`)).statusCode, 404)
    })

    await t.test('a key that is no GUID is refused in the directory’s words', async (t) => {
      const refused = await admin.get('/v1.0/groups/field-staff')
      t.equal(refused.statusCode, 400)
      t.match(refused.json(), {
        error: { code: 'Request_BadRequest', message: "Invalid object identifier 'field-staff'." },
      })
    })

    await t.test('readers of members may read, and only writers of groups may write', async (t) => {
      t.equal((await (await tenant.as('GroupMember.Read.All')).get('/v1.0/groups')).statusCode, 200)
      t.equal((await (await tenant.as('Group.Read.All')).post('/v1.0/groups', staff)).statusCode, 403)
      t.equal((await (await tenant.as('Directory.ReadWrite.All')).post('/v1.0/groups', staff)).statusCode, 201)
    })
  })
})

test('members of groups', async (t) => {
  await forEachEmulator(t, async (t, { newTenant, store, withToken }) => {
    const tenant = await newTenant()
    const admin = await tenant.as('Group.ReadWrite.All', 'User.ReadWrite.All')
    const make = async (set: string, body: object): Promise<string> =>
      (await admin.post(`/v1.0/${set}`, body)).json<{ id: string }>().id
    const group = { displayName: 'Field staff', mailEnabled: false, mailNickname: 'field', securityEnabled: true }
    const [staff, others] = [await make('groups', group), await make('groups', { ...group, displayName: 'Others' })]
    const id = await make('users', ada)
    const bo = await make('users', { ...ada, displayName: 'Bo', userPrincipalName: 'bo@intunite.test' })
    const add = (user: string, to = staff, set = 'directoryObjects') =>
      admin.post(`/v1.0/groups/${to}/members/$ref`, { '@odata.id': `https://graph.microsoft.com/v1.0/${set}/${user}` })
    const origin = 'http://localhost:8080/v1.0/$metadata#'

    await t.test('are added and removed by reference, once', async (t) => {
      t.equal((await add(id)).statusCode, 204)
      t.equal((await add(bo, staff, 'users')).statusCode, 204)
      const again = await add(id.toUpperCase())
      t.equal(again.statusCode, 400)
      t.match(again.json(), {
        error: {
          code: 'Request_BadRequest',
          message: /^One or more added object references already exist .*'members'/,
        },
      })
      t.equal((await admin.delete(`/v1.0/groups/${staff}/members/${bo}/$ref`)).statusCode, 204)
      t.equal((await admin.delete(`/v1.0/groups/${staff}/members/${bo}/$ref`)).statusCode, 404)
    })

    await t.test('are told by what they are, and say so', async (t) => {
      const shown = { '@odata.type': '#microsoft.graph.user', id, displayName: 'Ada Quill' }
      const list = await admin.get(`/v1.0/groups/${staff}/members?$select=id,displayName`)
      t.strictSame(list.json(), {
        '@odata.context': `${origin}directoryObjects(id,displayName)`,
        value: [shown],
      })
      const cast = await admin.get(`/v1.0/groups/${staff}/members/microsoft.graph.user`)
      t.match(cast.json(), { '@odata.context': `${origin}users`, value: [{ id, surname: null }] })
      t.equal((await admin.get(`/v1.0/groups/${staff}/members/$count`)).body, '1')
      t.match((await admin.get(`/v1.0/groups/${staff}/members/${id}`)).json(), { id })
      t.equal((await admin.get(`/v1.0/groups/${staff}/members/${bo}`)).statusCode, 404)
      t.match((await admin.get(`/v1.0/groups/${staff}/transitiveMembers`)).json(), { value: [{ id }] })
      const filtered = await admin.get(`/v1.0/groups/${staff}/members?$filter=startswith(displayName,'b')&$count=true`)
      t.match(filtered.json(), { '@odata.count': 0, value: [] })
      const expanded = await admin.get(`/v1.0/groups/${staff}?$select=id&$expand=members($select=id)`)
      t.match(expanded.json(), { members: [{ '@odata.type': '#microsoft.graph.user', id }] })
      const found = await admin.get(`/v1.0/groups?$filter=members/any(m:m/id eq '${id}')&$select=id`)
      t.match(found.json(), { value: [{ id: staff }] })
      t.match((await admin.get(`/v1.0/groups/${others}/members`)).json(), { value: [] })
    })

    await t.test('know their groups, by id and by name', async (t) => {
      for (const key of [id, 'ada.quill@intunite.test'])
        for (const path of ['memberOf', 'transitiveMemberOf', 'memberOf/microsoft.graph.group'])
          t.match((await admin.get(`/v1.0/users/${key}/${path}`)).json(), {
            value: [{ '@odata.type': '#microsoft.graph.group', id: staff }],
          })
      t.equal((await admin.get(`/v1.0/users/${bo}/memberOf/$count`)).body, '0')
      t.equal((await admin.get('/v1.0/users/nobody@intunite.test/memberOf')).statusCode, 404)
      t.equal((await admin.post(`/v1.0/users/${id}/memberOf/$ref`, {})).statusCode, 405)
    })

    await t.test('must exist, in this tenant, and be referred to properly', async (t) => {
      const elsewhere = await (await newTenant()).as('User.ReadWrite.All')
      const stranger = (await elsewhere.post('/v1.0/users', ada)).json<{ id: string }>().id
      for (const unknown of [NOBODY, stranger]) {
        const refused = await add(unknown)
        t.equal(refused.statusCode, 404)
        t.match(refused.json(), { error: { code: 'Request_ResourceNotFound', message: new RegExp(unknown) } })
      }
      t.equal((await add(id, NOBODY)).statusCode, 404)
      for (const body of [{}, { '@odata.id': 7 }, { '@odata.id': id }, { '@odata.id': 'https://x/v1.0/groups/1' }]) {
        const refused = await admin.post(`/v1.0/groups/${staff}/members/$ref`, body)
        t.equal(refused.statusCode, 400, JSON.stringify(body))
        t.match(refused.json(), { error: { code: 'Request_BadRequest' } })
      }
      t.equal((await admin.post(`/v1.0/groups/${staff}/members`, { displayName: 'No' })).statusCode, 405)
    })

    await t.test('may come with the group, all of them or none', async (t) => {
      const url = (user: string) => `https://graph.microsoft.com/v1.0/users/${user}`
      const made = await admin.post('/v1.0/groups', { ...group, 'members@odata.bind': [url(id), url(bo)] })
      t.equal(made.statusCode, 201)
      const members = `/v1.0/groups/${made.json<{ id: string }>().id}/members`
      t.equal((await admin.get(`${members}/$count`)).body, '2')
      const cy = await make('users', { ...ada, displayName: 'Cy', userPrincipalName: 'cy@intunite.test' })
      const item = members.replace('/members', '')
      t.equal((await admin.patch(item, { 'members@odata.bind': [url(cy)] })).statusCode, 204)
      t.equal((await admin.get(`${members}/$count`)).body, '3')
      const dee = await make('users', { ...ada, displayName: 'Dee', userPrincipalName: 'dee@intunite.test' })
      const refused = await admin.patch(item, { description: 'x', 'members@odata.bind': [url(dee), url(NOBODY)] })
      t.equal(refused.statusCode, 404)
      t.equal((await admin.get(`${members}/$count`)).body, '3')
      t.match((await admin.get(item)).json(), { description: null })
      for (const bad of ['x', [7], Array.from({ length: 21 }, () => url(dee))])
        t.equal((await admin.post('/v1.0/groups', { ...group, 'members@odata.bind': bad })).statusCode, 400)
    })

    await t.test('may be changed by who may change memberships', async (t) => {
      const members = await tenant.as('GroupMember.ReadWrite.All')
      const url = `/v1.0/groups/${others}/members`
      const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` }
      t.equal((await members.post(`${url}/$ref`, reference)).statusCode, 204)
      t.equal((await members.post('/v1.0/groups', group)).statusCode, 403)
      const reader = await tenant.as('GroupMember.Read.All')
      t.equal((await reader.get(url)).statusCode, 200)
      const refused = await reader.delete(`${url}/${id}/$ref`)
      t.equal(refused.statusCode, 403)
      t.match(refused.json(), { error: { code: 'Authorization_RequestDenied' } })
    })

    await t.test('leave with the user', async (t) => {
      t.equal((await admin.delete(`/v1.0/users/${id}`)).statusCode, 204)
      t.equal((await admin.get(`/v1.0/groups/${staff}/members/$count`)).body, '0')
    })

    await t.test('the caller is me', async (t) => {
      const oid = await addUser(store, tenant.id, 'none')
      const as = async (scp: string) => withToken(await signToken(store, userClaims(tenant.id, oid, scp)))
      const me = await as('User.Read')
      for (const path of ['/v1.0/me', '/beta/ME', '/v1.0/users/me-token-to-replace'])
        t.match((await me.get(path)).json(), { id: oid, userPrincipalName: `none@${tenant.id}.test` })
      const one = await me.get('/v1.0/me?$select=id,mail')
      t.strictSame(one.json(), { '@odata.context': `${origin}users(id,mail)/$entity`, id: oid, mail: null })
      t.match((await me.get('/v1.0/me/displayName')).json(), { '@odata.context': /#users\('.*'\)\/displayName$/ })
      await add(oid)
      t.match((await me.get('/v1.0/me/memberOf?$select=id')).json(), { value: [{ id: staff }] })
      const batch = await me.post('/v1.0/$batch', { requests: [{ id: '1', method: 'GET', url: '/me?$select=id' }] })
      t.match(batch.json(), { responses: [{ status: 200, body: { id: oid } }] })
      t.equal((await me.get('/v1.0/users')).statusCode, 403, 'others stay unseen')
      t.equal((await me.patch('/v1.0/me', { mobilePhone: '1' })).statusCode, 403)
      const writer = await as('User.ReadWrite')
      t.equal((await writer.patch('/v1.0/me', { mobilePhone: '+49 30 1' })).statusCode, 204)
      t.match((await me.get('/v1.0/me')).json(), { mobilePhone: '+49 30 1' })
      t.equal((await writer.delete('/v1.0/me')).statusCode, 405)
      t.equal((await (await as('DeviceManagementApps.Read.All')).get('/v1.0/me')).statusCode, 403)
    })

    await t.test('an app on its own is nobody', async (t) => {
      for (const path of ['/v1.0/me', '/beta/me/memberOf', '/v1.0/users/me-token-to-replace']) {
        const refused = await admin.get(path)
        t.equal(refused.statusCode, 400)
        t.match(refused.json(), {
          error: { code: 'BadRequest', message: '/me request is only valid with delegated authentication flow.' },
        })
      }
    })
  })
})

test('the organization', async (t) => {
  await forEachEmulator(
    t,
    async (t, { admin, reader }) => {
      await t.test('is there from the start, can be changed, and neither made nor deleted', async (t) => {
        const { value } = (await reader.get('/v1.0/organization')).json<{ value: Record<string, unknown>[] }>()
        t.match(value, [
          {
            id: TENANT,
            displayName: 'Intunite development',
            verifiedDomains: [{ name: 'intunite.test', isDefault: true }],
          },
        ])
        t.equal(
          (await admin.patch(`/v1.0/organization/${TENANT}`, { technicalNotificationMails: ['it@intunite.test'] }))
            .statusCode,
          204,
        )
        t.match((await reader.get(`/v1.0/organization/${TENANT}`)).json(), {
          technicalNotificationMails: ['it@intunite.test'],
        })
        t.equal((await admin.post('/v1.0/organization', { displayName: 'Another' })).statusCode, 405)
        t.equal((await admin.delete(`/v1.0/organization/${TENANT}`)).statusCode, 405)
        t.equal((await reader.patch(`/v1.0/organization/${TENANT}`, {})).statusCode, 403)
      })
    },
    { profile: 'live' },
  )
})
