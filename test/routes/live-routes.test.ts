/** Routes and members that are documented, and that the live service does not have (B12, B14, B15). */
import { test } from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { notLive } from '../../src/services/live-routes.js'
import { model } from '../../src/entities/index.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Response } from '../harness/emulator.js'

const ID = '99999999-9999-4999-8999-999999999999'
const M = '/beta/deviceManagement'
const A = '/beta/deviceAppManagement'
/** A template that every tenant has: the live service has no route that makes one. */
const BASELINE_TEMPLATE = '034ccd46-190c-4afc-adf1-ad7cc11262eb'
const LOB = '#microsoft.graph.win32LobApp'

/** Method and URL, and whether the live service has them. */
const ROUTES: readonly (readonly [method: string, url: string, live: boolean])[] = [
  ['GET', `${M}/deviceCompliancePolicies/${ID}/scheduledActionsForRule`, false],
  ['GET', `${M}/compliancePolicies/${ID}/scheduledActionsForRule?$expand=scheduledActionConfigurations`, true],
  ['PATCH', `${M}/configurationPolicies/${ID}/settings/0`, false],
  ['DELETE', `${M}/configurationPolicies/${ID}/settings/0`, false],
  ['GET', `${M}/configurationPolicies/${ID}/settings/0`, true],
  ['GET', `${M}/reports/exportJobs`, false],
  ['GET', `${M}/reports/exportJobs/x`, true],
  ['GET', `${M}/deviceHealthScripts/${ID}/deviceRunStates/x`, false],
  ['DELETE', `${M}/deviceHealthScripts/${ID}/deviceRunStates/x`, false],
  ['GET', `${M}/deviceHealthScripts/${ID}/deviceRunStates`, true],
  ['DELETE', `${M}/deviceEnrollmentConfigurations/${ID}/assignments/x`, false],
  ['POST', `${M}/deviceEnrollmentConfigurations/${ID}/assignments`, false],
  ['POST', `${A}/mobileAppConfigurations/${ID}/assignments`, false],
  ['POST', `${A}/mobileApps/${ID}/assignments`, true],
  ['DELETE', `${A}/mobileApps/${ID}/assignments/x`, true],
  ['POST', `${M}/windowsAutopilotDeploymentProfiles/${ID}/assignments`, true],
  ['POST', `${M}/termsAndConditions/${ID}/assignments`, true],
  ['POST', `${M}/appleUserInitiatedEnrollmentProfiles/${ID}/assignments`, true],
  ['POST', `${M}/deviceConfigurations/${ID}/assignments`, true],
  ['GET', `${M}/managedDevices/$count`, false],
  ['GET', `${M}/templates/microsoft.graph.securityBaselineTemplate`, false],
  ['GET', `${M}/templates`, true],
  ['POST', `${M}/templates`, false],
  ['DELETE', `${M}/configurationSettings/x`, false],
  ['POST', `${A}/mobileApps/${ID}/microsoft.graph.managedMobileLobApp/contentVersions/1/files`, false],
  ['POST', `${A}/mobileApps/${ID}/microsoft.graph.win32LobApp/contentVersions/1/files`, true],
  ['POST', `${M}/configurationPolicies/${ID}/retrieveEnrollmentTimeDeviceMembershipTarget`, false],
  ['POST', `${M}/configurationPolicies/${ID}/setEnrollmentTimeDeviceMembershipTarget`, true],
  ['POST', `${M}/configurationPolicies/${ID}/microsoft.graph.setEnrollmentTimeDeviceMembershipTarget`, false],
]

function codeOf(response: Response): unknown {
  return response.statusCode < 400 ? undefined : response.json<{ error: { code: string } }>().error.code
}

const NO_ROUTE = 'No method match route template'

test('every route in the table is one of the model', (t) => {
  for (const { paths, target } of notLive)
    for (const path of paths) {
      if (path.startsWith('*')) continue
      if (target === 'operation') {
        const end = path.lastIndexOf('/')
        const operations = model.findResource(path.slice(0, end))?.type.operations ?? []
        t.ok(
          operations.some(({ name }) => name === path.slice(end + 1)),
          path,
        )
        continue
      }
      const resource = model.findResource(path)
      t.ok(resource !== undefined && (target === 'entity' || resource.many), path)
    }
  t.end()
})

for (const profile of ['documented', 'live'] as const)
  test(`B14, B15: routes in profile ${profile}`, async (t) => {
    await forEachEmulator(
      t,
      async (t, emulator) => {
        const admin = await (await emulator.newTenant()).as(...mappedPermissions())

        await t.test('routes that the live service does not have (B14)', async (t) => {
          for (const [method, url, live] of ROUTES) {
            const response = await admin.send(method, url, method === 'GET' || method === 'DELETE' ? undefined : {})
            const refused = codeOf(response) === NO_ROUTE
            t.equal(refused, profile === 'live' && !live, `${method} ${url}: ${response.statusCode} ${response.body}`)
            if (!refused) continue
            t.equal(response.statusCode, 400)
            t.match(
              response.json<{ error: { message: string } }>().error.message,
              new RegExp(
                `^No OData route exists that match template ~/[a-z/$]+ with http verb ${method} for request /`,
              ),
            )
          }
        })

        await t.test('what only a derived type has, without a cast (B12)', async (t) => {
          const made = await admin.post(`${A}/mobileApps`, { '@odata.type': LOB, displayName: 'a', publisher: 'p' })
          const app = `${A}/mobileApps/${made.json<{ id: string }>().id}`
          const template = `${M}/templates/${BASELINE_TEMPLATE}`
          const status = profile === 'live' ? 400 : 200
          for (const [url, name] of [
            [`${template}/deviceStateSummary`, 'deviceStateSummary'],
            [`${app}/installCommandLine`, 'installCommandLine'],
          ] as const) {
            const response = await admin.get(url)
            // A property that is null has no body.
            t.ok([status, status === 200 ? 204 : status].includes(response.statusCode), `${url}: ${response.body}`)
            if (profile === 'live')
              t.match(response.json(), {
                error: { code: 'BadRequest', message: `Resource not found for the segment '${name}'.` },
              })
          }
          t.equal((await admin.get(`${app}/microsoft.graph.win32LobApp/contentVersions`)).statusCode, 200)
          t.equal(
            (await admin.get(`${template}/microsoft.graph.securityBaselineTemplate/deviceStateSummary`)).statusCode,
            200,
          )
          t.ok((await admin.get(`${app}/microsoft.graph.win32LobApp/setupFilePath`)).statusCode < 300)
          t.equal((await admin.get(`${app}/nothing`)).statusCode, 400, 'no type has it')
          t.equal((await admin.get(`${app}/contentVersions`)).statusCode, status, 'several types have it')
          const selected = await admin.get(`${M}/deviceCompliancePolicies?$select=validOperatingSystemBuildRanges`)
          t.match([selected.statusCode, selected.body], [400, /Could not find a property named/])
        })
        t.strictSame(emulator.errors, [])
      },
      { profile },
    )
  })
