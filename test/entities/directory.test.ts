/** Users, groups and the organization: CRUD, permissions, and the directory's own manners. */
import { test } from 'tap'
import { forEachEmulator, TENANT } from '../harness/emulator.js'

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

    await t.test('what is not in the short form is there for who selects it, and in beta', async (t) => {
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
      const passwordProfile = { password: 'correct horse', forceChangePasswordNextSignIn: false }
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
