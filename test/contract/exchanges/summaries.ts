import { nestedError, notFound, plainError, TIME, nullRefused, unknownMember, unreadable } from '../contract.js'
import type { Contract } from '../contract.js'
import { context, deviceSummary, given, MISSING, SCANNER, scanner, SET } from '../objects.js'

const TYPE = '#microsoft.graph.managedDeviceMobileAppConfigurationUserSummary'
const SUMMARY = `${SET}('${SCANNER}')/userStatusSummary`
const url = `${SET}/${SCANNER}/userStatusSummary`
const ID = `<tenant>_${SCANNER}`

const body = {
  '@odata.type': TYPE,
  pendingCount: 7,
  notApplicableCount: 2,
  successCount: 61,
  errorCount: 1,
  failedCount: 4,
  lastUpdateDateTime: '2026-05-13T04:20:00+02:00',
  configurationVersion: 3,
}

const stored = {
  '@odata.type': TYPE,
  id: ID,
  pendingCount: 7,
  notApplicableCount: 2,
  successCount: 61,
  errorCount: 1,
  failedCount: 4,
  lastUpdateDateTime: '2026-05-13T02:20:00Z',
  configurationVersion: 3,
}

const zeros = {
  '@odata.type': TYPE,
  id: ID,
  pendingCount: 0,
  notApplicableCount: 0,
  successCount: 0,
  errorCount: 0,
  failedCount: 0,
  lastUpdateDateTime: TIME,
  configurationVersion: 0,
}

const v1 = context('v1.0', `${SUMMARY}/$entity`)
const beta = context('beta', `${SUMMARY}/$entity`)
const DELETED = { status: 204 }
const DELETED_LIVE = { status: 200 }

/** https://learn.microsoft.com/graph/api/resources/intune-apps-manageddevicemobileappconfigurationusersummary */
export const userSummaryCreate: Contract = {
  title: 'a user status summary is created below its configuration',
  given: [given.scannerAtVersion4],
  exchanges: [
    {
      title: 'created',
      request: `POST /v1.0/${url}`,
      body,
      response: { status: 201, headers: { location: `<origin>/v1.0/${SUMMARY}` }, body: { ...v1, ...stored } },
    },
    {
      title: 'there can be only one',
      request: `POST /v1.0/${url}`,
      body: { ...body, pendingCount: 1000 },
      response: {
        status: 409,
        body: nestedError(
          'Conflict',
          `The mobile app configuration '${SCANNER}' already has a userStatusSummary. Use PATCH to change it.`,
          SUMMARY,
        ),
      },
    },
    {
      title: 'the first one is as it was',
      request: `GET /v1.0/${url}`,
      as: 'reader',
      response: { status: 200, body: { ...v1, ...stored } },
    },
    { title: 'removed', request: `DELETE /v1.0/${url}`, response: DELETED, live: DELETED_LIVE },
    {
      title: 'an id of the client is kept',
      request: `POST /v1.0/${SET}('${SCANNER}')/userStatusSummary`,
      body: { ...body, id: 'summary of May' },
      response: {
        status: 201,
        headers: { location: `<origin>/v1.0/${SUMMARY}` },
        body: { ...v1, ...stored, id: 'summary of May' },
      },
    },
    { title: 'removed again', request: `DELETE /beta/${url}`, response: DELETED, live: DELETED_LIVE },
    {
      title: 'in beta, with most left out and an empty id: counts are 0, the version is that of the policy',
      request: `POST /beta/${url}`,
      body: { id: '', successCount: 9, conflictCount: 2, lastUpdateDateTime: '2026-05-13T02:20:00.1230000Z' },
      response: {
        status: 201,
        body: {
          ...beta,
          '@odata.type': TYPE,
          id: ID,
          pendingCount: 0,
          notApplicableCount: 0,
          successCount: 9,
          errorCount: 0,
          failedCount: 0,
          conflictCount: 2,
          lastUpdateDateTime: '2026-05-13T02:20:00.123Z',
          configurationVersion: 4,
        },
      },
    },
    {
      title: 'v1.0 shows it without the count that it does not know',
      request: `GET /v1.0/${url}`,
      response: {
        status: 200,
        body: {
          ...v1,
          ...zeros,
          successCount: 9,
          lastUpdateDateTime: '2026-05-13T02:20:00.123Z',
          configurationVersion: 4,
        },
      },
    },
    {
      title: 'the policy is untouched by all this',
      request: `GET /v1.0/${SET}/${SCANNER}?$select=version,lastModifiedDateTime`,
      response: {
        status: 200,
        body: {
          ...context('v1.0', `${SET}(version,lastModifiedDateTime)/$entity`),
          '@odata.type': scanner.v1['@odata.type'],
          version: 4,
          lastModifiedDateTime: '2026-05-12T08:00:00.5Z',
        },
      },
    },
  ],
}

