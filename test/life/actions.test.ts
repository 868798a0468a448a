/** Remote actions on devices that live, from the request to what is shown of them (L19, L82 to L85, B124, B125). */
import { test } from 'tap'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator } from '../harness/emulator.js'
import { LIVING, livingTenant } from './living.js'
import type { Json } from './living.js'

const DEVICES = 'deviceManagement/managedDevices'

test('L82: remote actions go through their states', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await livingTenant(emulator, { preset: 'live' })
      const phone = await tenant.device('LF-PHONE')
      const windows = { operatingSystem: 'Windows', osVersion: '10.0.26100.1' }
      const laptop = await tenant.device('LF-LAPTOP', windows)
      await tenant.advance('PT3H')
      const act = (device: string, name: string, body: Json = {}) =>
        expecting(204, tenant.admin.post(`/beta/${DEVICES}/${device}/${name}`, body))
      const resultOf = async (device: string, name: string): Promise<Json | undefined> => {
        const found = await tenant.get(`${DEVICES}/${device}?$select=deviceActionResults`)
        return (found['deviceActionResults'] as Json[]).find(({ actionName }) => actionName === name)
      }
      const audited = async (device: string) =>
        (await tenant.list(`deviceManagement/remoteActionAudits?$filter=managedDeviceId eq '${device}'`)).map(
          ({ action, actionState }) => `${action} ${actionState}`,
        )

      await t.test('pending at once, done at the check-in that the notification brings', async (t) => {
        await act(phone, 'remoteLock')
        t.match(await resultOf(phone, 'remoteLock'), { actionState: 'pending', startDateTime: '2026-03-02T11:00:00Z' })
        t.same(await audited(phone), ['remoteLock pending'])
        await tenant.advance('PT1M59S')
        t.match(await resultOf(phone, 'remoteLock'), { actionState: 'pending' })
        await tenant.advance('PT1S')
        t.match(await resultOf(phone, 'remoteLock'), {
          '@odata.type': '#microsoft.graph.remoteLockActionResult',
          actionState: 'done',
          startDateTime: '2026-03-02T11:00:00Z',
          lastUpdatedDateTime: '2026-03-02T11:02:00Z',
        })
        t.same(await audited(phone), ['remoteLock done'], 'B125: the log follows')
        const [listed] = await tenant.list(`${DEVICES}?$filter=deviceName eq 'LF-PHONE'`)
        t.same(listed?.['deviceActionResults'] ?? [], [], 'L84: lists do not show it')
      })

      await t.test('L82: a platform without the action does not support it', async (t) => {
        await act(phone, 'windowsDefenderScan', { quickScan: true })
        await tenant.advance('PT2M')
        t.match(await resultOf(phone, 'windowsDefenderScan'), { actionState: 'notSupported', scanType: 'quickScan' })
        t.ok((await audited(phone)).includes('quickScan notSupported'))
      })

      await t.test('L82: so does an action on many devices, whatever name it has there', async (t) => {
        const ofOne: Readonly<Record<string, string>> = {
          fullScan: 'windowsDefenderScan',
          signatureUpdate: 'windowsDefenderUpdateSignatures',
          rebootNow: 'rebootNow',
        }
        for (const actionName of Object.keys(ofOne))
          await expecting(200, tenant.admin.post(`/beta/${DEVICES}/executeAction`, { actionName, deviceIds: [laptop] }))
        const both = { actionName: 'fullScan', deviceIds: [laptop, phone] }
        t.match(await expecting(200, tenant.admin.post(`/beta/${DEVICES}/executeAction`, both)), {
          successfulDeviceIds: [laptop],
          notSupportedDeviceIds: [phone],
        })
        await tenant.advance('PT2M')
        t.match(await resultOf(phone, 'windowsDefenderScan'), { actionState: 'notSupported' })
        for (const name of Object.values(ofOne)) t.match(await resultOf(laptop, name), { actionState: 'done' }, name)
      })

      await t.test('L83: devices answer, and a scan leaves its time', async (t) => {
        await act(phone, 'locateDevice')
        const protection = `/beta/${DEVICES}/${laptop}/windowsProtectionState`
        await expecting(200, tenant.admin.patch(protection, { malwareProtectionEnabled: true }))
        await act(laptop, 'windowsDefenderScan', { quickScan: true })
        await act(laptop, 'setDeviceName', { deviceName: 'LF-NEW' })
        await tenant.advance('PT2M')
        const { deviceLocation } = (await resultOf(phone, 'locateDevice')) as Json
        t.match(deviceLocation, { longitude: Number, latitude: Number, lastCollectedDateTime: /^2026-03-02T11:/ })
        t.match(await resultOf(laptop, 'windowsDefenderScan'), { actionState: 'done', scanType: 'quickScan' })
        t.match(await tenant.get(`${DEVICES}/${laptop}/windowsProtectionState`), {
          lastQuickScanDateTime: /^2026-03-02T11:/,
        })
        t.equal((await tenant.get(`${DEVICES}/${laptop}`))['deviceName'], 'LF-NEW')
      })

      await t.test('L85: a second call takes the place of the first', async (t) => {
        await act(phone, 'remoteLock')
        t.match(await resultOf(phone, 'remoteLock'), { actionState: 'pending' })
        await tenant.advance('PT2M')
        t.match(await resultOf(phone, 'remoteLock'), { actionState: 'done' })
      })

      await t.test('L22: a synchronization moves the last contact', async (t) => {
        const before = (await tenant.get(`${DEVICES}/${phone}`))['lastSyncDateTime'] as string
        await act(phone, 'syncDevice')
        await tenant.advance('PT2M')
        const after = (await tenant.get(`${DEVICES}/${phone}`))['lastSyncDateTime'] as string
        t.ok(after > before, `${before} ${after}`)
        t.match(await resultOf(phone, 'syncDevice'), { actionState: 'done' })
      })

      await t.test('L82: a wipe waits for days, and takes the device away when that is back', async (t) => {
        await tenant.ask('PATCH', `/devices/${phone}/reachability`, { online: false })
        await act(phone, 'wipe', { keepUserData: false })
        await tenant.advance('P3D')
        t.match(await resultOf(phone, 'wipe'), { actionState: 'pending' })
        t.equal((await tenant.get(`${DEVICES}/${phone}`))['managementState'], 'wipePending')
        await tenant.ask('PATCH', `/devices/${phone}/reachability`, { online: true })
        await tenant.advance('PT9H')
        t.equal((await tenant.admin.get(`/beta/${DEVICES}/${phone}`)).statusCode, 404)
        t.ok((await audited(phone)).includes('factoryReset done'))
        t.same((await tenant.list(DEVICES)).length, 1)
      })
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})
