import { test } from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { startEmulator } from '../harness/emulator.js'

const ada = {
  accountEnabled: true,
  displayName: 'Ada Quill',
  mailNickname: 'ada.quill',
  userPrincipalName: 'Ada.Quill@intunite.test',
  passwordProfile: { password: 'correct horse', forceChangePasswordNextSignIn: false },
}

test('users', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const { admin, reader, newTenant, errors } = await startEmulator(t, await database.newDatabase())
    const created = await admin.post('/v1.0/users', ada)
    console.log(created.statusCode, created.body)
    const { id } = created.json<{ id: string }>()
    console.log((await reader.get(`/v1.0/users/${id}`)).body)
    console.log((await reader.get(`/v1.0/users/ada.quill@INTUNITE.test`)).body)
    console.log((await reader.get(`/beta/users/ada.quill@INTUNITE.test`)).body)
    console.log(
      (await reader.get(`/v1.0/users('ada.quill@intunite.test')?$select=id,accountEnabled,passwordProfile`)).body,
    )
    console.log(
      (await reader.get(`/v1.0/users/nobody`)).body,
      (await reader.get(`/v1.0/groups/nobody`)).body,
      (await admin.patch(`/v1.0/users/${id}`, { displayName: null })).body,
    )
    console.log(
      (await admin.patch(`/v1.0/users/ada.quill@intunite.test`, { displayName: 'x' })).statusCode,
      (await admin.post('/v1.0/users', ada)).body,
    )
    for (const u of [
      '/v1.0/organization',
      '/beta/organization',
      '/v1.0/deviceManagement',
      '/beta/deviceManagement',
      '/v1.0/deviceAppManagement',
      '/beta/deviceManagement/roleScopeTags',
    ])
      console.log(u, (await reader.get(u)).body)
    console.log(
      (await admin.patch('/v1.0/deviceManagement', { settings: { deviceComplianceCheckinThresholdDays: 20 } })).body,
    )
    console.log(
      (await admin.patch('/beta/deviceManagement', { settings: { deviceComplianceCheckinThresholdDays: 21 } })).body,
    )
    console.log((await reader.get('/v1.0/deviceManagement')).body)
    console.log(errors)
  })
})
