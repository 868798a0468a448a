/** The typed models of Microsoft's Kiota SDK are written into our bodies and read from our answers, over https. */
import {
  AllowedHostsValidator,
  BaseBearerTokenAuthenticationProvider,
  HttpMethod,
  RequestInformation,
} from '@microsoft/kiota-abstractions'
import type {
  AccessTokenProvider,
  ModelSerializerFunction,
  Parsable,
  ParsableFactory,
} from '@microsoft/kiota-abstractions'
import { FetchRequestAdapter, HttpClient } from '@microsoft/kiota-http-fetchlibrary'
import { JsonParseNodeFactory, JsonSerializationWriterFactory } from '@microsoft/kiota-serialization-json'
import {
  ComplianceStatusObject,
  createDeviceCompliancePolicyCollectionResponseFromDiscriminatorValue,
  createDeviceCompliancePolicyFromDiscriminatorValue,
  createIosMobileAppConfigurationFromDiscriminatorValue,
  createManagedDeviceMobileAppConfigurationAssignmentCollectionResponseFromDiscriminatorValue,
  createManagedDeviceMobileAppConfigurationAssignmentFromDiscriminatorValue,
  createManagedDeviceMobileAppConfigurationCollectionResponseFromDiscriminatorValue,
  createManagedDeviceMobileAppConfigurationDeviceStatusFromDiscriminatorValue,
  createManagedDeviceMobileAppConfigurationFromDiscriminatorValue,
  createManagedDeviceMobileAppConfigurationUserSummaryFromDiscriminatorValue,
  DeviceComplianceActionTypeObject,
  MdmAppConfigKeyTypeObject,
  RequiredPasswordTypeObject,
  serializeIosMobileAppConfiguration,
  serializeManagedDeviceMobileAppConfigurationAssignment,
  serializeManagedDeviceMobileAppConfigurationDeviceStatus,
  serializeManagedDeviceMobileAppConfigurationUserSummary,
  serializeWindows10CompliancePolicy,
} from '@microsoft/msgraph-sdk/models/index.js'
import type {
  AllLicensedUsersAssignmentTarget,
  DeviceCompliancePolicy,
  DeviceCompliancePolicyCollectionResponse,
  ExclusionGroupAssignmentTarget,
  IosMobileAppConfiguration,
  ManagedDeviceMobileAppConfiguration,
  ManagedDeviceMobileAppConfigurationAssignment,
  ManagedDeviceMobileAppConfigurationAssignmentCollectionResponse,
  ManagedDeviceMobileAppConfigurationCollectionResponse,
  ManagedDeviceMobileAppConfigurationDeviceStatus,
  ManagedDeviceMobileAppConfigurationUserSummary,
  Windows10CompliancePolicy,
} from '@microsoft/msgraph-sdk/models/index.js'
import { createODataErrorFromDiscriminatorValue } from '@microsoft/msgraph-sdk/models/oDataErrors/index.js'
import type { ODataError } from '@microsoft/msgraph-sdk/models/oDataErrors/index.js'
import t from 'tap'
import type { Test } from 'tap'
import { startSecurely } from './secure.js'

const SET = '/v1.0/deviceAppManagement/mobileAppConfigurations'

async function connect(t: Test) {
  const { emulator, origin, fetch } = await startSecurely(t)
  const hosts = new AllowedHostsValidator(new Set(['localhost']))
  const tokens: AccessTokenProvider = {
    getAuthorizationToken: () => Promise.resolve(emulator.admin.token),
    getAllowedHostsValidator: () => hosts,
  }
  const adapter = new FetchRequestAdapter(
    new BaseBearerTokenAuthenticationProvider(tokens),
    new JsonParseNodeFactory(),
    new JsonSerializationWriterFactory(),
    new HttpClient((url, init) => fetch(url, init)),
  )
  adapter.baseUrl = origin
  const requestOf = (method: HttpMethod, path: string): RequestInformation => {
    const request = new RequestInformation(method, '{+baseurl}' + path)
    request.headers.tryAdd('Accept', 'application/json')
    return request
  }
  const errors = { XXX: createODataErrorFromDiscriminatorValue }
  return {
    get: <T extends Parsable>(path: string, factory: ParsableFactory<T>) =>
      adapter.send<T>(requestOf(HttpMethod.GET, path), factory, errors),
    write<T extends Parsable>(
      method: HttpMethod,
      path: string,
      body: T,
      serialize: ModelSerializerFunction<T>,
      factory: ParsableFactory<T>,
    ) {
      const request = requestOf(method, path)
      request.setContentFromParsable(adapter, 'application/json', body, serialize)
      return adapter.send<T>(request, factory, errors)
    },
    delete: (path: string) => adapter.sendNoResponseContent(requestOf(HttpMethod.DELETE, path), errors),
  }
}