export const userSummaryRefused: Contract = {
  title: 'a user status summary is refused, and nothing is stored',
  given: [given.scannerAtVersion4],
  exchanges: [
    {
      title: 'no such policy',
      request: `POST /v1.0/${SET}/${MISSING}/userStatusSummary`,
      body,
      response: { status: 404, body: notFound(`${SET}('${MISSING}')/userStatusSummary`) },
    },
    {
      title: 'text for a number',
      request: `POST /v1.0/${url}`,
      body: { successCount: 'lots' },
      response: { status: 400, body: unreadable('lots', 'Edm.Int32', 'successCount') },
    },
    ...[null, 1.5, 2 ** 31, -(2 ** 31) - 1, true].map((failedCount) => ({
      title: `${failedCount} for a number`,
      request: `POST /v1.0/${url}`,
      body: { failedCount },
      response: {
        status: 400,
        body:
          failedCount === null
            ? nullRefused('Edm.Int32', 'failedCount')
            : unreadable(failedCount, 'Edm.Int32', 'failedCount'),
      },
    })),
    {
      title: 'a time without an offset',
      request: `POST /v1.0/${url}`,
      body: { lastUpdateDateTime: '2026-05-13T02:20:00' },
      response: {
        status: 400,
        body: unreadable('2026-05-13T02:20:00', 'Edm.DateTimeOffset', 'lastUpdateDateTime'),
      },
    },
    {
      title: 'a count of beta in v1.0',
      request: `POST /v1.0/${url}`,
      body: { conflictCount: 1 },
      response: { status: 400, body: unknownMember('conflictCount', 'managedDeviceMobileAppConfigurationUserSummary') },
    },
    {
      title: 'a count of the other summary',
      request: `POST /beta/${url}`,
      body: { notApplicablePlatformCount: 1 },
      response: {
        status: 400,
        body: unknownMember('notApplicablePlatformCount', 'managedDeviceMobileAppConfigurationUserSummary'),
      },
    },
    {
      title: 'nothing is stored: zeros, of now',
      request: `GET /v1.0/${url}`,
      response: { status: 200, body: { ...v1, ...zeros } },
    },
  ],
}

