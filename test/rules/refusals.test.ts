/** Each service refuses in its own words: what is not there, what is there already, what does not fit, and by which route. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, startEmulator } from '../harness/emulator.js'

type Json = Record<string, unknown>

const MANAGEMENT = 'deviceManagement'
const NONE = '99999999-1111-4222-8333-444444444444'

/** A set of each service, and a member of its items with what that cannot be. */
const PLACES: readonly (readonly [set: string, service: string, member: string, value: unknown, told: RegExp])[] = [
  ['deviceAppManagement/vppTokens', 'AppLifecycle_2607/StatelessAppMetadataFEService', 'state', 'no', /'no' was not/],
  [`${MANAGEMENT}/deviceCategories`, 'DeviceFE_2607/StatelessDeviceFEService', 'displayName', 1, /literal '1'.*String/],
  [
    `${MANAGEMENT}/deviceConfigurations`,
    'DeviceConfiguration_2607/StatelessDeviceConfigurationFEService',
    'version',
    'a',
    /literal 'a'.*Edm\.Int32/,
  ],
  [`${MANAGEMENT}/configurationPolicies`, 'DeviceConfigV2/DCV2GraphService', 'platforms', 'amiga', /'amiga' was not/],
  [
    `${MANAGEMENT}/groupPolicyConfigurations`,
    'GroupPolicy/GroupPolicyAdminService',
    'roleScopeTagIds',
    {},
    /'StartObject' node was found for property named 'roleScopeTagIds'/,
  ],
  [
    `${MANAGEMENT}/windowsAutopilotDeviceIdentities`,
    'DeviceEnrollmentFE_2607/StatelessDeviceEnrollmentFEService',
    'enrollmentState',
    'maybe',
    /'maybe' was not/,
  ],
  [
    `${MANAGEMENT}/deviceEnrollmentConfigurations`,
    'StatelessOnboardingService_2607/StatelessOnboardingService',
    'displayName',
    true,
    /literal 'true'.*Edm\.String/,
  ],
  [`${MANAGEMENT}/roleDefinitions`, 'RACerts_2607/StatelessRoleAdministrationFEService', 'isBuiltIn', 2, /literal '2'/],
  [
    `${MANAGEMENT}/assignmentFilters`,
    'AssignmentFilter_2607/StatelessAssignmentFilterFEService',
    'platform',
    'amiga',
    /'amiga' was not/,
  ],
]

/** What a body of a set has to say. */
const GIVEN: Readonly<Record<string, Json>> = {
  'deviceManagement/configurationPolicies': { name: 'a' },
  'deviceManagement/deviceConfigurations': { '@odata.type': '#microsoft.graph.windows10GeneralConfiguration' },
  'deviceManagement/deviceEnrollmentConfigurations': {
    '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration',
  },
}

interface Refused {
  readonly error: { readonly code: string; readonly message: string; readonly target?: string }
}

/** What the document in the message of one of Intune's services says. */
function told({ error: { message } }: Refused): string {
  return (JSON.parse(message) as { Message: string }).Message
}

