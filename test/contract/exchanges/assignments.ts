import { GUID, noRoute, notFound, plainError, unreadable } from '../contract.js'
import type { Contract } from '../contract.js'
import {
  ALL_DEVICES,
  ALL_USERS,
  assignments,
  context,
  DRIVERS,
  FILTER,
  given,
  MISSING,
  SCANNER,
  SET,
  TABLETS,
} from '../objects.js'

const POLICY = `${SET}('${SCANNER}')`
const LIST = `${POLICY}/assignments`
const TYPE = '#microsoft.graph.managedDeviceMobileAppConfigurationAssignment'
const EMPTY = { status: 204 }
const EMPTY_LIVE = { status: 200 }

const group = (groupId: string) => ({ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId } })

/** The live service knows whether a filter exists. */
const FILTER_ITSELF = {
  at: 'deviceManagement/assignmentFilters',
  entity: {
    id: FILTER,
    createdDateTime: '2026-03-02T09:14:07Z',
    lastModifiedDateTime: '2026-03-02T09:14:07Z',
    displayName: 'Corporate',
    platform: 'iOS',
    rule: '(device.deviceOwnership -eq "Corporate")',
  },
}

/** https://learn.microsoft.com/graph/api/intune-apps-manageddevicemobileappconfiguration-assign */
export const assign: Contract = {
  title: 'assign replaces all assignments',
  given: [given.scanner, FILTER_ITSELF],
  exchanges: [
    {
      title: 'with and without # before the type',
      request: `POST /v1.0/${SET}/${SCANNER}/assign`,
      body: {
        assignments: [
          { '@odata.type': TYPE, id: '', ...group(DRIVERS) },
          {
            target: { '@odata.type': 'microsoft.graph.exclusionGroupAssignmentTarget', groupId: TABLETS.toUpperCase() },
          },
        ],
      },
      response: EMPTY,
      live: EMPTY_LIVE,
    },
    {
      title: 'read back',
      request: `GET /v1.0/${SET}/${SCANNER}/assignments`,
      response: { status: 200, body: { ...context('v1.0', LIST), value: assignments.v1 } },
    },
    {
      title: 'with a cast to the base type, and a filter',
      request: `POST /beta/${SET}/${SCANNER}/microsoft.graph.managedDeviceMobileAppConfiguration/assign`,
      body: {
        assignments: [
          {
            target: {
              '@odata.type': '#microsoft.graph.groupAssignmentTarget',
              groupId: DRIVERS,
              deviceAndAppManagementAssignmentFilterId: FILTER,
              deviceAndAppManagementAssignmentFilterType: 'Exclude',
            },
          },
          { target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: TABLETS } },
        ],
      },
      response: EMPTY,
      live: EMPTY_LIVE,
    },
    {
      title: 'beta shows the filters',
      request: `GET /beta/${SET}('${SCANNER}')/assignments`,
      response: { status: 200, body: { ...context('beta', LIST), value: assignments.beta } },
    },
    {
      title: 'v1.0 does not',
      request: `GET /v1.0/${SET}/${SCANNER}/assignments`,
      response: { status: 200, body: { ...context('v1.0', LIST), value: assignments.v1 } },
    },
    {
      title: 'everybody and everything instead',
      request: `POST /v1.0/${SET}/${SCANNER}/graph.iosMobileAppConfiguration/microsoft.graph.assign`,
      body: {
        assignments: [
          { target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } },
          { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } },
          {
            target: {
              '@odata.type': '#microsoft.graph.configurationManagerCollectionAssignmentTarget',
              collectionId: 'KEL00042',
            },
          },
        ],
      },
      response: EMPTY,
      live: EMPTY_LIVE,
    },
    {
      title: 'the ids of those that stand for all',
      request: `GET /v1.0/${SET}/${SCANNER}/assignments`,
      response: {
        status: 200,
        body: {
          ...context('v1.0', LIST),
          value: [
            {
              '@odata.type': TYPE,
              id: `${SCANNER}_KEL00042`,
              target: {
                '@odata.type': '#microsoft.graph.configurationManagerCollectionAssignmentTarget',
                collectionId: 'KEL00042',
              },
            },
            {
              '@odata.type': TYPE,
              id: `${SCANNER}_${ALL_USERS}`,
              target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' },
            },
            {
              '@odata.type': TYPE,
              id: `${SCANNER}_${ALL_DEVICES}`,
              target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
            },
          ],
        },
      },
    },
    {
      title: 'without assignments in the body nothing happens',
      request: `POST /v1.0/${SET}/${SCANNER}/assign`,
      body: {},
      response: { status: 400, body: plainError('BadRequest', /assignments/, 'assignments') },
    },
    {
      title: 'a group id that is none',
      request: `POST /v1.0/${SET}/${SCANNER}/assign`,
      body: { assignments: [group('drivers')] },
      response: { status: 400, body: unreadable('drivers', 'Edm.Guid', 'assignments/0/target/groupId') },
    },
    {
      title: 'how many there are after all that',
      profile: 'documented',
      request: `GET /v1.0/${SET}/${SCANNER}/assignments/$count`,
      response: { status: 200, body: '3' },
    },
    {
      title: 'none at all',
      request: `POST /v1.0/${SET}/${SCANNER}/assign`,
      body: { assignments: [] },
      response: EMPTY,
      live: EMPTY_LIVE,
    },
    {
      title: 'nothing left',
      request: `GET /v1.0/${SET}/${SCANNER}/assignments`,
      response: { status: 200, body: { ...context('v1.0', LIST), value: [] } },
    },
    {
      title: 'not without a policy',
      request: `POST /v1.0/${SET}/${MISSING}/assign`,
      body: { assignments: [] },
      response: { status: 404, body: notFound(`${SET}('${MISSING}')/microsoft.graph.assign`) },
    },
  ],
}

