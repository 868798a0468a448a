/** Single values that have not been written yet have what is below them. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { forEachEmulator, ORIGIN } from '../harness/emulator.js'

type Body = Record<string, unknown>

const SINGLE = '/beta/deviceManagement/advancedThreatProtectionOnboardingStateSummary'
const STATES = 'advancedThreatProtectionOnboardingDeviceSettingStates'

await forEachEmulator(t, async (t, emulator) => {
  const admin = await (await emulator.newTenant()).as(...mappedPermissions())
  for (let i = 0; i < 3; i++) {
    const made = await admin.post(`${SINGLE}/${STATES}`, { deviceName: `d${i}`, setting: 'a' })
    t.equal(made.statusCode, 201, made.body)
  }
  const expand = `$expand=${STATES}($select=deviceName;$orderby=deviceName desc;$count=true)`
  const answer = await admin.get(`${SINGLE}?$select=id&${expand}`)
  t.equal(answer.statusCode, 200, answer.body)
  const body = answer.json<Body>()
  t.match(body[STATES], [{ deviceName: 'd2' }, { deviceName: 'd1' }, { deviceName: 'd0' }])
  t.equal(body[`${STATES}@odata.count`], 3)
  t.match(
    body[`${STATES}@odata.context`],
    /StateSummary\/advancedThreatProtectionOnboardingDeviceSettingStates\(deviceName\)$/,
  )
  t.notOk('compliantDeviceCount' in body, 'only what is selected')

  const first = (await admin.get(`${SINGLE}?$expand=${STATES}($top=2;$orderby=deviceName)`)).json<Body>()
  const link = String(first[`${STATES}@odata.nextLink`])
  t.match(link, new RegExp(`^${ORIGIN}/beta/deviceManagement/`))
  const next = (await admin.get(link.slice(ORIGIN.length))).json<{ value: Body[] }>()
  t.match(next.value, [{ deviceName: 'd2' }], 'the link leads to what is left')

  t.equal((await admin.get('/beta/auditLogs?$expand=signIns')).statusCode, 200)
  t.equal((await admin.get(`${SINGLE}?$expand=nothing`)).statusCode, 400)
  const missing = '/beta/deviceManagement/managedDevices/99999999-9999-4999-8999-999999999999/windowsProtectionState'
  t.equal((await admin.get(`${missing}?$expand=detectedMalwareState`)).statusCode, 404)
})
