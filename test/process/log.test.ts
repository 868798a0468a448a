import { test } from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { aSummary, clientOf, getToken } from './client.js'
import { startServer } from './server-process.js'

for (const format of ['json', 'pretty'])
  test(`nothing that a session sends or gets in secret is in its ${format} log`, async (t) => {
    await forEachDatabase(t, async (t, database) => {
      const adminSecret = 'planted-admin-hush'
      const env = {
        INTUNITE_ADMIN_SECRET: adminSecret,
        INTUNITE_READER_SECRET: 'planted-reader-hush',
        INTUNITE_LOG_LEVEL: 'trace',
        INTUNITE_LOG_FORMAT: format,
      }
      const where = await database.newDatabase()
      const server = await startServer(t, { ...where, env })
      const token = await getToken(server.origin, adminSecret)
      const client = clientOf(server.origin, token)
      const { id } = await client.createConfiguration('planted-body-hush')
      await client.post(`/${id}/userStatusSummary`, aSummary(1))
      await client.post(`/${id}/userStatusSummary`, { broken: 'planted-body-hush' })
      await clientOf(server.origin, `${token}x`).get('')
      await getToken(server.origin, 'planted-wrong-hush').catch(() => undefined)
      for (const query of [`access_token=${token}`, 'client_secret=planted-query-hush', `token=${token}`])
        await fetch(`${server.origin}/v1.0/deviceAppManagement/mobileAppConfigurations?${query}`)
      await fetch(`${server.origin}/oauth2/v2.0/token?client_secret=planted-query-hush`)
      server.child.kill('SIGTERM')
      await server.ended
      const log = server.stdout() + server.stderr()
      t.match(log, format === 'json' ? '"level":30' : 'INFO')
      t.match(log, 'mobileAppConfigurations', 'requests are logged')
      t.notMatch(log, 'hush')
      const [, payload = '', signature = ''] = token.split('.')
      t.notMatch(log, payload)
      t.notMatch(log, signature)
      t.notMatch(log, 'PRIVATE KEY')
    })
  })
