/** `intunite.life`: tenants that live in the process of a test. */
import t from 'tap'
import { startIntunite } from '../../src/index.js'

type Json = Record<string, any>

const CONFIGURATIONS = 'deviceAppManagement/mobileAppConfigurations'
const ALL_DEVICES = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }

t.test('intunite.life', async (t) => {
  const intunite = await startIntunite()
  t.teardown(() => intunite.close())
  const clientOf = async (own: Parameters<typeof intunite.token>[0]) => {
    const authorization = `Bearer ${await intunite.token(own)}`
    return async (method: string, path: string, body?: Json): Promise<Json> => {
      const response = await fetch(`${intunite.url}/beta/${path}`, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
      return text === '' ? {} : (JSON.parse(text) as Json)
    }
  }

  await t.test('a tenant does not live until it is told to', async (t) => {
    const own = await intunite.tenant()
    t.match(await intunite.life.show(own.tenantId), { on: false, of: 'server', preset: 'instant' })
    const shown = await intunite.life.set(
      { on: true, preset: 'live', seed: 7, delays: { audit: 'PT0S' } },
      own.tenantId,
    )
    t.match(shown, {
      on: true,
      of: 'tenant',
      preset: 'live',
      seed: 7,
      checkIns: 'scheduled',
      delays: { audit: 'PT0S' },
    })
    t.match(await intunite.life.set({ on: false }, own.tenantId), { on: false, of: 'tenant' })
    t.match(await intunite.life.show(), { on: false }, 'the tenant of development is another one')
    await t.rejects(intunite.life.set({ on: true, pace: 1 } as object, own.tenantId), /no option pace/)
    await t.rejects(intunite.life.set({ delays: { audit: 'soon' } }, own.tenantId), /audit .*'soon'/)
    await t.rejects(intunite.life.set({ on: true }, '00000000-0000-4000-a000-0000000000ff'))
  })

  await t.test('L1: the clock of a tenant that lives does not go back', async (t) => {
    const own = await intunite.tenant()
    await intunite.life.set({ on: true, preset: 'default' }, own.tenantId)
    const ask = await clientOf(own)
    await ask('POST', 'deviceManagement/managedDevices', { deviceName: 'LF-1', operatingSystem: 'Windows' })
    await intunite.life.settle(own.tenantId)
    await intunite.clock.advance('PT1H', own.tenantId)
    const refused = { message: /lives, does not go back/ }
    await t.rejects(intunite.clock.advance('-PT1M', own.tenantId), refused)
    await t.rejects(intunite.clock.set({ now: '2026-01-01T00:00:00Z' }, own.tenantId), refused)
    await t.rejects(intunite.clock.real(own.tenantId), refused)
    await intunite.life.set({ on: false }, own.tenantId)
    t.match(await intunite.clock.real(own.tenantId), { mode: 'real' })
  })

  await t.test('what follows from a write is there when it is settled, and time brings the rest', async (t) => {
    const own = await intunite.tenant()
    await intunite.life.set({ on: true }, own.tenantId)
    const ask = await clientOf(own)
    const { id: device } = await ask('POST', 'deviceManagement/managedDevices', {
      deviceName: 'LF-1',
      operatingSystem: 'Windows',
      osVersion: '10.0.26100.1',
    })
    const { id } = await ask('POST', 'deviceManagement/deviceConfigurations', {
      '@odata.type': '#microsoft.graph.windows10GeneralConfiguration',
      displayName: 'LF Bluetooth',
      bluetoothBlocked: true,
    })
    await ask('POST', `deviceManagement/deviceConfigurations/${id}/assign`, { assignments: [{ target: ALL_DEVICES }] })
    await intunite.life.settle(own.tenantId)
    const rows = async (): Promise<Json[]> =>
      (await ask('GET', `deviceManagement/deviceConfigurations/${id}/deviceStatuses`))['value'] as Json[]
    const [first] = await rows()
    t.match(first, { deviceDisplayName: 'LF-1', status: 'compliant' })
    t.match(await intunite.why('LF-1', 'LF Bluetooth', own.tenantId), { answer: 'applies' })
    const before = (await ask('GET', `deviceManagement/managedDevices/${device}`))['lastSyncDateTime'] as string
    const { now } = await intunite.clock.advance('PT9H', own.tenantId)
    t.ok(Date.parse(now) - Date.parse(before) > 8 * 3_600_000)
    const later = await (await clientOf(own))('GET', `deviceManagement/managedDevices/${device}`)
    t.ok(later['lastSyncDateTime'] > before, 'the device came by its schedule')
  })

  await t.test('a seeded tenant that begins to live keeps the statuses that a client has written', async (t) => {
    const own = await intunite.tenant()
    await intunite.reset(own.tenantId, { to: 'seed' })
    const ask = await clientOf(own)
    const policies = (await ask('GET', CONFIGURATIONS))['value'] as Json[]
    const found: [string, Json[]][] = []
    for (const { id } of policies)
      found.push([id as string, (await ask('GET', `${CONFIGURATIONS}/${id}/deviceStatuses`))['value'] as Json[]])
    const [policy = '', rows = []] = found.find(([, each]) => each.length > 2) ?? []
    const url = `${CONFIGURATIONS}/${policy}/deviceStatuses`
    const [row] = rows
    await ask('PATCH', `${url}/${row?.['id']}`, { deviceDisplayName: 'of a client', status: 'conflict' })
    await intunite.life.set({ on: true }, own.tenantId)
    await intunite.life.settle(own.tenantId)
    const after = (await ask('GET', url))['value'] as Json[]
    t.match(
      after.filter(({ id }) => id === row?.['id']),
      [{ deviceDisplayName: 'of a client', status: 'conflict' }],
    )
    const times = after.filter(({ id }) => id !== row?.['id']).map((each) => each['lastReportedDateTime'] as string)
    const seeded = new Map(rows.map((each) => [each['id'], each['lastReportedDateTime'] as string]))
    t.ok(times.length > 0)
    t.ok(
      after.every((each) => each['id'] === row?.['id'] || each['lastReportedDateTime'] !== seeded.get(each['id'])),
      'the others are reported anew',
    )
  })
})
