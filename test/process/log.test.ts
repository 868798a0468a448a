import { readFileSync } from 'node:fs'
import { test } from 'tap'
import type { Test } from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { DEVELOPMENT } from '../../src/store/identity/development.js'
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
    INTUNITE_LOG_LEVEL: 'trace',
    INTUNITE_LOG_FORMAT: format,
  }
  const server = await startServer(t, { ...where, env, args: ['--reader-secret', 'planted-flag-hush', '--trust=[]'] })
  if (process.platform === 'linux')
    t.notMatch(readFileSync(`/proc/${server.child.pid}/cmdline`, 'utf8'), 'hush', 'nor in the list of processes')
  const token = await getToken(server.origin, adminSecret)
  const secrets = await useCredentials(t, server.origin, token)
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
  for (const secret of secrets) t.notMatch(log, secret)
  t.notMatch(log, 'PRIVATE KEY')
}

/**
 * Passwords and secrets, right ones and wrong ones, where they belong and where they do not. Gives what the server made
 * up itself. What is refused must not repeat them either.
 */
async function useCredentials(t: Test, origin: string, token: string): Promise<string[]> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const graph = async (method: string, path: string, body: object) => {
    const response = await fetch(`${origin}/v1.0/${path}`, { method, headers, body: JSON.stringify(body) })
    const text = await response.text()
    if (response.status >= 400) t.notMatch(text, 'hush', `${method} ${path}`)
    return (text === '' ? {} : JSON.parse(text)) as Record<string, string>
  }
  const signIn = async (form: Record<string, string>, path = 'oauth2/v2.0/token') => {
    const url = `${origin}/${DEVELOPMENT.tenantId}/${path}`
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) })
    const text = await response.text()
    if (response.status >= 400) t.notMatch(text, 'hush', `${form['grant_type']} at ${path}`)
    return (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, string>
  }
  const passwordProfile = { password: 'planted-Password-1-hush' }
  const user = { accountEnabled: true, displayName: 'Mara', mailNickname: 'mara', passwordProfile }
  const username = 'mara@intunite.test'
  await graph('POST', 'users', { ...user, userPrincipalName: username })
  await graph('POST', 'users', { ...user, userPrincipalName: username })
  await graph('PATCH', `users/${username}`, { passwordProfile: { password: 'planted-Change-1-hush', more: 'hush' } })
  const { id = '', appId = '' } = await graph('POST', 'applications', {
    displayName: 'Console',
    isFallbackPublicClient: true,
    publicClient: { redirectUris: ['http://localhost'] },
  })
  const { secretText = '' } = await graph('POST', `applications/${id}/addPassword`, {})
  await graph('POST', `applications/${id}/addPassword`, {
    passwordCredential: { secretText: 'planted-body-hush', endDateTime: 1 },
  })
  await graph('POST', 'users', {
    ...user,
    userPrincipalName: 'planted-body-hush',
    passwordProfile: 'planted-body-hush',
  })
  const client = { client_id: appId, client_secret: secretText }
  const ask = { ...client, grant_type: 'password', username, scope: 'openid offline_access' }
  const { refresh_token: refreshToken = '', id_token: idToken = '' } = await signIn({
    ...ask,
    password: passwordProfile.password,
  })
  t.ok(refreshToken.length > 40 && idToken.length > 40, 'the password of Graph signs in')
  const { refresh_token: renewed = '' } = await signIn({
    ...client,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  })
  for (const form of [
    { ...ask, password: 'planted-wrong-hush' },
    { ...ask, client_secret: 'planted-wrong-hush', password: 'planted-wrong-hush' },
    { ...ask, scope: 'x/y z/hidden', password: passwordProfile.password },
    { ...client, grant_type: 'refresh_token', refresh_token: 'planted-token-hush' },
    { ...client, grant_type: 'authorization_code', code: 'planted-code-hush', code_verifier: 'planted-verifier-hush' },
    { ...client, grant_type: 'authorization_code' },
    { client_id: appId, grant_type: 'device_code', device_code: 'planted-code-hush' },
    {
      client_id: appId,
      grant_type: 'client_credentials',
      client_assertion: 'planted-assertion-hush',
      scope: 'x/.default',
    },
    { ...client, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'planted-assertion-hush' },
    { ...client, grant_type: 'refresh_token', refresh_token: refreshToken },
  ])
    await signIn(form)
  await signIn(
    { username, password: 'planted-wrong-hush', flow: 'authorize', query: 'client_secret=planted-query-hush' },
    'login',
  )
  const basic = Buffer.from(`${appId}:planted-basic-hush`).toString('base64')
  await fetch(`${origin}/${DEVELOPMENT.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'x/.default' }),
  })
  return [secretText, refreshToken, renewed, idToken, basic]
}
