/** What families of policies and settings have beyond the rules of their neighbours: B4 to B206, each named in a title. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, startEmulator, TENANT } from '../harness/emulator.js'
import type { Response } from '../harness/emulator.js'

type Json = Record<string, unknown>
type Item = Json & { id: string }

const BETA = '/beta/deviceManagement'
const V1 = '/v1.0/deviceManagement'
const CONFIGURATIONS = `${BETA}/deviceConfigurations`
const POLICIES = `${BETA}/configurationPolicies`
const COMPLIANCE = `${BETA}/deviceCompliancePolicies`
const GROUP = '0d2b4c5a-6f1e-4d3c-8b7a-1a2b3c4d5e6f'
const NEVER = '0001-01-01T00:00:00Z'
const graph = (type: string): string => `#microsoft.graph.${type}`
const catalog = (type: string): string => graph(`deviceManagementConfiguration${type}`)
const toGroup = { target: { '@odata.type': graph('groupAssignmentTarget'), groupId: GROUP } }

await forEachEmulator(t, async (t, emulator) => {
  const admin = await (await emulator.newTenant()).as(...mappedPermissions())
  const live = (await startEmulator(t, { store: emulator.store, profile: 'live' })).withToken(admin.token)
  const made = (url: string, body: Json): Promise<Item> => expecting(201, admin.post(url, body))
  const read = (url: string): Promise<Item> => expecting(200, admin.get(url))
  const values = async (url: string): Promise<Item[]> => (await read(url))['value'] as Item[]
  /** Of the tenant that has what Intune brings. */
  const brought = async (url: string): Promise<Item[]> =>
    (await expecting(200, emulator.admin.get(url)))['value'] as Item[]
  const typed = (type: string, more: Json = {}): Json => ({ '@odata.type': graph(type), displayName: 'a', ...more })

  await t.test('B7, B31: a configuration names its type, and beta tells of scope tags and applicability', async (t) => {
    const { id, ...created } = await made(CONFIGURATIONS, typed('windows10GeneralConfiguration'))
    t.match(created, {
      description: null,
      roleScopeTagIds: ['0'],
      supportsScopeTags: true,
      deviceManagementApplicabilityRuleOsEdition: null,
      deviceManagementApplicabilityRuleOsVersion: null,
      deviceManagementApplicabilityRuleDeviceMode: null,
      version: 1,
    })
    const v1 = await read(`${V1}/deviceConfigurations/${id}`)
    for (const name of ['roleScopeTagIds', 'supportsScopeTags', 'deviceManagementApplicabilityRuleOsEdition'])
      t.notOk(name in v1, name)
    t.match(await made(CONFIGURATIONS, typed('iosGeneralDeviceConfiguration', { description: '' })), {
      description: '',
    })
    await expecting(400, admin.post(CONFIGURATIONS, { displayName: 'a' }))
  })

  await t.test('B8a, live: only a type that is not the declared one is told', async (t) => {
    const { id } = await made(POLICIES, { name: 'a', platforms: 'windows10', technologies: 'mdm' })
    await expecting(200, live.post(`${POLICIES}/${id}/assign`, { assignments: [toGroup] }))
    const policy = await expecting(200, live.get(`${POLICIES}/${id}?$expand=assignments`))
    const [assignment] = policy['assignments'] as [Json]
    t.notOk('@odata.type' in policy || '@odata.type' in assignment)
    t.match(assignment['target'], { '@odata.type': graph('groupAssignmentTarget') })
    const rows = (await expecting(200, live.get(CONFIGURATIONS)))['value'] as Json[]
    t.ok(rows.length > 0 && rows.every((row) => '@odata.type' in row))
  })

  await t.test('B11, B13: unknown types and segments are told by name', async (t) => {
    t.match(await expecting(400, admin.post(CONFIGURATIONS, typed('nothing'))), {
      error: { message: /^A type named 'microsoft\.graph\.nothing' could not be resolved by the model\./ },
    })
    t.match(await expecting(400, admin.get(`${BETA}/nothing`)), {
      error: { message: "Resource not found for the segment 'nothing'." },
    })
    await expecting(400, admin.get(`${V1}/windowsDriverUpdateProfiles`))
  })

  await t.test('B21: what a policy contains comes by $expand', async (t) => {
    const { id } = await made(
      COMPLIANCE,
      typed('windows10CompliancePolicy', {
        scheduledActionsForRule: [{ scheduledActionConfigurations: [{ actionType: 'block' }] }],
      }),
    )
    t.notOk('assignments' in (await read(`${COMPLIANCE}/${id}`)))
    const expand = '$expand=assignments,scheduledActionsForRule($expand=scheduledActionConfigurations)'
    t.match(await read(`${COMPLIANCE}/${id}?${expand}`), {
      'assignments@odata.context': /microsoft\.graph\.windows10CompliancePolicy\/assignments$/,
      scheduledActionsForRule: [{ scheduledActionConfigurations: [{ actionType: 'block' }] }],
    })
  })

  await t.test('B32, B73, live: a change of a policy has no body', async () => {
    const { id } = await made(CONFIGURATIONS, typed('windows10GeneralConfiguration'))
    const policy = await made(COMPLIANCE, typed('windows10CompliancePolicy'))
    await expecting(204, live.patch(`${CONFIGURATIONS}/${id}`, typed('windows10GeneralConfiguration')))
    await expecting(204, live.patch(`${COMPLIANCE}/${policy.id}`, typed('windows10CompliancePolicy')))
    await expecting(200, admin.patch(`${COMPLIANCE}/${policy.id}`, typed('windows10CompliancePolicy')))
    await expecting(200, live.delete(`${CONFIGURATIONS}/${id}`))
  })

  await t.test('B35: a profile of macOS goes through the channel of devices', async (t) => {
    const body = typed('macOSCustomConfiguration', {
      payload: 'AAEC',
      payloadFileName: 'a.mobileconfig',
      payloadName: 'a',
    })
    t.match(await made(CONFIGURATIONS, body), { payload: 'AAEC', deploymentChannel: 'deviceChannel' })
    const rows = await values(`${CONFIGURATIONS}?$filter=isof('microsoft.graph.macOSCustomConfiguration')`)
    t.match(rows, [{ payload: 'AAEC' }], 'in lists as well')
  })

  await t.test('B36: a certificate is a reference, which is bound, read and changed', async (t) => {
    const root = (name: string): Promise<Item> =>
      made(
        CONFIGURATIONS,
        typed('iosTrustedRootCertificate', {
          displayName: name,
          certFileName: 'a.cer',
          trustedRootCertificate: 'AAEC',
        }),
      )
    const [first, second] = [await root('first'), await root('second')]
    const address = ({ id }: Item): string =>
      `https://graph.microsoft.com/beta/deviceManagement/deviceConfigurations('${id}')`
    const { id, ...created } = await made(
      CONFIGURATIONS,
      typed('iosScepCertificateProfile', {
        'rootCertificate@odata.bind': address(first),
        subjectNameFormatString: 'CN={{UserName}}',
        keySize: 'size2048',
        keyUsage: 'digitalSignature',
        scepServerUrls: ['https://a.example'],
        renewalThresholdPercentage: 20,
        certificateValidityPeriodScale: 'years',
        certificateValidityPeriodValue: 1,
      }),
    )
    t.notOk(Object.keys(created).some((name) => name.startsWith('rootCertificate')))
    const url = `${CONFIGURATIONS}/${id}/microsoft.graph.iosScepCertificateProfile/rootCertificate`
    t.match(await read(url), { id: first.id })
    await expecting(204, admin.send('PUT', `${url}/$ref`, { '@odata.id': address(second) }))
    t.match(await read(url), { id: second.id })
  })

  await t.test('B38, B75: overviews are there, with the version of the policy for devices', async (t) => {
    for (const [set, type] of [
      [CONFIGURATIONS, 'windows10GeneralConfiguration'],
      [COMPLIANCE, 'windows10CompliancePolicy'],
    ] as const) {
      const { id } = await made(set, typed(type))
      await expecting(200, admin.patch(`${set}/${id}`, typed(type)))
      const devices = await read(`${set}/${id}/deviceStatusOverview`)
      t.match(devices, { id, configurationVersion: 2, successCount: 0, pendingCount: 0 })
      t.not(devices['lastUpdateDateTime'], NEVER)
      t.match(await read(`${set}/${id}/userStatusOverview`), { id, configurationVersion: 0, errorCount: 0 })
    }
  })

  await t.test('B39: privacy controls of Windows are replaced by an action, and read by $expand', async (t) => {
    const { id } = await made(CONFIGURATIONS, typed('windows10GeneralConfiguration'))
    const control = (appDisplayName: string): Json => ({
      accessLevel: 'forceAllow',
      dataCategory: 'location',
      appDisplayName,
    })
    const act = (...controls: Json[]): Promise<Response> =>
      admin.post(`${CONFIGURATIONS}/${id}/windowsPrivacyAccessControls`, { windowsPrivacyAccessControls: controls })
    await expecting(204, act(control('one'), control('two')))
    await expecting(204, act(control('three')))
    const expand = '$expand=microsoft.graph.windows10GeneralConfiguration/privacyAccessControls'
    t.match((await read(`${CONFIGURATIONS}/${id}?${expand}`))['privacyAccessControls'], [{ appDisplayName: 'three' }])
    const other = await made(CONFIGURATIONS, typed('iosGeneralDeviceConfiguration'))
    const url = `${CONFIGURATIONS}/${other.id}/windowsPrivacyAccessControls`
    await expecting(204, admin.post(url, { windowsPrivacyAccessControls: [control('one')] }))
    await expecting(400, live.post(url, { windowsPrivacyAccessControls: [control('one')] }))
    await expecting(400, admin.post(url, {}))
  })

  await t.test('B44, B52, B54: a policy tells of its template, and is found by its family', async (t) => {
    const templateId = '4321b946-b76b-4450-8afd-769c08b16ffc_1'
    const template = await expecting(200, emulator.admin.get(`${BETA}/configurationPolicyTemplates('${templateId}')`))
    t.match(template, { baseId: templateId.slice(0, -2), version: 1, lifecycleState: 'active' })
    const body = { platforms: 'windows10', technologies: 'mdm', templateReference: { templateId } }
    const policy = await expecting(201, emulator.admin.post(POLICIES, { name: 'control', ...body }))
    t.match(policy['templateReference'], {
      templateId,
      templateFamily: 'endpointSecurityApplicationControl',
      templateDisplayName: template['displayName'],
      templateDisplayVersion: 'Version 1',
    })
    const filter = "$filter=templateReference/templateFamily eq 'endpointSecurityApplicationControl'"
    t.match(await brought(`${POLICIES}?${filter}`), [{ id: policy.id, name: 'control' }])
  })

  await t.test('B45: platforms and technologies are found by has', async (t) => {
    const { id } = await made(POLICIES, { name: 'mac', platforms: 'macOS', technologies: 'mdm,appleRemoteManagement' })
    const filter = "$filter=platforms has 'macOS' and technologies has 'appleRemoteManagement'"
    t.same(
      (await values(`${POLICIES}?${filter}`)).map((policy) => policy.id),
      [id],
    )
  })

  await t.test('B46, B56: a tree of settings is of known types and names the definitions', async (t) => {
    const tree = (child: Json): Json => ({
      '@odata.type': catalog('GroupSettingCollectionInstance'),
      settingDefinitionId: 'group',
      groupSettingCollectionValue: [
        {
          children: [
            {
              '@odata.type': catalog('ChoiceSettingInstance'),
              settingDefinitionId: 'choice',
              choiceSettingValue: { value: 'choice_1', children: [child] },
            },
          ],
        },
      ],
    })
    const simple = (type: string, settingDefinitionId = 'text'): Json => ({
      '@odata.type': catalog(type),
      settingDefinitionId,
      simpleSettingValue: { '@odata.type': catalog('StringSettingValue'), value: 'x' },
    })
    const policy = (child: Json): Json => ({
      name: 'tree',
      platforms: 'windows10',
      technologies: 'mdm',
      settings: [{ settingInstance: tree(child) }],
    })
    const { id } = await made(POLICIES, policy(simple('SimpleSettingInstance')))
    const [setting] = await values(`${POLICIES}/${id}/settings`)
    t.match(setting?.['settingInstance'], tree(simple('SimpleSettingInstance')))
    t.match(await expecting(400, admin.post(POLICIES, policy(simple('NoSettingInstance')))), {
      error: { message: /deviceManagementConfigurationNoSettingInstance/ },
    })
    t.match(await expecting(400, admin.post(POLICIES, policy(simple('SimpleSettingInstance', '')))), {
      error: { target: 'settingDefinitionId' },
    })
    await expecting(400, admin.post(POLICIES, { ...policy(simple('SimpleSettingInstance')), settings: {} }))
  })

  await t.test('B59, B60: an intent has settings, values of which are JSON as well', async (t) => {
    const { id } = await made(`${BETA}/intents`, { displayName: 'a', templateId: 'none' })
    const setting = {
      '@odata.type': graph('deviceManagementBooleanSettingInstance'),
      definitionId: 'd',
      value: true,
      valueJson: 'true',
    }
    await made(`${BETA}/intents/${id}/settings`, setting)
    t.match(await values(`${BETA}/intents/${id}/settings`), [setting])
    t.match(await read(`${BETA}/intents/${id}`), { isAssigned: false, isMigratingToConfigurationPolicy: false })
    for (const below of ['deviceStateSummary', 'userStateSummary'])
      t.match(await read(`${BETA}/intents/${id}/${below}`), { errorCount: 0 })
  })

  await t.test('B62 to B64: a group policy has values of definitions, which are bound', async (t) => {
    const definition = await made(`${BETA}/groupPolicyDefinitions`, { displayName: 'Definition', classType: 'machine' })
    const presentation = await made(`${BETA}/groupPolicyDefinitions/${definition.id}/presentations`, {
      '@odata.type': graph('groupPolicyPresentationTextBox'),
      label: 'Label',
    })
    const policy = await made(`${BETA}/groupPolicyConfigurations`, { displayName: 'Policy' })
    t.match(policy, { policyConfigurationIngestionType: 'unknown', roleScopeTagIds: ['0'] })
    const host = 'https://graph.microsoft.com/beta/deviceManagement'
    const url = `${BETA}/groupPolicyConfigurations/${policy.id}/definitionValues`
    const { id } = await made(url, {
      enabled: true,
      'definition@odata.bind': `${host}/groupPolicyDefinitions('${definition.id}')`,
      presentationValues: [
        {
          '@odata.type': graph('groupPolicyPresentationValueText'),
          value: 'x',
          'presentation@odata.bind': `${host}/groupPolicyDefinitions('${definition.id}')/presentations('${presentation.id}')`,
        },
      ],
    })
    t.match(await values(`${url}?$expand=definition`), [{ id, enabled: true, definition: { id: definition.id } }])
    t.match(await values(`${url}/${id}/presentationValues?$expand=presentation`), [
      { '@odata.type': graph('groupPolicyPresentationValueText'), value: 'x', presentation: { id: presentation.id } },
    ])
    t.notOk('definition' in ((await values(url))[0] ?? {}), 'no reference without $expand')
  })

  await t.test('B74: a compliance policy of Windows has the defaults of the service', async (t) => {
    t.match(await made(COMPLIANCE, typed('windows10CompliancePolicy')), {
      passwordRequired: false,
      passwordRequiredType: 'deviceDefault',
      deviceThreatProtectionRequiredSecurityLevel: 'unavailable',
      passwordMinimumLength: null,
      osMinimumVersion: null,
      validOperatingSystemBuildRanges: [],
      deviceCompliancePolicyScript: null,
    })
  })

  await t.test('B76: the tenant sums up how its devices comply, and what it asks of all of them', async (t) => {
    const other = await emulator.newTenant()
    const client = await other.as(...mappedPermissions())
    for (const complianceState of ['compliant', 'compliant', 'noncompliant', 'unknown'])
      await expecting(201, client.post(`${BETA}/managedDevices`, { complianceState }))
    t.match(await expecting(200, client.get(`${V1}/deviceCompliancePolicyDeviceStateSummary`)), {
      id: other.id,
      compliantDeviceCount: 2,
      nonCompliantDeviceCount: 1,
      unknownDeviceCount: 1,
      errorDeviceCount: 0,
    })
    const setting = 'DefaultDeviceCompliancePolicy.RequireDeviceCompliancePolicyAssigned'
    const [found] = await brought(`${BETA}/deviceCompliancePolicySettingStateSummaries?$filter=setting eq '${setting}'`)
    t.match(found, { id: setting, setting, settingName: setting, platformType: 'all' })
  })

  await t.test('B77: an assignment says what it comes from', async (t) => {
    const { id } = await made(COMPLIANCE, typed('windows10CompliancePolicy'))
    await expecting(200, admin.post(`${COMPLIANCE}/${id}/assign`, { assignments: [toGroup] }))
    t.match(await values(`${COMPLIANCE}/${id}/assignments`), [{ id: `${id}_${GROUP}`, source: 'direct', sourceId: id }])
  })

  await t.test('B79, B82: scripts of compliance and remediation are assigned with a schedule', async (t) => {
    const runSchedule = {
      '@odata.type': graph('deviceHealthScriptDailySchedule'),
      interval: 1,
      time: '01:00:00',
      useUtc: false,
    }
    for (const set of ['deviceComplianceScripts', 'deviceHealthScripts']) {
      const { id } = await made(`${BETA}/${set}`, { displayName: 'a', detectionScriptContent: 'YQ==' })
      const assignment = { ...toGroup, runRemediationScript: true, runSchedule }
      await expecting(204, admin.post(`${BETA}/${set}/${id}/assign`, { deviceHealthScriptAssignments: [assignment] }))
      t.match(await values(`${BETA}/${set}/${id}/assignments`), [{ ...assignment }], set)
      const isRemediation = set === 'deviceHealthScripts'
      const told = { value: [{ runSchedule, runRemediationScript: !isRemediation }] }
      t.match(await expecting(200, live.get(`${BETA}/${set}/${id}/assignments`)), told, 'live tells of no remediation')
      if (isRemediation)
        t.match(await expecting(200, live.get(`${BETA}/${set}/${id}?$expand=assignments`)), {
          assignments: told.value,
        })
      t.match(await read(`${BETA}/${set}/${id}/runSummary`), { issueDetectedDeviceCount: 0 })
    }
  })

  await t.test('B83: scripts of macOS run once unless they say how often', async (t) => {
    const script = { displayName: 'a', fileName: 'a.sh', scriptContent: 'YQ==', runAsAccount: 'user' }
    const { id } = await made(`${BETA}/deviceShellScripts`, { ...script, executionFrequency: 'PT1H', retryCount: 3 })
    t.match(await read(`${BETA}/deviceShellScripts/${id}`), {
      executionFrequency: 'PT1H',
      retryCount: 3,
      runAsAccount: 'user',
    })
    t.match(await made(`${BETA}/deviceShellScripts`, script), { retryCount: 0, blockExecutionNotifications: false })
    t.match(
      await made(`${BETA}/deviceCustomAttributeShellScripts`, {
        ...script,
        customAttributeName: 'n',
        customAttributeType: 'integer',
      }),
      {
        customAttributeType: 'integer',
      },
    )
  })

  await t.test(
    'B4, B20, B92: the defaults of enrolment are never new, found in any letter case, and stay unassigned',
    async (t) => {
      const set = `${BETA}/deviceEnrollmentConfigurations`
      for (const kind of ['windowsRestore', 'WindowsRestore']) {
        const [found] = await brought(`${set}?$filter=deviceEnrollmentConfigurationType eq '${kind}'`)
        t.match(found, { id: `${TENANT}_WindowsRestore`, createdDateTime: NEVER })
      }
      const { id } = await made(set, typed('deviceEnrollmentLimitConfiguration', { limit: 3 }))
      await expecting(204, admin.post(`${set}/${id}/assign`, { enrollmentConfigurationAssignments: [toGroup] }))
      t.match(await values(`${set}/${id}/assignments`), [toGroup])
      await expecting(400, live.delete(`${set}/${id}/assignments/${id}_${GROUP}`))
    },
  )

  await t.test('B102: a tenant without a push certificate has none', async (t) => {
    const url = `${BETA}/applePushNotificationCertificate`
    await expecting(404, admin.get(url))
    await expecting(200, admin.patch(url, { appleIdentifier: 'a@b.example', certificate: 'x' }))
    t.match(await read(url), { appleIdentifier: 'a@b.example' })
  })

  await t.test('B111, B112: a role is assigned to groups, with scope tags whose ids are numbers', async (t) => {
    const roles = (url: string, body: Json): Promise<Item> => expecting(201, emulator.admin.post(url, body))
    const tag = await roles(`${BETA}/roleScopeTags`, { displayName: 'Tag' })
    t.match(tag, { id: /^\d+$/, isBuiltIn: false })
    const [role] = await brought(`${BETA}/roleDefinitions?$filter=displayName eq 'Help Desk Operator'`)
    const host = 'https://graph.microsoft.com/beta/deviceManagement'
    const typed = { '@odata.type': graph('deviceAndAppManagementRoleAssignment') }
    const { id } = await roles(`${BETA}/roleAssignments`, {
      ...typed,
      displayName: 'Assignment',
      members: [GROUP],
      resourceScopes: [GROUP],
      'roleDefinition@odata.bind': `${host}/roleDefinitions('${role?.id}')`,
      'roleScopeTags@odata.bind': [`${host}/roleScopeTags('${tag.id}')`],
    })
    t.match(await expecting(200, emulator.admin.get(`${BETA}/roleAssignments/${id}`)), {
      members: [GROUP],
      scopeType: 'resourceScope',
    })
    const expand = '$expand=microsoft.graph.deviceAndAppManagementRoleAssignment/roleScopeTags'
    t.match((await expecting(200, emulator.admin.get(`${BETA}/roleAssignments/${id}?${expand}`)))['roleScopeTags'], [
      { id: tag.id },
    ])
    /** The ids of an assignment, and its references. */
    const tags = async (id: string): Promise<unknown[]> => {
      const { roleScopeTagIds, roleScopeTags } = await expecting(
        200,
        emulator.admin.get(`${BETA}/roleAssignments/${id}?${expand}`),
      )
      return [roleScopeTagIds, (roleScopeTags as Item[]).map((each) => each.id).sort()]
    }
    const assignment = `${BETA}/roleAssignments/${id}`
    const references = `${assignment}/${graph('deviceAndAppManagementRoleAssignment').slice(1)}/roleScopeTags`
    t.strictSame(await tags(id), [[tag.id], [tag.id]], 'what is bound')
    await expecting(204, emulator.admin.post(`${references}/$ref`, { '@odata.id': `${host}/roleScopeTags('0')` }))
    t.strictSame(
      await tags(id),
      [
        ['0', tag.id],
        ['0', tag.id],
      ],
      'what is added',
    )
    await expecting(204, emulator.admin.delete(`${references}/${tag.id}/$ref`))
    t.strictSame(await tags(id), [['0'], ['0']], 'what is left')
    await expecting(200, emulator.admin.patch(assignment, { ...typed, roleScopeTagIds: [tag.id, '999'] }))
    t.strictSame(await tags(id), [[tag.id, '999'], [tag.id]], 'what a client changes, as far as there are such tags')
    const plain = await roles(`${BETA}/roleAssignments`, { ...typed, displayName: 'Plain' })
    t.strictSame(await tags(plain.id), [['0'], ['0']], 'B6: the tag 0 where none is named')
    await expecting(400, emulator.admin.delete(`${BETA}/roleScopeTags/0`))
  })

  await t.test('B111: the assignments of a role are those that name it, whichever way they were made', async (t) => {
    const at = `${BETA}/roleDefinitions`
    const role = async (name: string): Promise<string> =>
      (await expecting(201, emulator.admin.post(at, { displayName: name, rolePermissions: [] })))['id']
    const [first, second] = [await role('First role'), await role('Second role')]
    const listed = async (id: string, version = 'beta'): Promise<unknown[]> => {
      const url = `/${version}/deviceManagement/roleDefinitions/${id}/roleAssignments`
      const body = await expecting(200, emulator.admin.get(url))
      t.match(body['@odata.context'], `roleDefinitions('${id}')/roleAssignments`)
      return (body['value'] as Item[]).map((each) => each.id).sort()
    }
    const boundTo = (id: string): Json => ({
      'roleDefinition@odata.bind': `https://graph.microsoft.com/beta/deviceManagement/roleDefinitions('${id}')`,
    })
    const type = { '@odata.type': graph('deviceAndAppManagementRoleAssignment'), displayName: 'a' }
    const bound = await expecting(201, emulator.admin.post(`${BETA}/roleAssignments`, { ...type, ...boundTo(first) }))
    const below = await expecting(
      201,
      emulator.admin.post(`/v1.0/deviceManagement/roleDefinitions/${first}/roleAssignments`, {
        '@odata.type': graph('roleAssignment'),
        displayName: 'b',
        resourceScopes: ['x'],
      }),
    )
    const ids = [bound['id'], below['id']] as string[]
    t.strictSame([await listed(first), await listed(first, 'v1.0'), await listed(second)], [ids.sort(), ids, []])
    t.match(await expecting(200, emulator.admin.get(`${BETA}/roleAssignments/${below['id']}/roleDefinition`)), {
      id: first,
    })
    const item = `${at}/${first}/roleAssignments/${below['id']}`
    await expecting(200, emulator.admin.patch(item, { '@odata.type': graph('roleAssignment'), displayName: 'c' }))
    t.match(await expecting(200, emulator.admin.get(item)), { displayName: 'c' })
    await expecting(
      200,
      emulator.admin.patch(`${BETA}/roleAssignments/${bound['id']}`, { ...type, ...boundTo(second) }),
    )
    t.strictSame([await listed(first), await listed(second)], [[below['id']], [bound['id']]])
    await expecting(
      204,
      emulator.admin.post(`${at}/${first}/roleAssignments/$ref`, {
        '@odata.id': `https://graph.microsoft.com/beta/deviceManagement/roleAssignments/${bound['id']}`,
      }),
    )
    t.strictSame([await listed(first), await listed(second)], [ids, []])
    await expecting(204, emulator.admin.delete(item))
    t.strictSame(await listed(first), [bound['id']])
    const [builtIn] = await brought(`${at}?$filter=displayName eq 'Read Only Operator'`)
    const assigned = await expecting(
      201,
      emulator.admin.post(`${BETA}/roleAssignments`, { ...type, ...boundTo(String(builtIn?.id)) }),
    )
    t.ok((await listed(String(builtIn?.id))).includes(assigned['id']))
  })

  await t.test('B114: terms are assigned one by one', async (t) => {
    const terms = await made(`${BETA}/termsAndConditions`, {
      displayName: 'a',
      title: 't',
      bodyText: 'b',
      acceptanceStatement: 'c',
    })
    t.equal(terms['version'], 1)
    const url = `${BETA}/termsAndConditions/${terms.id}/assignments`
    const assignment = await expecting(201, live.post(url, toGroup))
    await expecting(200, live.delete(`${url}/${assignment.id}`))
  })

  await t.test('B118: a platform has one cleanup rule', async (t) => {
    const rules = `${BETA}/managedDeviceCleanupRules`
    const rule = {
      displayName: 'a',
      deviceCleanupRulePlatformType: 'windows',
      deviceInactivityBeforeRetirementInDays: 30,
    }
    const { id } = await made(rules, rule)
    t.match(await expecting(400, admin.post(rules, rule)), { error: { target: 'deviceCleanupRulePlatformType' } })
    await made(rules, { ...rule, deviceCleanupRulePlatformType: 'ios' })
    await expecting(200, admin.patch(`${rules}/${id}`, { displayName: 'b' }))
    await expecting(400, admin.patch(`${rules}/${id}`, { deviceCleanupRulePlatformType: 'ios' }))
  })

  await t.test('B203: a tenant tells whether Windows data may be processed', async (t) => {
    const url = `${BETA}/dataProcessorServiceForWindowsFeaturesOnboarding`
    t.match(await read(url), { areDataProcessorServiceForWindowsFeaturesEnabled: false, hasValidWindowsLicense: false })
  })

  await t.test('B206: configurations of hardware keep their content', async (t) => {
    const body = {
      displayName: 'a',
      fileName: 'a.cctk',
      configurationFileContent: 'AAEC',
      hardwareConfigurationFormat: 'dell',
    }
    const { id, ...created } = await made(`${BETA}/hardwareConfigurations`, body)
    t.match(created, { configurationFileContent: 'AAEC', version: 1, perDevicePasswordDisabled: false })
    await expecting(
      200,
      admin.post(`${BETA}/hardwareConfigurations/${id}/assign`, { hardwareConfigurationAssignments: [toGroup] }),
    )
    t.match(await values(`${BETA}/hardwareConfigurations/${id}/assignments`), [toGroup])
    t.match(await read(`${BETA}/hardwareConfigurations/${id}/runSummary`), { errorDeviceCount: 0 })
  })
})
