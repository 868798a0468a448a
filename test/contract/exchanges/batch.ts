import { GUID, notFound, plainError, unordered } from '../contract.js'
import type { Contract } from '../contract.js'
import { assignments, context, given, MISSING, scanner, SCANNER, SET } from '../objects.js'

const LIST = `${SET}('${SCANNER}')/assignments`

/** Headers of a part, spelled as some SDKs look them up. */
const READ = unordered({
  'Cache-Control': 'no-cache',
  'Content-Type': 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  'OData-Version': '4.0',
})
const REFUSED = unordered({ 'Cache-Control': 'no-store', 'Content-Type': 'application/json' })

/** https://learn.microsoft.com/graph/json-batching */
export const batch: Contract = {
  title: 'a batch of requests answers each on its own',
  given: [given.scanner, ...given.assignments],
  exchanges: [
    {
      title: 'one found, one not; with and without a slash in front',
      as: 'reader',
      request: 'POST /beta/$batch',
      body: {
        requests: [
          { id: 'found', method: 'GET', url: `/${SET}/${SCANNER}/assignments` },
          {
            id: 'lost',
            method: 'GET',
            url: `${SET}/${MISSING}/assignments`,
            headers: { 'client-request-id': '<sent id>' },
          },
        ],
      },
      response: {
        status: 200,
        body: {
          responses: [
            {
              id: 'found',
              status: 200,
              headers: READ,
              body: { ...context('beta', LIST), value: assignments.beta },
            },
            {
              id: 'lost',
              status: 404,
              headers: REFUSED,
              body: notFound(`${SET}('${MISSING}')/assignments`),
            },
          ],
        },
      },
    },
    {
      title: 'a read after a write, a refused write after which another is not tried',
      as: 'reader',
      request: 'POST /v1.0/$batch',
      body: {
        requests: [
          { id: '1', method: 'DELETE', url: `/${SET}/${SCANNER}` },
          { id: '2', method: 'GET', url: `/v1.0/${SET}/${SCANNER}?$select=version`, dependsOn: ['1'] },
        ],
      },
      response: {
        status: 200,
        body: {
          responses: [
            {
              id: '1',
              status: 403,
              headers: REFUSED,
              body: {
                error: {
                  code: 'Forbidden',
                  message: /DeviceManagementApps\.ReadWrite\.All - Operation ID/,
                  innerError: { date: /^[\d-]+T[\d:]+$/, 'request-id': GUID, 'client-request-id': GUID },
                },
              },
            },
            {
              id: '2',
              status: 424,
              headers: REFUSED,
              body: {
                error: {
                  code: 'FailedDependency',
                  message: /./,
                  innerError: { date: /^[\d-]+T[\d:]+$/, 'request-id': GUID, 'client-request-id': GUID },
                },
              },
            },
          ],
        },
      },
    },
    {
      title: 'after a refused write all is as it was',
      as: 'reader',
      request: 'POST /v1.0/$batch',
      body: { requests: [{ id: '3', method: 'GET', url: `/${SET}('${SCANNER}')?$select=version` }] },
      response: {
        status: 200,
        body: {
          responses: [
            {
              id: '3',
              status: 200,
              headers: READ,
              body: {
                ...context('v1.0', `${SET}(version)/$entity`),
                '@odata.type': scanner.v1['@odata.type'],
                version: 1,
              },
            },
          ],
        },
      },
    },
    {
      title: 'some in line and some not',
      request: 'POST /v1.0/$batch',
      body: {
        requests: [
          { id: '1', method: 'GET', url: `/${SET}` },
          { id: '2', method: 'GET', url: `/${SET}`, dependsOn: ['1'] },
          { id: '3', method: 'GET', url: `/${SET}` },
        ],
      },
      response: { status: 400, body: plainError('BadRequest', /fully sequential or fully parallel/) },
    },
    {
      title: 'nothing to do',
      request: 'POST /v1.0/$batch',
      body: { requests: [] },
      response: { status: 400, body: plainError('BadRequest', 'Invalid batch payload format.') },
    },
    {
      title: 'the same id twice, but for the letter case',
      request: 'POST /v1.0/$batch',
      body: {
        requests: [
          { id: 'a', method: 'GET', url: `/${SET}` },
          { id: 'A', method: 'GET', url: `/${SET}` },
        ],
      },
      response: { status: 400, body: plainError('BadRequest', 'Request Id A has to be unique in a batch.') },
    },
    {
      title: 'more than twenty',
      request: 'POST /v1.0/$batch',
      body: { requests: Array.from({ length: 21 }, (_, i) => ({ id: String(i), method: 'GET', url: `/${SET}` })) },
      response: {
        status: 400,
        body: plainError('MaximumValueExceeded', 'Number of batch request steps exceeds the maximum value of 20.'),
      },
    },
    {
      title: 'without a token nothing of it is done',
      as: 'nobody',
      request: 'POST /v1.0/$batch',
      body: { requests: [{ id: '1', method: 'GET', url: `/${SET}` }] },
      response: { status: 401, body: plainError('InvalidAuthenticationToken', 'Access token is empty.') },
    },
  ],
}
