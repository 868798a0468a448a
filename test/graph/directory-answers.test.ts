/** What the directory takes and refuses, in bodies and in queries, and where Graph's version is not one of its own. */
import { test } from 'tap'
import type { Client, Response } from '../harness/emulator.js'
import { forEachEmulator, startEmulator } from '../harness/emulator.js'

const user = { accountEnabled: true, displayName: 'Ada', mailNickname: 'ada' }
const group = { displayName: 'Staff', mailEnabled: false, mailNickname: 'staff', securityEnabled: true }

let made = 0
const newUser = (more: object = {}): object => ({ ...user, userPrincipalName: `n${made++}@x.test`, ...more })

const invalid = (name: string, resource: string): string =>
  `Invalid value specified for property '${name}' of resource '${resource}'.`

test('the directory', async (t) => {
  await forEachEmulator(t, async (t, { newTenant, store }) => {
    const tenant = await newTenant()
    const admin = await tenant.as('User.ReadWrite.All', 'Group.ReadWrite.All', 'Application.ReadWrite.All')
    const idOf = (response: Response): string => response.json<{ id: string }>().id
    const ada = idOf(await admin.post('/v1.0/users', newUser()))
    const staff = idOf(await admin.post('/v1.0/groups', group))

    const refuses = async (set: 'users' | 'groups', body: Record<string, unknown>, message: string): Promise<void> => {
      const [post, patch] =
        set === 'users'
          ? [await admin.post('/v1.0/users', newUser(body)), await admin.patch(`/v1.0/users/${ada}`, body)]
          : [await admin.post('/v1.0/groups', { ...group, ...body }), await admin.patch(`/v1.0/groups/${staff}`, body)]
      for (const refused of [post, patch]) {
        t.equal(refused.statusCode, 400, JSON.stringify(body).slice(0, 80))
        t.match(refused.json(), { error: { code: 'Request_BadRequest', message } })
      }
    }

    await t.test('texts of users are not empty, names keep their limits, there is one business phone', async (t) => {
      for (const name of ['jobTitle', 'city', 'mobilePhone', 'givenName', 'usageLocation', 'mail', 'employeeId'])
        await refuses('users', { [name]: '' }, invalid(name, 'User'))
      const limits = { displayName: 256, givenName: 64, surname: 64, mailNickname: 64 }
      for (const [name, most] of Object.entries(limits)) {
        await refuses('users', { [name]: 'x'.repeat(most + 1) }, invalid(name, 'User'))
        t.equal((await admin.patch(`/v1.0/users/${ada}`, { [name]: 'x'.repeat(most) })).statusCode, 204, name)
      }
      for (const mailNickname of ['a b', 'a@b', 'a(b', 'a,b', 'a;b', 'ä', 'a\\b', 'a"b', 'a<b', 'a\tb']) {
        await refuses('users', { mailNickname }, invalid('mailNickname', 'User'))
        await refuses('groups', { mailNickname }, invalid('mailNickname', 'Group'))
      }
      await refuses('users', { businessPhones: ['+1', '+2'] }, invalid('businessPhones', 'User'))
      t.equal((await admin.patch(`/v1.0/users/${ada}`, { businessPhones: ['+1'] })).statusCode, 204)
      t.equal((await admin.patch(`/v1.0/users/${ada}`, { businessPhones: [], jobTitle: null })).statusCode, 204)
      await refuses('groups', { displayName: 'x'.repeat(257) }, invalid('displayName', 'Group'))
      await refuses('groups', { mailNickname: 'x'.repeat(65) }, invalid('mailNickname', 'Group'))
    })

    await t.test('a password is strong, unless the policy of the user says otherwise', async (t) => {
      const weak =
        'The specified password does not comply with password complexity requirements. Please provide a different password.'
      for (const password of [
        'Short1!',
        'alllowercase',
        'lower and blanks',
        '12345678',
        'UPPER1234',
        `Aa1${'x'.repeat(254)}`,
      ])
        await refuses('users', { passwordProfile: { password } }, weak)
      for (const more of [
        { passwordProfile: { password: 'Lower4upper' } },
        { passwordProfile: { password: 'easy' }, passwordPolicies: 'DisablePasswordExpiration, DisableStrongPassword' },
      ])
        t.equal((await admin.post('/v1.0/users', newUser(more))).statusCode, 201)
    })

    await t.test('a dynamic group has a rule', async (t) => {
      const required = "A value is required for property 'membershipRule' of resource 'Group'."
      const groupTypes = ['DynamicMembership']
      for (const membershipRule of [null, '', ' ']) await refuses('groups', { groupTypes, membershipRule }, required)
      const rule = { groupTypes, membershipRule: 'user.department -eq "Sales"' }
      const dynamic = await admin.post('/v1.0/groups', { ...group, ...rule })
      t.equal(dynamic.statusCode, 201)
      const emptied = await admin.patch(`/v1.0/groups/${idOf(dynamic)}`, { membershipRule: null })
      t.match(emptied.json(), { error: { code: 'Request_BadRequest', message: required } })
    })

    await t.test('L35, L41: the rule of a dynamic group follows its grammar', async (t) => {
      const groupTypes = ['DynamicMembership']
      const problems: readonly (readonly [rule: string, problem: string])[] = [
        ['user.nickname -eq "a"', "Wrong property applied. Property 'nickname' cannot be applied to object 'User'."],
        ['user.city -above "a"', "'-above' is not an operator"],
        [
          'user.city -eq "a" -and device.displayName -eq "b"',
          'A rule cannot contain properties of both users and devices.',
        ],
        ['user.city -eq', 'Expected a value, but found the end.'],
        ['user.accountEnabled -contains true', 'Invalid operands found for operator -contains'],
        [`user.city -eq "${'x'.repeat(3072)}"`, 'A rule has at most 3072 characters.'],
        ['user.city -match "(?=a)"', "'(?=a)' is not a regular expression that can be used"],
      ]
      for (const [membershipRule, problem] of problems)
        await refuses('groups', { groupTypes, membershipRule }, `Dynamic membership rule validation error: ${problem}`)
      const ofDevices = { membershipRule: 'device.deviceModel -eq "a"', groupTypes: ['DynamicMembership', 'Unified'] }
      await refuses(
        'groups',
        ofDevices,
        'Dynamic membership rule validation error: A Microsoft 365 group has no devices',
      )
      const paused = { groupTypes, membershipRule: 'user.city -eq "a"', membershipRuleProcessingState: 'Off' }
      await refuses('groups', paused, invalid('membershipRuleProcessingState', 'Group'))
      const sound = {
        ...group,
        groupTypes,
        membershipRule: 'device.deviceModel -eq "a"',
        membershipRuleProcessingState: 'Paused',
      }
      t.equal((await admin.post('/v1.0/groups', sound)).statusCode, 201)
    })

    await t.test('nothing is skipped in the directory', async (t) => {
      for (const set of ['users', 'groups', 'applications', 'servicePrincipals', `groups/${staff}/members`]) {
        const refused = await admin.get(`/v1.0/${set}?$skip=1`)
        t.equal(refused.statusCode, 400, set)
        t.match(refused.json(), {
          error: { code: 'Request_BadRequest', message: "'$skip' is not supported by the service." },
        })
      }
    })

    await t.test('advanced queries need ConsistencyLevel in live, and can be made to need it anywhere', async (t) => {
      const advanced = [
        'users?$search="displayName:ada"',
        'users/$count',
        "users?$filter=jobTitle ne 'x'",
        "users?$filter=not startswith(displayName,'x')",
        "users?$filter=endswith(mail,'x')",
        "groups?$filter=displayName eq 'x'&$orderby=displayName",
      ]
      const simple = ["users?$filter=startswith(displayName,'A')", 'users?$orderby=displayName', 'groups?$top=5']
      const statuses = async (client: Client, urls: readonly string[], headers = {}): Promise<number[]> =>
        (await Promise.all(urls.map((url) => client.get(`/v1.0/${url}`, headers)))).map(({ statusCode }) => statusCode)
      const eventual = { consistencylevel: 'Eventual' }
      t.strictSame(new Set(await statuses(admin, [...advanced, ...simple])), new Set([200]))
      for (const options of [{ profile: 'live' }, { switches: { requireConsistencyLevel: true } }] as const) {
        const strict = (await startEmulator(t, { store, ...options })).withToken(admin.token)
        t.strictSame(
          await statuses(strict, advanced),
          advanced.map(() => 400),
        )
        t.strictSame(
          await statuses(strict, advanced, eventual),
          advanced.map(() => 200),
        )
        t.strictSame(
          await statuses(strict, simple),
          simple.map(() => 200),
        )
        t.match((await strict.get(`/v1.0/${advanced[0]}`)).json(), { error: { code: 'Request_UnsupportedQuery' } })
        t.notOk('@odata.count' in (await strict.get('/v1.0/users?$count=true')).json<object>())
        t.ok('@odata.count' in (await strict.get('/v1.0/users?$count=true', eventual)).json<object>())
      }
    })

    await t.test('a user without a password is not made where that is asked', async (t) => {
      const body = newUser()
      for (const options of [{ profile: 'live' }, { switches: { requirePassword: true } }] as const) {
        const strict = (await startEmulator(t, { store, ...options })).withToken(admin.token)
        for (const passwordProfile of [undefined, null, {}, { forceChangePasswordNextSignIn: true }])
          t.match((await strict.post('/v1.0/users', { ...body, passwordProfile })).json(), {
            error: {
              code: 'Request_BadRequest',
              message: 'A password must be specified to create a new user.',
              target: 'passwordProfile',
            },
          })
        const made = await strict.post('/v1.0/users', newUser({ passwordProfile: { password: 'Wander-7-Lampe' } }))
        t.equal(made.statusCode, 201, made.body)
        const changed = await strict.patch(`/v1.0/users/${made.json<{ id: string }>().id}`, { jobTitle: 'Engineer' })
        t.equal(changed.statusCode, 204, 'a change needs none')
      }
    })

    await t.test('a version that is none is a 404, whatever comes with the request', async (t) => {
      const json = { 'content-type': 'application/json' }
      for (const [body, headers] of [
        ['{}', json],
        ['{', json],
        ['{"__proto__":1}', json],
        ['x'.repeat(5_000_000), json],
        ['x', { 'content-type': 'image/png' }],
        ['', json],
      ] as const)
        for (const path of ['/v2.0/users', '/deviceManagement', '/nothing'])
          t.match(
            await admin.post(path, body, headers),
            { statusCode: 404, body: /"code":"ResourceNotFound","message":"Invalid version: / },
            `${path} ${body.slice(0, 20)}`,
          )
    })
  })
})
