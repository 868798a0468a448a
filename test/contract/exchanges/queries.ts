import { plainError } from '../contract.js'
import type { Contract } from '../contract.js'
import { assignments, context, given, KIT, kit, mail, MAIL, SCANNER, scanner, SET } from '../objects.js'

const OEM = 'microsoft.graph.androidManagedStoreAppConfiguration/appSupportsOemConfig'

function expanded(id: string, type: string): { 'assignments@odata.context': string } {
  return {
    'assignments@odata.context': `<origin>/beta/$metadata#${SET}('${id}')/microsoft.graph.${type}/assignments`,
  }
}

/** What portals and tools ask. */
export const expandAndFilter: Contract = {
  title: 'configurations are listed with their assignments, filtered and sorted',
  given: [given.scanner, given.mail, given.kit, ...given.assignments],
  exchanges: [
    {
      title: 'assignments expanded, sorted by name',
      request: `GET /beta/${SET}?$expand=assignments&$orderby=displayName`,
      response: {
        status: 200,
        body: {
          '@odata.context':
            /^http:\/\/localhost:8080\/beta\/\$metadata#deviceAppManagement\/mobileAppConfigurations(\(assignments\(\)\))?$/,
          value: [
            { ...kit.beta, ...expanded(KIT, 'androidManagedStoreAppConfiguration'), assignments: [] },
            { ...mail.beta, ...expanded(MAIL, 'iosMobileAppConfiguration'), assignments: [] },
            { ...scanner.beta, ...expanded(SCANNER, 'iosMobileAppConfiguration'), assignments: assignments.beta },
          ],
        },
      },
    },
    {
      title: 'assignments expanded on an item',
      request: `GET /v1.0/${SET}/${SCANNER}?$expand=assignments`,
      response: {
        status: 200,
        body: {
          '@odata.context':
            /^http:\/\/localhost:8080\/v1\.0\/\$metadata#deviceAppManagement\/mobileAppConfigurations(\(assignments\(\)\))?\/\$entity$/,
          ...scanner.v1,
          'assignments@odata.context': `<origin>/v1.0/$metadata#${SET}('${SCANNER}')/microsoft.graph.iosMobileAppConfiguration/assignments`,
          assignments: assignments.v1,
        },
      },
    },
    {
      title: 'the filter that a portal sends, with a stray ampersand',
      request: `GET /beta/${SET}?&$filter=${OEM} eq false or isof('microsoft.graph.androidManagedStoreAppConfiguration') eq false&$top=500&$count=true`,
      response: {
        status: 200,
        body: { ...context('beta', SET), '@odata.count': 3, value: [mail.beta, scanner.beta, kit.beta] },
      },
    },
    {
      title: 'apps that support OEMConfig: none',
      request: `GET /beta/${SET}?$filter=${OEM} eq true`,
      response: { status: 200, body: { ...context('beta', SET), value: [] } },
    },
    {
      title: 'a property of another type is null, and null is not false',
      request: `GET /beta/${SET}?$filter=${OEM} eq false`,
      response: { status: 200, body: { ...context('beta', SET), value: [kit.beta] } },
    },
    {
      title: 'by name, the quote doubled',
      request: `GET /beta/${SET}?$filter=displayName eq 'Driver''s kit'`,
      response: { status: 200, body: { ...context('beta', SET), value: [kit.beta] } },
    },
    {
      title: 'by name with letters beyond ASCII',
      request: `GET /v1.0/${SET}?$filter=displayName eq 'Kelda Scan – depots'`,
      response: { status: 200, body: { ...context('v1.0', SET), value: [scanner.v1] } },
    },
    {
      title: 'by id',
      request: `GET /v1.0/${SET}?$filter=id eq '${MAIL}'`,
      response: { status: 200, body: { ...context('v1.0', SET), value: [mail.v1] } },
    },
    {
      title: 'by type',
      request: `GET /beta/${SET}?$filter=isof('microsoft.graph.iosMobileAppConfiguration')`,
      response: { status: 200, body: { ...context('beta', SET), value: [mail.beta, scanner.beta] } },
    },
    {
      title: 'by not being of a type',
      request: `GET /beta/${SET}?$filter=isof('microsoft.graph.iosMobileAppConfiguration') eq false`,
      response: { status: 200, body: { ...context('beta', SET), value: [kit.beta] } },
    },
    {
      title: 'a cast of the collection leaves what is of the type',
      request: `GET /beta/${SET}/microsoft.graph.iosMobileAppConfiguration`,
      response: {
        status: 200,
        body: {
          ...context('beta', `${SET}/microsoft.graph.iosMobileAppConfiguration`),
          value: [mail.beta, scanner.beta],
        },
      },
    },
    {
      title: 'names that begin and that contain',
      request: `GET /v1.0/${SET}?$filter=startswith(displayName,'kelda') and contains(displayName,'LIST')`,
      response: { status: 200, body: { ...context('v1.0', SET), value: [mail.v1] } },
    },
    {
      title: 'a search finds names that contain the word',
      request: `GET /v1.0/${SET}?$search="depots"`,
      response: { status: 200, body: { ...context('v1.0', SET), value: [scanner.v1] } },
    },
  ],
}

const UNKNOWN =
  "The query specified in the URI is not valid. Could not find a property named 'tint' on type 'microsoft.management.services.api.managedDeviceMobileAppConfiguration'."

export const refusedQueries: Contract = {
  title: 'what a query cannot mean is refused',
  given: [given.scanner],
  exchanges: [
    {
      title: 'an unknown property in a filter',
      request: `GET /v1.0/${SET}?$filter=tint eq 3`,
      response: { status: 400, body: plainError('BadRequest', UNKNOWN) },
    },
    {
      title: 'an unknown property in a selection',
      request: `GET /v1.0/${SET}?$select=tint`,
      response: { status: 400, body: plainError('BadRequest', UNKNOWN) },
    },
    {
      title: 'more than a page may hold',
      request: `GET /v1.0/${SET}?$top=1001`,
      response: {
        status: 400,
        body: plainError(
          'BadRequest',
          "The query specified in the URI is not valid. The limit of '1000' for Top query has been exceeded. The value from the incoming request is '1001'.",
        ),
      },
    },
    {
      title: 'a filter that breaks off',
      request: `GET /v1.0/${SET}?$filter=displayName eq`,
      response: { status: 400, body: plainError('BadRequest', /^The query specified in the URI is not valid\. /) },
    },
    {
      title: 'a number of items that is none',
      request: `GET /v1.0/${SET}?$top=many`,
      response: { status: 400, body: plainError('BadRequest', /^The query specified in the URI is not valid\. /) },
    },
    {
      title: 'a page token that was not given out',
      request: `GET /v1.0/${SET}?$skiptoken=AAAA`,
      response: { status: 400, body: plainError('BadRequest', /./) },
    },
  ],
}