const aConfiguration = (displayName: string): IosMobileAppConfiguration => ({
  odataType: '#microsoft.graph.iosMobileAppConfiguration',
  displayName,
  targetedMobileApps: ['5d0a1b6e-7c3f-4e82-9b47-1f6a2c8d3e50'],
  settings: [
    {
      appConfigKey: 'server',
      appConfigKeyType: MdmAppConfigKeyTypeObject.StringType,
      appConfigKeyValue: 'https://intune.test',
    },
  ],
})

t.test('a typed configuration is created, read back equal, changed and deleted', async (t) => {
  const { get, write, delete: remove } = await connect(t)
  const sent = aConfiguration('Mail')
  const created = await write(
    HttpMethod.POST,
    SET,
    sent,
    serializeIosMobileAppConfiguration,
    createIosMobileAppConfigurationFromDiscriminatorValue,
  )
  t.match(created, { ...sent, version: 1, createdDateTime: Date })
  t.strictSame(
    created?.additionalData,
    { '@odata.context': created?.additionalData?.['@odata.context'] },
    'no member is unknown',
  )

  const item = `${SET}/${created?.id}`
  const read = await get<ManagedDeviceMobileAppConfiguration>(
    item,
    createManagedDeviceMobileAppConfigurationFromDiscriminatorValue,
  )
  t.match(read, { ...sent, version: 1 }, 'the discriminator makes an iosMobileAppConfiguration of it')

  const change: IosMobileAppConfiguration = { odataType: sent.odataType ?? null, description: 'for everybody' }
  const changed = await write(
    HttpMethod.PATCH,
    item,
    change,
    serializeIosMobileAppConfiguration,
    createIosMobileAppConfigurationFromDiscriminatorValue,
  )
  t.match(changed, { ...sent, description: 'for everybody', version: 2 })

  const listed = await get<ManagedDeviceMobileAppConfigurationCollectionResponse>(
    `${SET}?$count=true`,
    createManagedDeviceMobileAppConfigurationCollectionResponseFromDiscriminatorValue,
  )
  t.match(listed, { odataCount: 1, value: [{ ...sent, description: 'for everybody' }] })

  await remove(item)
  const gone = get<ManagedDeviceMobileAppConfiguration>(
    item,
    createManagedDeviceMobileAppConfigurationFromDiscriminatorValue,
  )
  const error = await gone.then(
    () => undefined,
    (thrown: unknown) => thrown as ODataError,
  )
  t.match(error, {
    responseStatusCode: 404,
    errorEscaped: { code: 'ResourceNotFound', innerError: { clientRequestId: String } },
  })
})

t.test('typed assignments keep the type of their target', async (t) => {
  const { get, write } = await connect(t)
  const { id } = (await write(
    HttpMethod.POST,
    SET,
    aConfiguration('Mail'),
    serializeIosMobileAppConfiguration,
    createIosMobileAppConfigurationFromDiscriminatorValue,
  )) as { id: string }
  const everybody: AllLicensedUsersAssignmentTarget = { odataType: '#microsoft.graph.allLicensedUsersAssignmentTarget' }
  await write<ManagedDeviceMobileAppConfigurationAssignment>(
    HttpMethod.POST,
    `${SET}/${id}/assignments`,
    { target: everybody },
    serializeManagedDeviceMobileAppConfigurationAssignment,
    createManagedDeviceMobileAppConfigurationAssignmentFromDiscriminatorValue,
  )
  // This release of the models forgets what a derived target adds when it writes one, so that groupId goes along as an
  // additional member; it reads it well.
  const groupId = 'f1b7c2d3-4a5e-4678-9abc-def012345678'
  const group: ExclusionGroupAssignmentTarget = {
    odataType: '#microsoft.graph.exclusionGroupAssignmentTarget',
    additionalData: { groupId },
  }
  await write<ManagedDeviceMobileAppConfigurationAssignment>(
    HttpMethod.POST,
    `${SET}/${id}/assignments`,
    { target: group },
    serializeManagedDeviceMobileAppConfigurationAssignment,
    createManagedDeviceMobileAppConfigurationAssignmentFromDiscriminatorValue,
  )
  const listed = await get<ManagedDeviceMobileAppConfigurationAssignmentCollectionResponse>(
    `${SET}/${id}/assignments`,
    createManagedDeviceMobileAppConfigurationAssignmentCollectionResponseFromDiscriminatorValue,
  )
  const targets = listed?.value?.map(({ target }) => target) ?? []
  t.equal(targets.length, 2)
  t.match(
    targets.find((target) => target?.odataType === everybody.odataType),
    everybody,
  )
  t.match(
    targets.find((target) => target?.odataType === group.odataType),
    { groupId },
  )
})

