import type { Contract } from '../contract.js'
import { context, given, KIT, kit, mail, SCANNER, scanner, SET } from '../objects.js'

const ENTITY = `${SET}/$entity`

/** https://learn.microsoft.com/graph/api/intune-apps-iosmobileappconfiguration-get */
export const readItem: Contract = {
  title: 'one configuration is read',
  given: [given.scanner, given.kit],
  exchanges: [
    {
      title: 'with its key as a segment',
      request: `GET /v1.0/${SET}/${SCANNER}`,
      as: 'reader',
      response: { status: 200, body: { ...context('v1.0', ENTITY), ...scanner.v1 } },
    },
    {
      title: 'with its key in parentheses',
      request: `GET /v1.0/${SET}('${SCANNER}')`,
      as: 'reader',
      response: { status: 200, body: { ...context('v1.0', ENTITY), ...scanner.v1 } },
    },
    {
      title: 'with names in any letter case and the key in capitals',
      request: `GET /V1.0/deviceappmanagement/MobileAppConfigurations/${SCANNER.toUpperCase()}`,
      response: { status: 200, body: { ...context('v1.0', ENTITY), ...scanner.v1 } },
    },
    {
      title: 'in beta, with its scope tags',
      request: `GET /beta/${SET}/${SCANNER}`,
      response: { status: 200, body: { ...context('beta', ENTITY), ...scanner.beta } },
    },
    {
      title: 'reduced to two properties',
      request: `GET /v1.0/${SET}/${SCANNER}?$select=id,displayName`,
      response: {
        status: 200,
        body: {
          ...context('v1.0', `${SET}(id,displayName)/$entity`),
          '@odata.type': scanner.v1['@odata.type'],
          id: SCANNER,
          displayName: scanner.v1.displayName,
        },
      },
    },
    {
      title: 'reduced, with encoded option names and without the dollar',
      request: `GET /v1.0/${SET}/${SCANNER}?%24select=version`,
      response: {
        status: 200,
        body: { ...context('v1.0', `${SET}(version)/$entity`), '@odata.type': scanner.v1['@odata.type'], version: 1 },
      },
    },
    {
      title: 'an Android configuration in v1.0 has base properties and no type',
      request: `GET /v1.0/${SET}/${KIT}`,
      response: { status: 200, body: { ...context('v1.0', ENTITY), ...kit.v1 } },
    },
    {
      title: 'an Android configuration in beta is whole',
      request: `GET /beta/${SET}/${KIT}`,
      response: { status: 200, body: { ...context('beta', ENTITY), ...kit.beta } },
    },
    {
      title: 'cast to its type',
      request: `GET /v1.0/${SET}/${SCANNER}/graph.iosMobileAppConfiguration`,
      response: {
        status: 200,
        body: { ...context('v1.0', `${SET}/microsoft.graph.iosMobileAppConfiguration/$entity`), ...scanner.v1 },
      },
    },
  ],
}

/** https://learn.microsoft.com/graph/api/intune-apps-iosmobileappconfiguration-list */
export const listPaged: Contract = {
  title: 'configurations are listed page by page',
  given: [given.scanner, given.mail],
  exchanges: [
    {
      title: 'the first page tells the total and where the next one is',
      request: `GET /v1.0/${SET}?$top=1&$count=true`,
      as: 'reader',
      response: {
        status: 200,
        body: {
          ...context('v1.0', SET),
          '@odata.count': 2,
          '@odata.nextLink':
            /^http:\/\/localhost:8080\/v1\.0\/deviceAppManagement\/mobileAppConfigurations\?\$top=1&\$count=true&\$skiptoken=[^{}&]+$/i,
          value: [mail.v1],
        },
      },
      keep: { next: '/@odata.nextLink' },
    },
    {
      title: 'the last page has no link',
      request: 'GET <next>',
      as: 'reader',
      response: { status: 200, body: { ...context('v1.0', SET), '@odata.count': 2, value: [scanner.v1] } },
    },
    {
      title: 'no count unless it is asked for; ids ascend',
      request: `GET /v1.0/${SET}`,
      response: { status: 200, body: { ...context('v1.0', SET), value: [mail.v1, scanner.v1] } },
    },
    {
      title: 'a slash at the end does no harm',
      request: `GET /beta/${SET}/`,
      response: { status: 200, body: { ...context('beta', SET), value: [mail.beta, scanner.beta] } },
    },
    {
      title: 'a page of none',
      request: `GET /v1.0/${SET}?$top=0&$count=true`,
      response: { status: 200, body: { ...context('v1.0', SET), '@odata.count': 2, value: [] } },
    },
    {
      title: 'the first is skipped',
      request: `GET /v1.0/${SET}?$skip=1&$select=id`,
      response: {
        status: 200,
        body: { ...context('v1.0', `${SET}(id)`), value: [{ '@odata.type': scanner.v1['@odata.type'], id: SCANNER }] },
      },
    },
  ],
}
