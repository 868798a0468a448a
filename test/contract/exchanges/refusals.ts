import { modelError, nestedError, noRoute, notFound, plainError, unknownMember, unreadable } from '../contract.js'
import type { Contract } from '../contract.js'
import { context, given, MISSING, SCANNER, SCANNER_APP, SET } from '../objects.js'

const IOS = '#microsoft.graph.iosMobileAppConfiguration'
const body = { '@odata.type': IOS, displayName: 'Refused', targetedMobileApps: [SCANNER_APP] }
const post = `POST /v1.0/${SET}`
const TYPE = '@odata.type'
const ABSTRACT = modelError('Cannot create an abstract class.', TYPE)

function unresolved(type: string): object {
  return modelError(
    `A type named '${type}' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.`,
    TYPE,
  )
}

function notAssignable(found: string, expected: string): object {
  const api = 'microsoft.management.services.api'
  return modelError(
    `An entry with type '${api}.${found}' was found, but it is not assignable to the expected type '${api}.${expected}'. The type specified in the entry must be equal to either the expected type or a derived type.`,
    TYPE,
  )
}

export const missing: Contract = {
  title: 'a configuration that does not exist',
  given: [given.scanner],
  exchanges: [
    {
      title: 'is not read',
      request: `GET /v1.0/${SET}/${MISSING}`,
      response: { status: 404, body: notFound(`${SET}('${MISSING}')`) },
    },
    {
      title: 'is not changed',
      request: `PATCH /v1.0/${SET}/${MISSING}`,
      body: { '@odata.type': IOS, description: 'never' },
      response: { status: 404, body: notFound(`${SET}('${MISSING}')`) },
    },
    {
      title: 'is not deleted',
      request: `DELETE /beta/${SET}/${MISSING}`,
      response: { status: 404, body: notFound(`${SET}('${MISSING}')`) },
    },
    {
      title: 'nor is one of another type under a cast',
      request: `GET /beta/${SET}/${SCANNER}/graph.androidManagedStoreAppConfiguration`,
      response: {
        status: 404,
        body: notFound(`${SET}('${SCANNER}')/microsoft.graph.androidManagedStoreAppConfiguration`),
      },
    },
    {
      title: 'a key that is no GUID',
      request: `GET /v1.0/${SET}/nonsense`,
      response: { status: 400, body: nestedError('BadRequest', 'An error has occurred', `${SET}('nonsense')`) },
    },
  ],
}

export const abstractType: Contract = {
  title: 'without a concrete type nothing is created or changed',
  given: [given.scanner],
  exchanges: [
    {
      title: 'no type',
      request: post,
      body: { displayName: 'Refused', targetedMobileApps: [SCANNER_APP] },
      response: { status: 400, body: ABSTRACT },
    },
    {
      title: 'the abstract type itself',
      request: post,
      body: { ...body, '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfiguration' },
      response: { status: 400, body: ABSTRACT },
    },
    {
      title: 'a change without a type',
      request: `PATCH /v1.0/${SET}/${SCANNER}`,
      body: { description: 'never' },
      response: { status: 400, body: ABSTRACT },
    },
    {
      title: 'nothing was created',
      request: `GET /v1.0/${SET}?$count=true&$select=description`,
      response: {
        status: 200,
        body: {
          ...context('v1.0', `${SET}(description)`),
          '@odata.count': 1,
          value: [{ '@odata.type': IOS, description: 'Depot scanners, all regions' }],
        },
      },
    },
  ],
}