/** https://learn.microsoft.com/graph/api/intune-apps-manageddevicemobileappconfigurationusersummary-update */
export const userSummaryChange: Contract = {
  title: 'a user status summary is read, changed and removed',
  given: [given.scannerAtVersion4, { at: SUMMARY, entity: { ...stored, conflictCount: 8 } }],
  exchanges: [
    { title: 'read', request: `GET /v1.0/${url}`, as: 'reader', response: { status: 200, body: { ...v1, ...stored } } },
    {
      title: 'read in part',
      request: `GET /v1.0/${url}?$select=successCount`,
      response: {
        status: 200,
        body: { ...context('v1.0', `${SUMMARY}(successCount)/$entity`), '@odata.type': TYPE, successCount: 61 },
      },
    },
    {
      title: 'changed; the id and what is not sent stay',
      request: `PATCH /v1.0/${url}`,
      body: { '@odata.type': TYPE, id: 'another', pendingCount: -1, lastUpdateDateTime: '2026-05-13T09:00:00Z' },
      response: {
        status: 200,
        body: { ...v1, ...stored, pendingCount: -1, lastUpdateDateTime: '2026-05-13T09:00:00Z' },
      },
      live: { status: 204 },
    },
    {
      title: 'a change in v1.0 leaves what only beta knows',
      request: `GET /beta/${url}`,
      response: {
        status: 200,
        body: {
          ...beta,
          '@odata.type': TYPE,
          id: ID,
          pendingCount: -1,
          notApplicableCount: 2,
          successCount: 61,
          errorCount: 1,
          failedCount: 4,
          conflictCount: 8,
          lastUpdateDateTime: '2026-05-13T09:00:00Z',
          configurationVersion: 3,
        },
      },
    },
    { title: 'removed', request: `DELETE /v1.0/${url}`, response: DELETED, live: DELETED_LIVE },
    { title: 'removed once more, to no harm', request: `DELETE /v1.0/${url}`, response: DELETED, live: DELETED_LIVE },
    { title: 'zeros again', request: `GET /v1.0/${url}`, response: { status: 200, body: { ...v1, ...zeros } } },
    {
      title: 'a change where nothing is stored begins with zeros',
      request: `PATCH /v1.0/${url}`,
      body: { errorCount: 3, lastUpdateDateTime: '2026-05-14T00:00:00Z' },
      response: {
        status: 200,
        body: { ...v1, ...zeros, errorCount: 3, lastUpdateDateTime: '2026-05-14T00:00:00Z' },
      },
      live: { status: 204 },
    },
    {
      title: 'and is stored',
      request: `GET /v1.0/${url}`,
      response: {
        status: 200,
        body: { ...v1, ...zeros, errorCount: 3, lastUpdateDateTime: '2026-05-14T00:00:00Z' },
      },
    },
    ...['GET', 'PATCH', 'DELETE'].map((method) => ({
      title: `${method} without a policy`,
      request: `${method} /v1.0/${SET}/${MISSING}/userStatusSummary`,
      ...(method === 'PATCH' ? { body: {} } : {}),
      response: { status: 404, body: notFound(`${SET}('${MISSING}')/userStatusSummary`) },
    })),
  ],
}

const DEVICES = `${SET}('${SCANNER}')/deviceStatusSummary`

/** https://learn.microsoft.com/graph/api/resources/intune-apps-manageddevicemobileappconfigurationdevicesummary */
export const deviceSummaries: Contract = {
  title: 'the device status summary in both versions',
  given: [given.scannerAtVersion4, given.deviceSummary],
  exchanges: [
    {
      title: 'v1.0',
      request: `GET /v1.0/${SET}/${SCANNER}/deviceStatusSummary`,
      as: 'reader',
      response: { status: 200, body: { ...context('v1.0', `${DEVICES}/$entity`), ...deviceSummary.v1 } },
    },
    {
      title: 'beta',
      request: `GET /beta/${SET}/${SCANNER}/deviceStatusSummary`,
      response: { status: 200, body: { ...context('beta', `${DEVICES}/$entity`), ...deviceSummary.beta } },
    },
    {
      title: 'changed',
      request: `PATCH /v1.0/${SET}/${SCANNER}/deviceStatusSummary`,
      body: { successCount: 90, configurationVersion: 5 },
      response: {
        status: 200,
        body: {
          ...context('v1.0', `${DEVICES}/$entity`),
          ...deviceSummary.v1,
          successCount: 90,
          configurationVersion: 5,
        },
      },
      live: { status: 204 },
    },
    {
      title: 'POST is for the user summary only',
      profile: 'documented',
      request: `POST /v1.0/${SET}/${SCANNER}/deviceStatusSummary`,
      body: {},
      response: {
        status: 405,
        headers: { allow: 'GET, HEAD, PATCH, DELETE' },
        body: plainError('MethodNotAllowed', 'Specified HTTP method is not allowed for the request target.'),
      },
    },
    {
      title: 'removed',
      request: `DELETE /v1.0/${SET}/${SCANNER}/deviceStatusSummary`,
      response: DELETED,
      live: DELETED_LIVE,
    },
    {
      title: 'zeros where none is stored',
      request: `GET /beta/${SET}/${SCANNER}/deviceStatusSummary`,
      response: {
        status: 200,
        body: {
          ...context('beta', `${DEVICES}/$entity`),
          ...deviceSummary.beta,
          pendingCount: 0,
          notApplicableCount: 0,
          notApplicablePlatformCount: 0,
          successCount: 0,
          errorCount: 0,
          failedCount: 0,
          conflictCount: 0,
          lastUpdateDateTime: TIME,
          configurationVersion: 0,
        },
      },
    },
  ],
}
