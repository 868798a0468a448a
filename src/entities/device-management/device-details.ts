/** Complex values of managed devices. @see https://learn.microsoft.com/graph/api/resources/intune-devices-manageddevice */
import { beta, collection, Edm, nullable, of, opaque, withDefault } from '../../model/edm.js'
import { defineComplexType, defineEnumType } from '../../model/declare.js'
import { actionState } from './action-state.js'

export const deviceActionResult = defineComplexType({
  name: 'deviceActionResult',
  properties: {
    actionName: nullable(Edm.String),
    actionState: withDefault(of(actionState), 'none'),
    lastUpdatedDateTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    startDateTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
  },
})

export const configurationManagerClientEnabledFeatures = defineComplexType({
  name: 'configurationManagerClientEnabledFeatures',
  properties: {
    compliancePolicy: withDefault(Edm.Boolean, false),
    deviceConfiguration: withDefault(Edm.Boolean, false),
    endpointProtection: beta(withDefault(Edm.Boolean, false)),
    inventory: withDefault(Edm.Boolean, false),
    modernApps: withDefault(Edm.Boolean, false),
    officeApps: beta(withDefault(Edm.Boolean, false)),
    resourceAccess: withDefault(Edm.Boolean, false),
    windowsUpdateForBusiness: withDefault(Edm.Boolean, false),
  },
})

export const configurationManagerClientState = defineEnumType({
  name: 'configurationManagerClientState',
  since: 'beta',
  members: { unknown: 0, installed: 1, healthy: 7, installFailed: 8, updateFailed: 11, communicationError: 19 },
})

export const configurationManagerClientHealthState = defineComplexType({
  name: 'configurationManagerClientHealthState',
  since: 'beta',
  properties: {
    errorCode: withDefault(Edm.Int32, 0),
    lastSyncDateTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    state: withDefault(of(configurationManagerClientState), 'unknown'),
  },
})

export const configurationManagerClientInformation = defineComplexType({
  name: 'configurationManagerClientInformation',
  since: 'beta',
  properties: {
    clientIdentifier: nullable(Edm.String),
    clientVersion: nullable(Edm.String),
    isBlocked: withDefault(Edm.Boolean, false),
  },
})

export const chromeOSDeviceProperty = defineComplexType({
  name: 'chromeOSDeviceProperty',
  since: 'beta',
  properties: {
    name: nullable(Edm.String),
    updatable: withDefault(Edm.Boolean, false),
    value: nullable(Edm.String),
    valueType: nullable(Edm.String),
  },
})

export const keyValuePair = defineComplexType({
  name: 'keyValuePair',
  properties: {
    name: Edm.String,
    value: nullable(Edm.String),
  },
})

export const cloudPcStatusDetail = defineComplexType({
  name: 'cloudPcStatusDetail',
  since: 'beta',
  properties: {
    additionalInformation: nullable(collection(of(keyValuePair))),
    code: nullable(Edm.String),
    message: nullable(Edm.String),
  },
})

export const cloudPcStatusDetails = defineComplexType({
  name: 'cloudPcStatusDetails',
  since: 'beta',
  properties: {
    additionalInformation: nullable(collection(of(keyValuePair))),
    code: nullable(Edm.String),
    message: nullable(Edm.String),
  },
})

export const cloudPcRemoteActionResult = defineComplexType({
  name: 'cloudPcRemoteActionResult',
  since: 'beta',
  properties: {
    actionName: nullable(Edm.String),
    actionState: nullable(of(actionState)),
    cloudPcId: nullable(Edm.String),
    lastUpdatedDateTime: nullable(Edm.DateTimeOffset),
    managedDeviceId: nullable(Edm.String),
    startDateTime: nullable(Edm.DateTimeOffset),
    statusDetail: nullable(of(cloudPcStatusDetail)),
    statusDetails: nullable(of(cloudPcStatusDetails)),
  },
})

export const loggedOnUser = defineComplexType({
  name: 'loggedOnUser',
  since: 'beta',
  properties: {
    lastLogOnDateTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    userId: nullable(opaque(Edm.String)),
  },
})
