import { notFound, TIME } from '../contract.js'
import type { Contract } from '../contract.js'
import { context, deviceSummary, given, kit, KIT, MAIL, scanner, SCANNER, SET } from '../objects.js'

const ENTITY = `${SET}/$entity`
const IOS = '#microsoft.graph.iosMobileAppConfiguration'

const ringSettings = [{ appConfigKey: 'ring', appConfigKeyType: 'stringType', appConfigKeyValue: 'two' }]

/** https://learn.microsoft.com/graph/api/intune-apps-iosmobileappconfiguration-update */
export const update: Contract = {
  title: 'a configuration is changed',
  given: [given.scanner, given.kit],
  exchanges: [
    {
      title: 'what is not sent stays, version and time move on',
      request: `PATCH /v1.0/${SET}/${SCANNER}`,
      body: { '@odata.type': IOS, description: 'Second ring' },
      response: {
        status: 200,
        body: {
          ...context('v1.0', ENTITY),
          ...scanner.v1,
          description: 'Second ring',
          lastModifiedDateTime: TIME,
          version: 2,
        },
      },
      live: { status: 204 },
    },
    {
      title: 'collections are replaced whole, null clears, annotations and own members of the service are overlooked',
      request: `PATCH /v1.0/${SET}('${SCANNER}')`,
      body: {
        '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#x',
        '@odata.type': IOS,
        id: MAIL,
        version: 90,
        createdDateTime: '2001-01-01T00:00:00Z',
        description: null,
        settings: ringSettings,
      },
      response: {
        status: 200,
        body: {
          ...context('v1.0', ENTITY),
          ...scanner.v1,
          description: null,
          lastModifiedDateTime: TIME,
          version: 3,
          settings: ringSettings,
        },
      },
      live: { status: 204 },
    },
    {
      title: 'and so it is read',
      request: `GET /beta/${SET}/${SCANNER}`,
      response: {
        status: 200,
        body: {
          ...context('beta', ENTITY),
          ...scanner.beta,
          description: null,
          lastModifiedDateTime: TIME,
          version: 3,
          settings: ringSettings,
        },
      },
    },
    {
      title: 'an Android configuration in beta',
      request: `PATCH /beta/${SET}/${KIT}`,
      body: { '@odata.type': kit.beta['@odata.type'], connectedAppsEnabled: false, permissionActions: [] },
      response: {
        status: 200,
        body: {
          ...context('beta', ENTITY),
          ...kit.beta,
          lastModifiedDateTime: TIME,
          version: 2,
          connectedAppsEnabled: false,
          permissionActions: [],
        },
      },
      live: { status: 204 },
    },
  ],
}

const DELETED = { status: 204 }
const DELETED_LIVE = { status: 200 }

export const remove: Contract = {
  title: 'a configuration is deleted with all that it contains',
  given: [given.scanner, given.mail, ...given.assignments, ...given.deviceStatuses, given.deviceSummary],
  exchanges: [
    {
      title: 'the summary is there before',
      request: `GET /v1.0/${SET}/${SCANNER}/deviceStatusSummary`,
      response: {
        status: 200,
        body: { ...context('v1.0', `${SET}('${SCANNER}')/deviceStatusSummary/$entity`), ...deviceSummary.v1 },
      },
    },
    { title: 'deleted', request: `DELETE /v1.0/${SET}/${SCANNER}`, response: DELETED, live: DELETED_LIVE },
    {
      title: 'not twice',
      request: `DELETE /v1.0/${SET}/${SCANNER}`,
      response: { status: 404, body: notFound(`${SET}('${SCANNER}')`) },
    },
    ...['assignments', 'deviceStatuses', 'deviceStatusSummary', 'userStatusSummary'].map((name) => ({
      title: `no ${name} of it`,
      request: `GET /v1.0/${SET}/${SCANNER}/${name}`,
      response: { status: 404, body: notFound(`${SET}('${SCANNER}')/${name}`) },
    })),
    {
      title: 'the other one is still there, and goes through beta',
      request: `DELETE /beta/${SET}('${MAIL}')`,
      response: DELETED,
      live: DELETED_LIVE,
    },
  ],
}
