import { notFound } from '../contract.js'
import type { Contract } from '../contract.js'
import { context, deviceStatuses, given, INGRID, MAIL, PHONE, SCANNER, SET, userStatuses } from '../objects.js'

const DEVICES = `${SET}('${SCANNER}')/deviceStatuses`
const USERS = `${SET}('${SCANNER}')/userStatuses`
const [phone, tablet] = deviceStatuses.v1
const [, tariq] = userStatuses

/** https://learn.microsoft.com/graph/api/resources/intune-apps-manageddevicemobileappconfigurationdevicestatus */
export const deviceStatus: Contract = {
  title: 'device statuses are listed, read, created, changed and deleted',
  given: [given.scanner, given.mail, given.phone, ...given.deviceStatuses],
  exchanges: [
    {
      title: 'listed',
      request: `GET /v1.0/${SET}/${SCANNER}/deviceStatuses`,
      as: 'reader',
      response: { status: 200, body: { ...context('v1.0', DEVICES), value: deviceStatuses.v1 } },
    },
    {
      title: 'one read in beta, with its platform',
      request: `GET /beta/${SET}/${SCANNER}/deviceStatuses/${tablet?.id}`,
      response: { status: 200, body: { ...context('beta', `${DEVICES}/$entity`), ...deviceStatuses.beta[1] } },
    },
    {
      title: 'created below another policy, with an id that names the device',
      request: `POST /v1.0/${SET}/${MAIL}/deviceStatuses`,
      body: {
        '@odata.type': phone?.['@odata.type'],
        deviceDisplayName: 'KELDA-PHONE-31',
        userName: 'Ingrid Voll',
        deviceModel: 'iPhone 16e',
        complianceGracePeriodExpirationDateTime: '9999-12-31T23:59:59.9999999Z',
        status: 'NotApplicable',
        lastReportedDateTime: '2026-05-13T09:30:00+02:00',
        userPrincipalName: 'ingrid.voll@kelda.test',
      },
      response: {
        status: 201,
        body: {
          ...context('v1.0', `${SET}('${MAIL}')/deviceStatuses/$entity`),
          '@odata.type': phone?.['@odata.type'],
          id: `<tenant>_${MAIL}_${PHONE}`,
          deviceDisplayName: 'KELDA-PHONE-31',
          userName: 'Ingrid Voll',
          deviceModel: 'iPhone 16e',
          complianceGracePeriodExpirationDateTime: '9999-12-31T23:59:59.9999999Z',
          status: 'notApplicable',
          lastReportedDateTime: '2026-05-13T07:30:00Z',
          userPrincipalName: 'ingrid.voll@kelda.test',
        },
      },
    },
    {
      title: 'changed',
      request: `PATCH /v1.0/${SET}/${SCANNER}/deviceStatuses('${phone?.id}')`,
      body: { status: 'remediated' },
      response: {
        status: 200,
        body: { ...context('v1.0', `${DEVICES}/$entity`), ...phone, status: 'remediated' },
      },
      live: { status: 204 },
    },
    {
      title: 'deleted',
      request: `DELETE /v1.0/${SET}/${SCANNER}/deviceStatuses/${phone?.id}`,
      response: { status: 204 },
      live: { status: 200 },
    },
    {
      title: 'the other one is left',
      request: `GET /v1.0/${SET}/${SCANNER}/deviceStatuses?$count=true`,
      response: { status: 200, body: { ...context('v1.0', DEVICES), '@odata.count': 1, value: [tablet] } },
    },
    {
      title: 'counted',
      profile: 'documented',
      request: `GET /v1.0/${SET}/${SCANNER}/deviceStatuses/$count`,
      response: { status: 200, body: '1' },
    },
  ],
}

export const userStatus: Contract = {
  title: 'user statuses are listed, created, changed and deleted',
  given: [given.scanner, given.mail, given.ingrid, ...given.userStatuses],
  exchanges: [
    {
      title: 'created below another policy, with an id that names the user',
      request: `POST /v1.0/${SET}/${MAIL}/userStatuses`,
      body: { devicesCount: 2, userPrincipalName: 'Ingrid.Voll@kelda.test' },
      response: {
        status: 201,
        body: {
          ...context('v1.0', `${SET}('${MAIL}')/userStatuses/$entity`),
          '@odata.type': tariq?.['@odata.type'],
          id: `<tenant>_${MAIL}_${INGRID}`,
          userDisplayName: null,
          devicesCount: 2,
          status: 'unknown',
          lastReportedDateTime: '0001-01-01T00:00:00Z',
          userPrincipalName: 'Ingrid.Voll@kelda.test',
        },
      },
    },
    {
      title: 'listed',
      request: `GET /v1.0/${SET}/${SCANNER}/userStatuses`,
      as: 'reader',
      response: { status: 200, body: { ...context('v1.0', USERS), value: userStatuses } },
    },
    {
      title: 'beta shows the same',
      request: `GET /beta/${SET}('${SCANNER}')/userStatuses`,
      response: { status: 200, body: { ...context('beta', USERS), value: userStatuses } },
    },
    {
      title: 'changed',
      request: `PATCH /v1.0/${SET}/${SCANNER}/userStatuses/${tariq?.id}`,
      body: { status: 'remediated', lastReportedDateTime: '2026-05-13T10:00:00.5Z' },
      response: {
        status: 200,
        body: {
          ...context('v1.0', `${USERS}/$entity`),
          ...tariq,
          status: 'remediated',
          lastReportedDateTime: '2026-05-13T10:00:00.5Z',
        },
      },
      live: { status: 204 },
    },
    {
      title: 'deleted',
      request: `DELETE /v1.0/${SET}/${SCANNER}/userStatuses/${tariq?.id}`,
      response: { status: 204 },
      live: { status: 200 },
    },
    {
      title: 'gone',
      request: `GET /v1.0/${SET}/${SCANNER}/userStatuses/${tariq?.id}`,
      response: { status: 404, body: notFound(`${USERS}('${tariq?.id}')`) },
    },
  ],
}