t.test('typed statuses and summaries make the way there and back', async (t) => {
  const { get, write } = await connect(t)
  const { id } = (await write(
    HttpMethod.POST,
    SET,
    aConfiguration('Mail'),
    serializeIosMobileAppConfiguration,
    createIosMobileAppConfigurationFromDiscriminatorValue,
  )) as { id: string }
  const status: ManagedDeviceMobileAppConfigurationDeviceStatus = {
    deviceDisplayName: 'iPad of Ada',
    userPrincipalName: 'ada@intune.test',
    status: ComplianceStatusObject.Compliant,
    lastReportedDateTime: new Date('2026-03-02T09:14:07.481Z'),
  }
  const made = await write(
    HttpMethod.POST,
    `${SET}/${id}/deviceStatuses`,
    status,
    serializeManagedDeviceMobileAppConfigurationDeviceStatus,
    createManagedDeviceMobileAppConfigurationDeviceStatusFromDiscriminatorValue,
  )
  t.match(made, { ...status, id: String })
  const summary: ManagedDeviceMobileAppConfigurationUserSummary = {
    successCount: 3,
    errorCount: 1,
    configurationVersion: 1,
  }
  await write(
    HttpMethod.POST,
    `${SET}/${id}/userStatusSummary`,
    summary,
    serializeManagedDeviceMobileAppConfigurationUserSummary,
    createManagedDeviceMobileAppConfigurationUserSummaryFromDiscriminatorValue,
  )
  const read = await get<ManagedDeviceMobileAppConfigurationUserSummary>(
    `${SET}/${id}/userStatusSummary`,
    createManagedDeviceMobileAppConfigurationUserSummaryFromDiscriminatorValue,
  )
  t.match(read, { ...summary, pendingCount: 0, lastUpdateDateTime: Date })
})

t.test(
  'a typed compliance policy is created with its actions, found in the list as its type, and deleted',
  async (t) => {
    const { get, write, delete: remove } = await connect(t)
    const set = '/v1.0/deviceManagement/deviceCompliancePolicies'
    const sent: Windows10CompliancePolicy = {
      odataType: '#microsoft.graph.windows10CompliancePolicy',
      displayName: 'Windows',
      passwordRequired: true,
      passwordRequiredType: RequiredPasswordTypeObject.Alphanumeric,
      osMinimumVersion: '10.0.26100',
    }
    const block = { actionType: DeviceComplianceActionTypeObject.Block, gracePeriodHours: 12 }
    const created = await write<DeviceCompliancePolicy>(
      HttpMethod.POST,
      set,
      { ...sent, scheduledActionsForRule: [{ scheduledActionConfigurations: [block] }] },
      serializeWindows10CompliancePolicy,
      createDeviceCompliancePolicyFromDiscriminatorValue,
    )
    t.match(created, { ...sent, version: 1, createdDateTime: Date })
    const item = `${set}/${created?.id}`
    const expanded = await get<DeviceCompliancePolicy>(
      `${item}?$expand=scheduledActionsForRule($expand=scheduledActionConfigurations)`,
      createDeviceCompliancePolicyFromDiscriminatorValue,
    )
    t.match(expanded, { ...sent, scheduledActionsForRule: [{ scheduledActionConfigurations: [block] }] })
    const unknown = Object.keys(expanded?.additionalData ?? {}).filter((name) => !name.includes('@odata.'))
    t.same(unknown, [], 'no member is unknown')
    const list = await get<DeviceCompliancePolicyCollectionResponse>(
      set,
      createDeviceCompliancePolicyCollectionResponseFromDiscriminatorValue,
    )
    t.match(list?.value, [sent])
    await remove(item)
    const gone = await get(item, createDeviceCompliancePolicyFromDiscriminatorValue).then(
      () => undefined,
      (error: unknown) => error as ODataError,
    )
    t.equal(gone?.responseStatusCode, 404)
  },
)