/** https://learn.microsoft.com/graph/api/intune-apps-manageddevicemobileappconfigurationassignment-create */
export const singleAssignments: Contract = {
  title: 'a single assignment is created, read, changed and deleted',
  given: [given.scanner],
  exchanges: [
    {
      title: 'created',
      profile: 'documented',
      request: `POST /v1.0/${SET}/${SCANNER}/assignments`,
      body: { '@odata.type': TYPE, ...group(DRIVERS) },
      response: {
        status: 201,
        headers: { location: `<origin>/v1.0/${LIST}('${SCANNER}_${DRIVERS}')` },
        body: { ...context('v1.0', `${LIST}/$entity`), ...assignments.v1[0] },
      },
    },
    {
      title: 'the live service has no such route',
      profile: 'live',
      request: `POST /v1.0/${SET}/${SCANNER}/assignments`,
      body: group(DRIVERS),
      response: { status: 400, body: noRoute('~/singleton/navigation/key/navigation', 'POST', LIST) },
    },
    {
      title: 'assigned in the way that both have',
      profile: 'live',
      request: `POST /v1.0/${SET}/${SCANNER}/assign`,
      body: { assignments: [group(DRIVERS)] },
      response: EMPTY_LIVE,
    },
    {
      title: 'read',
      request: `GET /v1.0/${SET}/${SCANNER}/assignments/${SCANNER}_${DRIVERS}`,
      response: { status: 200, body: { ...context('v1.0', `${LIST}/$entity`), ...assignments.v1[0] } },
    },
    {
      title: 'its target changed, not its id',
      request: `PATCH /v1.0/${SET}('${SCANNER}')/assignments('${SCANNER}_${DRIVERS}')`,
      body: { target: assignments.v1[1]?.target },
      response: {
        status: 200,
        body: {
          ...context('v1.0', `${LIST}/$entity`),
          '@odata.type': TYPE,
          id: `${SCANNER}_${DRIVERS}`,
          target: assignments.v1[1]?.target,
        },
      },
      live: EMPTY,
    },
    {
      title: 'deleted',
      request: `DELETE /beta/${SET}/${SCANNER}/assignments/${SCANNER}_${DRIVERS}`,
      response: EMPTY,
      live: EMPTY_LIVE,
    },
    {
      title: 'gone',
      request: `GET /v1.0/${SET}/${SCANNER}/assignments/${SCANNER}_${DRIVERS}`,
      response: { status: 404, body: notFound(`${LIST}('${SCANNER}_${DRIVERS}')`) },
    },
  ],
}

export const opaqueKeys: Contract = {
  title: 'a key of an assignment may be any text',
  given: [given.scanner],
  exchanges: [
    {
      title: 'unknown, not malformed',
      request: `GET /v1.0/${SET}/${SCANNER}/assignments/whatever`,
      response: { status: 404, body: notFound(`${LIST}('whatever')`) },
    },
    {
      title: 'a device status gets a new id where no such device is known',
      request: `POST /v1.0/${SET}/${SCANNER}/userStatuses`,
      body: { userDisplayName: 'Nobody in particular' },
      response: {
        status: 201,
        body: {
          ...context('v1.0', `${POLICY}/userStatuses/$entity`),
          '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationUserStatus',
          id: new RegExp(`^[0-9a-f-]{36}_${SCANNER}_${GUID.source.slice(1)}`),
          userDisplayName: 'Nobody in particular',
          devicesCount: 0,
          status: 'unknown',
          lastReportedDateTime: '0001-01-01T00:00:00Z',
          userPrincipalName: null,
        },
      },
    },
  ],
}
