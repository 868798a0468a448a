/** Tenants that live because they are seeded: what the seed says is there to be looked at first. */
import t from 'tap'
import { CONTROL, controlOf } from '../control/control.js'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'

const AT = `/tenants/${TENANT}`

await forEachEmulator(
  t,
  async (t, emulator) => {
    const control = controlOf(emulator)
    const exported = async (): Promise<string> => (await control.get(`${AT}/export`)).body
    const settle = (): Promise<unknown> => expecting(204, control.post(`${AT}/life/settle`))

    await t.test('a tenant that is seeded while the server runs keeps what the seed says', async (t) => {
      await expecting(200, control.post(`${AT}/seed`, { size: 'small' }))
      t.match(await expecting(200, control.get(`${AT}/life`)), { on: true, of: 'server' })
      const seeded = await exported()
      await settle()
      t.equal(await exported(), seeded)
    })

    await t.test('so does one whose seeded state comes back', async (t) => {
      await expecting(201, control.post(`${AT}/snapshots`, { name: 'seeded' }))
      const before = await exported()
      await expecting(204, emulator.admin.delete('/beta/deviceManagement/managedDevices/' + (await aDevice())))
      await settle()
      t.not(await exported(), before)
      await expecting(200, control.post(`${AT}/snapshots/seeded/restore`))
      await settle()
      t.equal(await exported(), before)
    })

    await t.test('that devices report the same again is no difference to a snapshot', async (t) => {
      const passes = async (by: string): Promise<void> => {
        await expecting(200, control.post(`${AT}/clock/advance`, { by }))
        await settle()
      }
      const compared = (query: string) => expecting(200, control.get(`${AT}/diff?from=reported${query}`))
      await expecting(200, control.send('PATCH', `${AT}/life`, { preset: 'default' }))
      await passes('PT20H')
      await expecting(201, control.post(`${AT}/snapshots`, { name: 'reported' }))
      await passes('PT20H')
      t.match(await compared('&all=true'), { same: false }, 'they have reported')
      t.match(await compared(''), { same: true, changes: [] })
    })

    async function aDevice(): Promise<string> {
      const list = await expecting(200, emulator.admin.get('/beta/deviceManagement/managedDevices?$top=1'))
      return String((list['value'] as { id: string }[])[0]?.id)
    }
  },
  { control: CONTROL, life: 'seeded' },
)
