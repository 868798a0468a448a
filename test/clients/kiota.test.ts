/** The typed models of Microsoft's Kiota SDK are written into our bodies and read from our answers, over https. */
import { HttpMethod, RequestInformation } from '@microsoft/kiota-abstractions'
import type { AccessTokenProvider, Parsable, ParsableFactory } from '@microsoft/kiota-abstractions'
import { AllowedHostsValidator, BaseBearerTokenAuthenticationProvider } from '@microsoft/kiota-abstractions'
import { FetchRequestAdapter, HttpClient } from '@microsoft/kiota-http-fetchlibrary'
import { JsonParseNodeFactory, JsonSerializationWriterFactory } from '@microsoft/kiota-serialization-json'
import {
  ComplianceStatusObject,
  createIosMobileAppConfigurationFromDiscriminatorValue,
  createManagedDeviceMobileAppConfigurationAssignmentCollectionResponseFromDiscriminatorValue,
  createManagedDeviceMobileAppConfigurationCollectionResponseFromDiscriminatorValue,
  createManagedDeviceMobileAppConfigurationDeviceStatusFromDiscriminatorValue,
  createManagedDeviceMobileAppConfigurationFromDiscriminatorValue,
  createManagedDeviceMobileAppConfigurationUserSummaryFromDiscriminatorValue,
  MdmAppConfigKeyTypeObject,
  serializeIosMobileAppConfiguration,
  serializeManagedDeviceMobileAppConfigurationAssignment,
  serializeManagedDeviceMobileAppConfigurationDeviceStatus,
  serializeManagedDeviceMobileAppConfigurationUserSummary,
} from '@microsoft/msgraph-sdk/models/index.js'
import type {
  IosMobileAppConfiguration,
  ManagedDeviceMobileAppConfiguration,
  ManagedDeviceMobileAppConfigurationAssignment,
  ManagedDeviceMobileAppConfigurationAssignmentCollectionResponse,
  ManagedDeviceMobileAppConfigurationCollectionResponse,
  ManagedDeviceMobileAppConfigurationDeviceStatus,
  ManagedDeviceMobileAppConfigurationUserSummary,
} from '@microsoft/msgraph-sdk/models/index.js'
import { createODataErrorFromDiscriminatorValue } from '@microsoft/msgraph-sdk/models/oDataErrors/index.js'
import type { ODataError } from '@microsoft/msgraph-sdk/models/oDataErrors/index.js'
import t from 'tap'
import type { Test } from 'tap'
import { startSecurely } from './secure.js'

const SET = '/v1.0/deviceAppManagement/mobileAppConfigurations'

type Serialize<T> = NonNullable<Parameters<RequestInformation['setContentFromParsable']>[3]> & ((...all: never[]) => T)

async function connect(t: Test) {
  const { emulator, origin, fetch } = await startSecurely(t)
  const hosts = new AllowedHostsValidator(new Set(['localhost']))
  const tokens: AccessTokenProvider = {
    getAuthorizationToken: () => Promise.resolve(emulator.admin.token),
    getAllowedHostsValidator: () => hosts,
  }
  const send = (url: string, init: RequestInit): Promise<Response> => fetch(url, init)
  const adapter = new FetchRequestAdapter(
    new BaseBearerTokenAuthenticationProvider(tokens),
    new JsonParseNodeFactory(),
    new JsonSerializationWriterFactory(),
    new HttpClient(send),
  )
  return { adapter, origin }
}

console.log(serializeIosMobileAppConfiguration, connect)