export const modelValidation: Contract = {
  title: 'a body that does not fit the model',
  given: [given.scanner, given.kit],
  exchanges: [
    {
      title: 'an unknown member',
      request: post,
      body: { ...body, tint: 'teal' },
      response: { status: 400, body: unknownMember('tint', 'iosMobileAppConfiguration') },
    },
    {
      title: 'a member of beta in v1.0',
      request: post,
      body: { ...body, roleScopeTagIds: ['0'] },
      response: { status: 400, body: unknownMember('roleScopeTagIds', 'iosMobileAppConfiguration') },
    },
    {
      title: 'an unknown member in beta',
      request: `POST /beta/${SET}`,
      body: { ...body, tint: 'teal' },
      response: { status: 400, body: unknownMember('tint', 'iosMobileAppConfiguration') },
    },
    {
      title: 'an unknown member of a complex value',
      request: post,
      body: {
        ...body,
        settings: [{ appConfigKey: 'a', appConfigKeyType: 'stringType', appConfigKeyValue: 'b', tint: 'teal' }],
      },
      response: { status: 400, body: unknownMember('tint', 'appConfigurationSettingItem', 'settings/0/tint') },
    },
    {
      title: 'an unknown type',
      request: post,
      body: { ...body, '@odata.type': '#microsoft.graph.iosMobileAppConfigurations' },
      response: { status: 400, body: unresolved('microsoft.graph.iosMobileAppConfigurations') },
    },
    {
      title: 'a type of beta in v1.0',
      request: post,
      body: { ...body, '@odata.type': '#microsoft.graph.androidManagedStoreAppConfiguration' },
      response: { status: 400, body: unresolved('microsoft.graph.androidManagedStoreAppConfiguration') },
    },
    {
      title: 'a type of beta in v1.0, on a change',
      request: `PATCH /v1.0/${SET}/b8d3a674-0e1f-4927-85c6-f21d9b7a4e03`,
      body: { '@odata.type': '#microsoft.graph.androidManagedStoreAppConfiguration', description: 'never' },
      response: { status: 400, body: unresolved('microsoft.graph.androidManagedStoreAppConfiguration') },
    },
    {
      title: 'a type of another set',
      request: post,
      body: { ...body, '@odata.type': '#microsoft.graph.iosStoreApp' },
      response: { status: 400, body: notAssignable('iosStoreApp', 'managedDeviceMobileAppConfiguration') },
    },
    {
      title: 'a type from elsewhere',
      request: post,
      body: { ...body, '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationUserStatus' },
      response: {
        status: 400,
        body: notAssignable('managedDeviceMobileAppConfigurationUserStatus', 'managedDeviceMobileAppConfiguration'),
      },
    },
    {
      title: 'an unknown member of an enumeration',
      request: post,
      body: { ...body, settings: [{ appConfigKey: 'a', appConfigKeyType: 'dateType', appConfigKeyValue: 'b' }] },
      response: {
        status: 400,
        body: modelError("Requested value 'dateType' was not found.", 'settings/0/appConfigKeyType'),
      },
    },
    {
      title: 'base64 that cannot be decoded',
      request: post,
      body: { ...body, encodedSettingXml: 'PGRpY3Q' },
      response: { status: 400, body: unreadable('PGRpY3Q', 'Edm.Binary', 'encodedSettingXml') },
    },
    {
      title: 'a value of a setting that is no text',
      request: post,
      body: { ...body, settings: [{ appConfigKey: 'a', appConfigKeyType: 'integerType', appConfigKeyValue: 5 }] },
      response: { status: 400, body: unreadable(5, 'Edm.String', 'settings/0/appConfigKeyValue') },
    },
    {
      title: 'no name',
      request: post,
      body: { '@odata.type': IOS },
      response: {
        status: 400,
        body: plainError(
          'BadRequest',
          'Property displayName in payload has a value that does not match schema.',
          'displayName',
        ),
      },
    },
    {
      title: 'no body',
      request: post,
      response: { status: 400, body: plainError('BadRequest', /./) },
    },
    {
      title: 'no JSON',
      request: post,
      body: '{"displayName":',
      response: {
        status: 400,
        body: plainError(
          'BadRequest',
          'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
        ),
      },
    },
  ],
}

