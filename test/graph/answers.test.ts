/** What functions, and actions that only read, say of users, devices, roles and licences: counted from what is stored. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Client, Response } from '../harness/emulator.js'
import { addUser } from '../harness/given.js'
import { signToken, userClaims } from '../harness/tokens.js'

const BETA = '/beta/deviceManagement'
const APPS = '/beta/deviceAppManagement'
const MISSING = '99999999-9999-4999-8999-999999999999'
const TARGET = '#microsoft.graph.'

type Item = Record<string, unknown> & { id: string }

async function made(client: Client, url: string, body: object): Promise<string> {
  const response = await client.post(url, body)
  if (response.statusCode !== 201) throw new Error(`POST ${url}: ${response.statusCode} ${response.body}`)
  return response.json<Item>().id
}

const values = (response: Response): unknown => response.json<{ value: unknown }>().value
const ids = (response: Response): string[] => (values(response) as Item[]).map(({ id }) => id).sort()

let people = 0
const person = (client: Client): Promise<string> => {
  people += 1
  return made(client, '/v1.0/users', {
    accountEnabled: true,
    displayName: `P${people}`,
    mailNickname: `p${people}`,
    userPrincipalName: `p${people}@intunite.test`,
    passwordProfile: { password: 'Tr0ub4dor&3x' },
  })
}

const groupOf = async (client: Client, displayName: string, ...members: string[]): Promise<string> => {
  const nickname = displayName.toLowerCase()
  const body = { displayName, mailEnabled: false, mailNickname: nickname, securityEnabled: true }
  const id = await made(client, '/v1.0/groups', body)
  for (const member of members)
    await client.post(`/v1.0/groups/${id}/members/$ref`, {
      '@odata.id': `https://graph.microsoft.com/v1.0/users/${member}`,
    })
  return id
}

const toGroup = (groupId: string): object => ({ target: { '@odata.type': `${TARGET}groupAssignmentTarget`, groupId } })
const notGroup = (groupId: string): object => ({
  target: { '@odata.type': `${TARGET}exclusionGroupAssignmentTarget`, groupId },
})

await forEachEmulator(t, async (t, emulator) => {
  const { admin } = emulator
  const tenant = { id: TENANT }
  const get = (url: string): Promise<Response> => admin.get(url)
  const [one, other] = [await person(admin), await person(admin)]
  const [team, away] = [await groupOf(admin, 'Team', one, other), await groupOf(admin, 'Away', other)]

  await t.test(
    'enrolment configurations and app policies that reach a user: by group, less what is excluded',
    async (t) => {
      const limit = { '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration', limit: 5 }
      const assigned = await made(admin, `${BETA}/deviceEnrollmentConfigurations`, { ...limit, displayName: 'mine' })
      await made(admin, `${BETA}/deviceEnrollmentConfigurations`, { ...limit, displayName: 'nobody' })
      const assignments = { enrollmentConfigurationAssignments: [toGroup(team), notGroup(away)] }
      const answer = await admin.post(`${BETA}/deviceEnrollmentConfigurations/${assigned}/assign`, assignments)
      t.ok(answer.statusCode < 300, answer.body)
      const effective = (user: string): Promise<Response> =>
        get(`/beta/users/${user}/getEffectiveDeviceEnrollmentConfigurations()`)
      const defaults = ids(await effective(other))
      t.equal(defaults.length, 5, 'B87: the defaults are for everybody')
      t.same(ids(await effective(one)), [...defaults, assigned].sort())
      t.equal((await effective(MISSING)).statusCode, 404)

      for (const version of ['v1.0', 'beta'])
        t.same(values(await get(`/${version}/users/${one}/getManagedAppPolicies`)), [], version)
      t.same(values(await get(`/beta/users/${one}/getManagedAppDiagnosticStatuses()`)), [])
    },
  )

  await t.test('apps that failed or wait on the devices of a user', async (t) => {
    const states = (...names: string[]): object[] =>
      names.map((installState) => ({ installState, mobileAppIntent: 'requiredInstall' }))
    for (const [device, names] of [
      ['a', ['installed', 'failed']],
      ['b', ['pendingInstall', 'installed']],
      ['c', ['installed']],
    ] as const)
      await made(admin, `/beta/users/${one}/mobileAppIntentAndStates`, {
        managedDeviceIdentifier: device,
        userId: one,
        mobileAppList: states(...names),
      })
    t.same(values(await get(`/beta/users/${one}/getManagedDevicesWithAppFailures()`)), ['a'])
    t.same((values(await get(`/beta/users/${one}/getManagedDevicesWithFailedOrPendingApps()`)) as object[]).length, 2)
    t.match(values(await get(`/beta/users/${one}/getManagedDevicesWithFailedOrPendingApps()`)), [
      { deviceId: 'a', summarizedAppState: 'fail' },
      { deviceId: 'b', summarizedAppState: 'pending' },
    ])
    t.same(values(await get(`/beta/users/${other}/getManagedDevicesWithFailedOrPendingApps()`)), [])
  })

  await t.test('B187: users whose managed apps are blocked, until they are unblocked', async (t) => {
    const blocked = async (): Promise<unknown> => values(await get('/beta/users/getManagedAppBlockedUsers()'))
    const isBlocked = async (user: string): Promise<unknown> =>
      values(await get(`/beta/users/${user}/isManagedAppUserBlocked()`))
    t.same([await blocked(), await isBlocked(one)], [[], false])
    t.equal((await admin.post(`/beta/users/${one}/wipeAndBlockManagedApps`, {})).statusCode, 204)
    t.same([await blocked(), await isBlocked(one), await isBlocked(other)], [[one], true, false])
    t.equal((await admin.post(`/beta/users/${one}/unblockManagedApps`, {})).statusCode, 204)
    t.same([await blocked(), await isBlocked(one)], [[], false])
  })

  await t.test('B40: devices that configurations reach, each once, with who uses it', async (t) => {
    const device = (deviceName: string, userId: string, more: object = {}): Promise<string> =>
      made(admin, `${BETA}/managedDevices`, { deviceName, userId, userPrincipalName: `${deviceName}@x.test`, ...more })
    const feature = { inventory: true, modernApps: false, resourceAccess: true, deviceConfiguration: false }
    await device('mine', one, {
      managementAgent: 'configurationManagerClientMdm',
      configurationManagerClientEnabledFeatures: feature,
    })
    await device('other', other)
    const wifi = { '@odata.type': '#microsoft.graph.windows10GeneralConfiguration', displayName: 'w' }
    const [first, second] = [
      await made(admin, `${BETA}/deviceConfigurations`, wifi),
      await made(admin, `${BETA}/deviceConfigurations`, wifi),
    ]
    const reached = async (...deviceConfigurationIds: string[]): Promise<unknown> => {
      const answer = await admin.post(`${BETA}/deviceConfigurations/getTargetedUsersAndDevices`, {
        deviceConfigurationIds,
      })
      t.equal(answer.statusCode, 200, answer.body)
      return (values(answer) as Item[]).map(({ deviceName }) => deviceName).sort()
    }
    t.same(await reached(first, MISSING), [], 'not assigned')
    await admin.post(`${BETA}/deviceConfigurations/${first}/assign`, { assignments: [toGroup(team), notGroup(away)] })
    t.same(await reached(first), ['mine'])
    const everywhere = { target: { '@odata.type': `${TARGET}allDevicesAssignmentTarget` } }
    await admin.post(`${BETA}/deviceConfigurations/${second}/assign`, { assignments: [everywhere] })
    t.same(await reached(second, first), ['mine', 'other'])
    const answer = await admin.post(`${BETA}/deviceConfigurations/getTargetedUsersAndDevices`, {
      deviceConfigurationIds: [first],
    })
    t.match(values(answer), [{ deviceId: String, userId: one, userPrincipalName: 'mine@x.test' }])

    const deviceId = randomUUID()
    await device('kiosk', '', { azureADDeviceId: deviceId })
    const object = await made(admin, '/v1.0/devices', {
      accountEnabled: true,
      displayName: 'kiosk',
      deviceId,
      operatingSystem: 'Windows',
      operatingSystemVersion: '10.0',
      alternativeSecurityIds: [{ type: 2, key: 'Y3YxN2E1MWFlYw==' }],
    })
    const aGroup = { mailEnabled: false, mailNickname: 'k', securityEnabled: true }
    const [kiosks, all] = [
      await made(admin, '/v1.0/groups', { ...aGroup, displayName: 'kiosks' }),
      await made(admin, '/v1.0/groups', { ...aGroup, displayName: 'all kiosks' }),
    ]
    for (const [group, member] of [
      [all, kiosks],
      [kiosks, object],
    ] as const)
      await admin.post(`/v1.0/groups/${group}/members/$ref`, {
        '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${member}`,
      })
    const third = await made(admin, `${BETA}/deviceConfigurations`, wifi)
    const assigned = async (...assignments: object[]): Promise<unknown> => {
      await admin.post(`${BETA}/deviceConfigurations/${third}/assign`, { assignments })
      return reached(third)
    }
    t.same(await assigned(toGroup(all)), ['kiosk'], 'a device in a group in the group')
    t.same(await assigned(everywhere, notGroup(kiosks)), ['mine', 'other'])
    const everyone = { target: { '@odata.type': `${TARGET}allLicensedUsersAssignmentTarget` } }
    t.same(await assigned(everyone, notGroup(kiosks)), ['mine', 'other'], 'a device of nobody is no user')

    t.match((await get(`${BETA}/getComanagedDevicesSummary()`)).json(), {
      totalComanagedCount: 1,
      inventoryCount: 1,
      resourceAccessCount: 1,
      modernAppsCount: 0,
      configurationSettingsCount: 0,
    })
    t.match((await get(`${BETA}/getComanagementEligibleDevicesSummary()`)).json(), {
      eligibleCount: 0,
      comanagedCount: 0,
    })
    for (const status of ['eligible', 'eligible', 'ineligible'])
      await made(admin, `${BETA}/comanagementEligibleDevices`, { status })
    t.match((await get(`${BETA}/getComanagementEligibleDevicesSummary()`)).json(), {
      eligibleCount: 2,
      ineligibleCount: 1,
    })
    const at = `${BETA}/managedDevices/${(values(await get(`${BETA}/managedDevices`)) as Item[])[0]?.id}`
    for (const secret of [
      'getFileVaultKey()',
      'retrieveRecoveryLockPasscode()',
      'retrieveDeviceLocalAdminAccountDetail()',
    ])
      t.equal((await get(`${at}/${secret}`)).statusCode, 204, `${secret}: none is kept`)
    t.equal((await get(`${BETA}/managedDevices/${MISSING}/getFileVaultKey()`)).statusCode, 404)
    const status = await admin.post(`${BETA}/getAssignmentFiltersStatusDetails`, {
      managedDeviceId: 'd',
      payloadId: 'p',
    })
    t.match([status.statusCode, status.json()], [200, { managedDeviceId: 'd', payloadId: 'p', evalutionSummaries: [] }])
  })

  await t.test('B204: what roles that are assigned to the groups of a user allow', async (t) => {
    const action = (name: string): string => `Microsoft.Intune_${name}`
    const role = (...allowed: string[]): object => ({
      displayName: 'Helpers',
      rolePermissions: [
        { resourceActions: [{ allowedResourceActions: allowed.map(action), notAllowedResourceActions: [] }] },
      ],
    })
    const definition = await made(
      admin,
      `${BETA}/roleDefinitions`,
      role('ManagedDevices_Read', 'ManagedDevices_Update'),
    )
    const assignment = await made(admin, `${BETA}/roleAssignments`, {
      displayName: 'to the team',
      members: [team],
      roleScopeTagIds: ['0', '7'],
      'roleDefinition@odata.bind': `https://graph.microsoft.com/beta/deviceManagement/roleDefinitions('${definition}')`,
    })
    const operation = `${BETA}/resourceOperations/${action('ManagedDevices_Update')}`
    const scopes = async (user: string, at = operation): Promise<unknown> =>
      values(await get(`${at}/getScopesForUser(userid='${user}')`))
    t.same(await scopes(one), ['0', '7'])
    t.same(await scopes(MISSING), [])
    t.same(await scopes(one, `${BETA}/resourceOperations/${action('ManagedDevices_Delete')}`), [])
    t.match((await get(`${BETA}/retrieveUserRoleDetail(userid='${one}')`)).json(), {
      permissions: ['ManagedDevices_Read', 'ManagedDevices_Update'].map(action),
      roleDefinitions: [{ roleDefinitionDisplayName: 'Helpers' }],
    })
    t.same(values(await get(`${BETA}/getEffectivePermissions()`)), [], 'an app has no role of Intune')

    const oid = await addUser(emulator.store, tenant.id, 'administrator')
    await admin.post(`/v1.0/groups/${team}/members/$ref`, {
      '@odata.id': `https://graph.microsoft.com/v1.0/users/${oid}`,
    })
    const scp = 'DeviceManagementRBAC.Read.All DeviceManagementConfiguration.Read.All'
    const user = emulator.withToken(await signToken(emulator.store, userClaims(tenant.id, oid, scp)))
    t.same(
      values(await user.get(`${BETA}/getEffectivePermissions()`)),
      ['ManagedDevices_Read', 'ManagedDevices_Update'].map(action),
    )
    for (const version of ['v1.0', 'beta'])
      t.match(values(await user.get(`/${version}/deviceManagement/getEffectivePermissions(scope='x')`)), [
        {
          resourceActions: [
            { allowedResourceActions: [action('ManagedDevices_Read'), action('ManagedDevices_Update')] },
          ],
        },
      ])
    t.match((await user.get(`${BETA}/getAssignedRoleDetails()`)).json(), {
      roleDefinitionIds: [definition],
      roleAssignmentIds: [assignment],
    })
  })

  await t.test('B172: licences by token, tokens that end, and B205: the authority over devices', async (t) => {
    const token = await made(admin, `${APPS}/vppTokens`, {
      appleId: 'a@x.test',
      organizationName: 'Contoso',
      token: 'secret',
      expirationDateTime: '2027-01-01T00:00:00Z',
    })
    await made(admin, `${APPS}/mobileApps`, {
      '@odata.type': '#microsoft.graph.iosVppApp',
      displayName: 'Paint',
      bundleId: 'com.contoso.paint',
      vppTokenId: token,
      totalLicenseCount: 10,
      usedLicenseCount: 4,
    })
    t.match(values(await get(`${APPS}/vppTokens/getLicensesForApp(bundleId='com.contoso.paint')`)), [
      {
        vppTokenId: token,
        appleId: 'a@x.test',
        organizationName: 'Contoso',
        availableLicenseCount: 6,
        usedLicenseCount: 4,
      },
    ])
    t.same(values(await get(`${APPS}/vppTokens/getLicensesForApp(bundleId='x')`)), [])
    const ending = (before: string): Promise<Response> =>
      get(`${BETA}/depOnboardingSettings/getExpiringVppTokenCount(expiringBeforeDateTime='${before}')`)
    t.equal(values(await ending('2027-06-01T00:00:00Z')), 1)
    t.equal(values(await ending('2026-06-01T00:00:00Z')), 0)
    const unreadable = await ending('soon')
    t.equal(unreadable.statusCode, 400)
    t.match(unreadable.body, /soon.*expiringBeforeDateTime/s)

    const [{ id, verifiedDomains = [] } = {}] = values(await get('/v1.0/organization')) as {
      id?: string
      verifiedDomains?: { name: string }[]
    }[]
    t.match((await get(`/v1.0/organization/${id}`)).json(), { mobileDeviceManagementAuthority: 'intune' })
    const set = await admin.post(`/v1.0/organization/${id}/setMobileDeviceManagementAuthority`, {})
    t.same([set.statusCode, values(set)], [200, 1])
    t.match((await get(`/v1.0/organization/${id}?$select=mobileDeviceManagementAuthority`)).json(), {
      mobileDeviceManagementAuthority: 'intune',
    })
    const finds = async (domain: string): Promise<unknown> =>
      values(await get(`/v1.0/deviceManagement/verifyWindowsEnrollmentAutoDiscovery(domainName='${domain}')`))
    t.same([await finds(verifiedDomains[0]?.name.toUpperCase() ?? ''), await finds('elsewhere.test')], [true, false])
  })

  await t.test('B75: rules of custom compliance are validated', async (t) => {
    const rule = (more: object): object => ({
      SettingName: 'Bios',
      Operator: 'GreaterEquals',
      DataType: 'Version',
      Operand: '2.3',
      MoreInfoUrl: 'https://x.test',
      RemediationStrings: [{ Language: 'en_US', Title: 't', Description: 'd' }],
      ...more,
    })
    const validated = async (content: string): Promise<unknown> => {
      const rulesContent = Buffer.from(content).toString('base64')
      const answer = await admin.post(`${BETA}/deviceCompliancePolicies/validateComplianceScript`, {
        deviceCompliancePolicyScript: { deviceComplianceScriptId: 'x', rulesContent },
      })
      t.equal(answer.statusCode, 200, answer.body)
      return answer.json()
    }
    const right = await validated(JSON.stringify({ Rules: [rule({})] }))
    t.match(right, { ruleErrors: [], scriptErrors: [] })
    t.match(right, { rules: [{ settingName: 'Bios', operator: 'greaterEquals', dataType: 'version', operand: '2.3' }] })
    for (const [content, code] of [
      ['rules', 'jsonFileInvalid'],
      ['[]', 'jsonFileInvalid'],
      ['', 'jsonFileMissing'],
      ['{"Rules":[]}', 'rulesMissing'],
    ] as const)
      t.match(await validated(content), { rules: [], scriptErrors: [{ code }] }, code)
    for (const [more, code] of [
      [{ Operator: 'Like' }, 'operatorNotSupported'],
      [{ DataType: 'Colour' }, 'datatypeNotSupported'],
      [{ Operand: undefined }, 'operandMissing'],
      [{ RemediationStrings: null }, 'remediationStringsMissing'],
    ] as const)
      t.match(
        await validated(JSON.stringify({ Rules: [rule(more)] })),
        { ruleErrors: [{ code, settingName: 'Bios' }] },
        code,
      )
    t.match(await validated(JSON.stringify({ Rules: [rule({}), rule({})] })), {
      ruleErrors: [{ code: 'duplicateRules' }],
    })
  })

  await t.test('B84: scripts of Microsoft, their versions, and what they remediated', async (t) => {
    const scripts = `${BETA}/deviceHealthScripts`
    const available = async (): Promise<unknown> => values(await get(`${scripts}/areGlobalScriptsAvailable()`))
    t.equal(await available(), 'notConfigured')
    const own = await made(admin, scripts, { displayName: 'own', version: '3', detectionScriptContent: 'QQ==' })
    const highest = await admin.post(`${scripts}/${own}/getGlobalScriptHighestAvailableVersion`, {})
    t.same([highest.statusCode, values(highest)], [200, '3'])
    t.match((await get(`${scripts}/${own}/getRemediationHistory()`)).json(), { historyData: [] })
    await made(admin, scripts, { displayName: 'global', isGlobalScript: true, detectionScriptContent: 'QQ==' })
    t.equal(await available(), 'enabled')
    t.match((await get(`${BETA}/configManagerCollections/getPolicySummary(policyId='x')`)).json(), {
      targetedDeviceCount: 0,
    })
    t.same(values(await get(`${BETA}/deviceCompliancePolicies/getDevicesScheduledToRetire()`)), [])
  })
  t.strictSame(emulator.errors, [], 'nothing is logged as an error')
})