await forEachEmulator(t, async (t, emulator) => {
  const tenant = await emulator.newTenant()
  const admin = await tenant.as(...mappedPermissions(), 'Group.ReadWrite.All', 'User.ReadWrite.All')
  const live = (await startEmulator(t, { store: emulator.store, profile: 'live' })).withToken(admin.token)
  const refused = async (status: number, response: ReturnType<typeof admin.get>): Promise<Refused> =>
    (await expecting(status, response)) as unknown as Refused

  await t.test('an item that is not there is 404 of the service that would have it', async (t) => {
    for (const [set, service] of PLACES) {
      for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
        const answer = await refused(
          404,
          admin.send(method, `/beta/${set}/${NONE}`, method === 'PATCH' ? (GIVEN[set] ?? {}) : undefined),
        )
        t.equal(answer.error.code, 'ResourceNotFound', `${method} ${set}`)
        const url = `https://fef.emu0101.manage.local/${service}/${set}%28%27${NONE}%27%29?`
        t.ok(told(answer).includes(url), `${told(answer)} names ${url}`)
      }
    }
  })

  await t.test('a value that does not fit is refused with its property, the literal and the type', async (t) => {
    for (const [set, , member, value, words] of PLACES) {
      const body = { ...GIVEN[set], [member]: value }
      const { error } = await refused(400, admin.post(`/beta/${set}`, body))
      t.match(error, { code: 'ModelValidationFailure', target: member, message: words }, set)
      const unknown = await refused(400, admin.post(`/beta/${set}`, { ...body, [member]: undefined, wheels: 4 }))
      t.match(unknown.error, { code: 'ModelValidationFailure', target: 'wheels', message: /'wheels' does not exist/ })
    }
  })

  await t.test('the directory has codes of its own', async (t) => {
    for (const [set, member, value] of [
      ['groups', 'securityEnabled', 'maybe'],
      ['users', 'accountEnabled', 1],
      ['identity/conditionalAccess/policies', 'state', 'on'],
      ['identityGovernance/termsOfUse/agreements', 'displayName', 7],
    ] as const) {
      const missing = await refused(404, admin.get(`/v1.0/${set}/${NONE}`))
      t.match(missing.error, { code: 'Request_ResourceNotFound', message: new RegExp(`'${NONE}' does not exist`) }, set)
      const { error } = await refused(400, admin.post(`/v1.0/${set}`, { [member]: value }))
      t.match(error, { code: 'Request_BadRequest', message: new RegExp(String(value)) }, set)
    }
    const action = await refused(400, admin.post('/v1.0/directoryObjects/getByIds', { wheels: [] }))
    t.match(action.error, { code: 'Request_BadRequest', target: 'wheels' })
  })

  await t.test(
    'a second one where there can be one, and a reference to nothing, are told by the service',
    async (t) => {
      const url = `/beta/${MANAGEMENT}/mobileThreatDefenseConnectors`
      await expecting(201, admin.post(url, { id: NONE }))
      const twice = await refused(409, admin.post(url, { id: NONE }))
      t.equal(twice.error.code, 'Conflict')
      t.match(told(twice), /^The tenant has a connector of that partner already\. - Operation ID/)
      const profile = {
        '@odata.type': '#microsoft.graph.iosScepCertificateProfile',
        displayName: 'a',
        'rootCertificate@odata.bind': `https://graph.microsoft.com/beta/${MANAGEMENT}/deviceConfigurations('${NONE}')`,
      }
      const nothing = await refused(404, admin.post(`/beta/${MANAGEMENT}/deviceConfigurations`, profile))
      t.match(nothing.error, { code: 'ResourceNotFound', target: 'rootCertificate@odata.bind' })
      t.match(
        told(nothing),
        new RegExp(`names deviceManagement/deviceConfigurations\\('${NONE}'\\), which does not exist`),
      )
    },
  )

  await t.test('B14, live: a route that is not there names the service as well', async (t) => {
    for (const [set, service] of PLACES) {
      if (set === `${MANAGEMENT}/roleDefinitions`) continue
      const { error } = await refused(400, live.get(`/beta/${set}/$count`))
      t.equal(error.code, 'No method match route template', set)
      t.ok(error.message.endsWith(` for request /${service}/${set}/$count.`), error.message)
    }
  })

  await t.test('actions of all services name the parameter that is none, and the one that does not fit', async (t) => {
    const calls: readonly (readonly [url: string, body: Json, target: string])[] = [
      [`/beta/${MANAGEMENT}/assignmentFilters/validateFilter`, { wheels: 1 }, 'wheels'],
      [`/beta/${MANAGEMENT}/managedDevices/${NONE}/wipe`, { wheels: 1 }, 'wheels'],
      [`/beta/deviceAppManagement/mobileApps/${NONE}/assign`, { mobileAppAssignments: {} }, 'mobileAppAssignments'],
      [`/beta/deviceAppManagement/mobileApps/${NONE}/updateRelationships`, { relationships: {} }, 'relationships'],
      [`/beta/deviceAppManagement/policySets/${NONE}/update`, { deletedPolicySetItems: [1] }, 'deletedPolicySetItems'],
    ]
    for (const [url, body, target] of calls)
      t.match((await refused(400, admin.post(url, body))).error, { code: 'BadRequest', target }, url)
  })

  await t.test('what lies inside lists and items is told by its place, its literal and its type', async (t) => {
    const none = `${MANAGEMENT}/deviceConfigurations/${NONE}`
    const values = `${MANAGEMENT}/groupPolicyConfigurations/${NONE}/updateDefinitionValues`
    const calls: readonly (readonly [path: string, body: Json, target: string, told: RegExp])[] = [
      [
        `${none}/assign`,
        { assignments: [5] },
        'assignments/0',
        /named 'assignments' .*'5'.*\.deviceConfigurationAssign/,
      ],
      [`${none}/assign`, { assignments: [{ target: {} }] }, 'assignments/0/target/@odata.type', /abstract class/],
      [
        `deviceAppManagement/mobileApps/${NONE}/assign`,
        { mobileAppAssignments: [{ intent: 'required' }, { intent: 'maybe' }] },
        'mobileAppAssignments/1/intent',
        /'maybe' was not found/,
      ],
      [
        `deviceAppManagement/mobileApps/${NONE}/updateRelationships`,
        { relationships: [[]] },
        'relationships/0',
        /named 'relationships' .*'\[…\]'.*\.mobileAppRelationship'/,
      ],
      [
        `deviceAppManagement/policySets/${NONE}/update`,
        { addedPolicySetItems: [{ '@odata.type': '#microsoft.graph.policySetItem' }] },
        'addedPolicySetItems/0/@odata.type',
        /abstract class/,
      ],
      [values, { updated: ['x'] }, 'updated/0', /named 'updated' .*'x'.*\.groupPolicyDefinitionValue'/],
      [
        values,
        { updated: [{ id: NONE, presentationValues: [{ id: NONE, '@odata.type': '#microsoft.graph.car' }] }] },
        'updated/0/presentationValues/0/@odata.type',
        /'microsoft\.graph\.car' could not be resolved/,
      ],
      [
        `${MANAGEMENT}/deviceCompliancePolicies`,
        {
          '@odata.type': '#microsoft.graph.iosCompliancePolicy',
          displayName: 'a',
          scheduledActionsForRule: [{ scheduledActionConfigurations: [{ gracePeriodHours: {} }] }],
        },
        'scheduledActionsForRule/0/scheduledActionConfigurations/0/gracePeriodHours',
        /named 'gracePeriodHours' .*'{…}'.*'Edm\.Int32'/,
      ],
    ]
    for (const [path, body, target, message] of calls)
      t.match((await refused(400, admin.post(`/beta/${path}`, body))).error, { target, message }, path)
  })
})