export const routes: Contract = {
  title: 'routes that one profile has and the other has not',
  given: [given.scanner, given.mail],
  exchanges: [
    {
      title: 'the count as a segment',
      profile: 'documented',
      request: `GET /v1.0/${SET}/$count`,
      response: { status: 200, body: '2' },
    },
    {
      title: 'the live service does not have it',
      profile: 'live',
      request: `GET /v1.0/${SET}/$count`,
      response: { status: 400, body: noRoute('~/singleton/navigation/$count', 'GET', `${SET}/$count`) },
    },
    {
      title: 'assign without a cast, as it was once refused',
      profile: 'live',
      switches: { strictAssignCast: true },
      request: `POST /v1.0/${SET}/${SCANNER}/assign`,
      body: { assignments: [] },
      response: {
        status: 400,
        body: noRoute(
          '~/singleton/navigation/key/action',
          'POST',
          `${SET}('${SCANNER}')/microsoft.management.services.api.assign`,
        ),
      },
    },
    {
      title: 'with a cast it went through',
      profile: 'live',
      switches: { strictAssignCast: true },
      request: `POST /v1.0/${SET}/${SCANNER}/microsoft.graph.managedDeviceMobileAppConfiguration/assign`,
      body: { assignments: [] },
      response: { status: 200 },
    },
    {
      title: 'an unknown segment',
      request: `GET /v1.0/${SET}/${SCANNER}/deviceStates`,
      response: { status: 400, body: plainError('BadRequest', "Resource not found for the segment 'deviceStates'.") },
    },
    {
      title: 'a method that the route does not have',
      profile: 'documented',
      request: `PUT /v1.0/${SET}/${SCANNER}`,
      body: {},
      response: {
        status: 405,
        headers: { allow: 'GET, HEAD, PATCH, DELETE' },
        body: plainError('MethodNotAllowed', 'Specified HTTP method is not allowed for the request target.'),
      },
    },
    {
      title: 'a method that the live service has no route for',
      profile: 'live',
      request: `PUT /v1.0/${SET}/${SCANNER}`,
      body: {},
      response: { status: 400, body: noRoute('~/singleton/navigation/key', 'PUT', `${SET}('${SCANNER}')`) },
    },
    {
      title: 'an unknown version',
      request: `GET /v2.0/${SET}`,
      response: { status: 404, body: plainError('ResourceNotFound', 'Invalid version: v2.0') },
    },
  ],
}

const EMPTY_TOKEN = plainError('InvalidAuthenticationToken', 'Access token is empty.')
const CHALLENGE = {
  'www-authenticate':
    'Bearer realm="", authorization_uri="<origin>/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
}

export const unauthorized: Contract = {
  title: 'without a good token the gateway answers',
  given: [given.scanner],
  exchanges: [
    {
      title: 'no token',
      as: 'nobody',
      request: `GET /v1.0/${SET}`,
      response: { status: 401, headers: CHALLENGE, body: EMPTY_TOKEN },
    },
    {
      title: 'no token for a route that does not exist: 401 comes first',
      as: 'nobody',
      request: `GET /v1.0/nowhere`,
      response: { status: 401, headers: CHALLENGE, body: EMPTY_TOKEN },
    },
    {
      title: 'something else',
      as: { bearer: 'whatever' },
      request: `GET /v1.0/${SET}`,
      response: {
        status: 401,
        headers: CHALLENGE,
        body: plainError('InvalidAuthenticationToken', 'CompactToken parsing failed with error code: 80049217'),
      },
    },
    {
      title: 'a token for another audience',
      as: { roles: ['DeviceManagementApps.Read.All'], claims: { aud: 'https://vault.azure.net' } },
      request: `GET /beta/${SET}`,
      response: {
        status: 401,
        headers: CHALLENGE,
        body: plainError('InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.'),
      },
    },
  ],
}

const NEEDS =
  'Application is not authorized to perform this operation. Application must have one of the following scopes:'

export const forbidden: Contract = {
  title: 'without the permission the service refuses',
  given: [given.scanner],
  exchanges: [
    {
      title: 'a read needs one of two',
      as: { roles: ['Group.Read.All'] },
      request: `GET /v1.0/${SET}`,
      response: {
        status: 403,
        body: nestedError(
          'Forbidden',
          `${NEEDS} DeviceManagementApps.Read.All, DeviceManagementApps.ReadWrite.All`,
          SET,
        ),
      },
    },
    {
      title: 'a write needs the second',
      as: 'reader',
      request: post,
      body,
      response: { status: 403, body: nestedError('Forbidden', `${NEEDS} DeviceManagementApps.ReadWrite.All`, SET) },
    },
    {
      title: 'before the body is looked at, and before what it is about is looked for',
      as: 'reader',
      request: `PATCH /beta/${SET}/${MISSING}`,
      body: '{',
      response: {
        status: 403,
        body: nestedError('Forbidden', `${NEEDS} DeviceManagementApps.ReadWrite.All`, `${SET}('${MISSING}')`),
      },
    },
    {
      title: 'an app without any permission',
      as: { roles: [] },
      request: `GET /v1.0/${SET}`,
      response: {
        status: 403,
        body: nestedError(
          'Forbidden',
          'Application is not authorized to perform this operation as called in app only context but does not have application permissions configured.',
          SET,
        ),
      },
    },
  ],
}
