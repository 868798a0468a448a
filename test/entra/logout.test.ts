/** Signing out ends the sessions of the apps that the user signed in to, in their own pages. */
import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { createDirectory } from '../../src/entra/directory.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import { createPeople, openBrowser, readForm } from './harness.js'

const LOGOUT = `/${TENANT}/oauth2/v2.0/logout`

test('front-channel logout', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    const { admin, app: server, store } = emulator
    const { model, database, identity, prisma } = store
    const directory = createDirectory({
      model,
      database,
      prisma: () => prisma(),
      identity,
      clock: () => Date.now(),
      newId: randomUUID,
    })
    const { mara, app: console } = await createPeople({ directory })
    const others = []
    for (const displayName of ['Second', 'Without', 'Strange']) {
      const redirectUris = [{ uri: `https://${displayName.toLowerCase()}.test/callback`, type: 'web' as const }]
      const made = await directory.apps.create(TENANT, { displayName, redirectUris })
      await directory.grants.create(TENANT, { app: displayName, kind: 'delegated', permissions: ['User.Read'] })
      others.push(made)
    }
    const [second, without, strange] = others.map(({ appId }) => appId)
    const change = async (set: string, appId: string | undefined, body: object): Promise<void> => {
      const response = await admin.patch(`/v1.0/${set}(appId='${appId}')`, body)
      t.equal(response.statusCode, 204, response.body)
    }
    const web = (name: string, logoutUrl: string): object => ({
      web: { redirectUris: [`https://${name}.test/callback`], logoutUrl },
    })
    await change('applications', console.appId, web('app', 'https://app.test/out?from=a&b="'))
    await change('applications', second, web('second', 'https://not.asked.test/'))
    await change('servicePrincipals', second, { logoutUrl: 'https://second.test/out' })
    await change('applications', strange, web('strange', 'javascript:alert(1)'))

    const browserOf = () =>
      openBrowser({
        app: server,
        post: (url, values, headers) =>
          server.inject({
            method: 'POST',
            url,
            headers: { host: 'localhost:8080', 'content-type': 'application/x-www-form-urlencoded', ...headers },
            payload: new URLSearchParams(values).toString(),
          }),
      })
    const urlOf = (appId: string | undefined, uri: string): string =>
      `/${TENANT}/oauth2/v2.0/authorize?${new URLSearchParams({
        client_id: appId ?? '',
        response_type: 'code',
        redirect_uri: uri,
        scope: 'User.Read',
        nonce: 'n',
        code_challenge: 'x'.repeat(43),
        code_challenge_method: 'S256',
      }).toString()}`
    const consoleUrl = urlOf(console.appId, 'https://app.test/callback')
    const signedIn = async () => {
      const browser = browserOf()
      await browser.submit(readForm((await browser.get(consoleUrl)).body), { username: mara.userPrincipalName })
      return browser
    }
    const visit = async (browser: ReturnType<typeof browserOf>, url: string): Promise<void> => {
      t.match((await browser.get(url)).headers.location, /code=/)
    }
    const framesOf = (html: string): string[] =>
      [...html.matchAll(/<iframe hidden src="([^"]*)"/g)].map(([, src]) => src ?? '')

    await t.test('the logout URLs of the apps that were signed in to are loaded, and no others', async (t) => {
      const browser = await signedIn()
      await visit(browser, consoleUrl)
      await visit(browser, consoleUrl)
      await visit(browser, urlOf(without, 'https://without.test/callback'))
      await visit(browser, urlOf(strange, 'https://strange.test/callback'))
      const out = await browser.get(LOGOUT)
      t.same(framesOf(out.body), ['https://app.test/out?from=a&amp;b=&quot;'])
      t.match(out.headers['content-security-policy'], /frame-src https:\/\/app\.test$/)
      t.match(out.body, 'You may now close this window')
      t.equal((await browser.get(consoleUrl)).statusCode, 200, 'the session is over')
      t.same(framesOf((await browser.get(LOGOUT)).body), [], 'once')
    })

    await t.test('that of the service principal counts before that of the application', async (t) => {
      const browser = await signedIn()
      await visit(browser, consoleUrl)
      await visit(browser, urlOf(second, 'https://second.test/callback'))
      const out = await browser.get(LOGOUT)
      t.same(framesOf(out.body), ['https://second.test/out', 'https://app.test/out?from=a&amp;b=&quot;'])
    })

    await t.test('the browser goes on afterwards to where it was asked to, with the state', async (t) => {
      const browser = await signedIn()
      await visit(browser, consoleUrl)
      const next = `${LOGOUT}?post_logout_redirect_uri=${encodeURIComponent('https://app.test/callback')}&state=a%26b`
      const out = await browser.get(next)
      t.equal(out.statusCode, 200)
      t.match(out.body, '<meta http-equiv="refresh" content="2; url=https://app.test/callback?state=a%26b">')
      const evil = await browser.get(`${LOGOUT}?post_logout_redirect_uri=https://evil.test/`)
      t.notMatch(evil.body, 'evil.test')
      t.equal(
        (await browser.get(next)).headers.location,
        'https://app.test/callback?state=a%26b',
        'at once without apps',
      )
    })

    await t.test('a cookie that the client made names no app that is not there', async (t) => {
      const cookie = `intunite_apps=${[randomUUID(), second, 'x'.repeat(36)].join('_')}`
      const out = await server.inject({ url: LOGOUT, headers: { host: 'localhost:8080', cookie } })
      t.same(framesOf(out.body), ['https://second.test/out'])
    })
    t.strictSame(emulator.errors, [])
  })
})
