import { test } from 'tap'
import type { Test } from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { aSummary, clientOf, getToken } from './client.js'
import { startServer } from './server-process.js'
import type { ServerOptions } from './server-process.js'

test('nothing that is secret in a session is in its log', async (t) => {
  await forEachDatabase(t, async (t, database) => checkLog(t, 'json', '"level":30', await database.newDatabase()))
})

test('nor in the log that people read', (t) => checkLog(t, 'pretty', 'INFO', { dataFolder: t.testdir() }))

async function checkLog(t: Test, format: string, mark: string, where: ServerOptions): Promise<void> {
  const adminSecret = 'planted-admin-hush'
  const env = {
    INTUNITE_ADMIN_SECRET: adminSecret,
    INTUNITE_READER_SECRET: 'planted-reader-hush',
    INTUNITE_LOG_LEVEL: 'trace',
    INTUNITE_LOG_FORMAT: format,
  }
  const server = await startServer(t, { ...where, env })
  const token = await getToken(server.origin, adminSecret)
  const client = clientOf(server.origin, token)
  const { id } = await client.createConfiguration('planted-body-hush')
  await client.post(`/${id}/userStatusSummary`, aSummary(1))
  await client.post(`/${id}/userStatusSummary`, { broken: 'planted-body-hush' })
  await clientOf(server.origin, `${token}x`).get('')
  await t.rejects(getToken(server.origin, 'planted-wrong-hush'))
  for (const query of [`access_token=${token}`, 'client_secret=planted-query-hush', `token=${token}`])
    await fetch(`${server.origin}/v1.0/deviceAppManagement/mobileAppConfigurations?${query}`)
  await fetch(`${server.origin}/oauth2/v2.0/token?client_secret=planted-query-hush`)
  server.child.kill('SIGTERM')
  await server.ended
  const log = server.stdout() + server.stderr()
  t.match(log, mark)
  t.match(log, 'mobileAppConfigurations', 'requests are logged')
  t.notMatch(log, 'hush')
  const [, payload = '', signature = ''] = token.split('.')
  t.notMatch(log, payload)
  t.notMatch(log, signature)
  t.notMatch(log, 'PRIVATE KEY')
}
