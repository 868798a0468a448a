/** People in a real browser: Microsoft's library in a page, and our pages without JavaScript and by keyboard alone. */
import { model } from '../../src/entities/index.js'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { test } from 'tap'
import type { Test } from 'tap'
import { randomId, systemClock } from '../../src/clock.js'
import { createDirectory } from '../../src/entra/directory.js'
import { startIntunite } from '../../src/index.js'
import { DEVELOPMENT } from '../../src/store/identity/development.js'
import { openStore } from '../../src/store/store.js'
import { ROOT } from '../process/server-process.js'
import { launchChromium, WITHOUT_CHROMIUM } from './chromium.js'

const TENANT = DEVELOPMENT.tenantId
const SCOPES = ['DeviceManagementApps.Read.All']
const SCREENSHOTS = process.env['INTUNITE_TEST_SCREENSHOTS']

/** A page as people write it with `@azure/msal-browser`. */
const pageSource = (setup: object): string => `
import { PublicClientApplication } from '@azure/msal-browser'
const { clientId, origin, tenantId } = ${JSON.stringify(setup)}
const scopes = ${JSON.stringify(SCOPES)}
async function main() {
  const app = new PublicClientApplication({
    auth: {
      clientId,
      authority: origin + '/' + tenantId,
      knownAuthorities: [new URL(origin).host],
      redirectUri: location.origin + '/',
    },
  })
  await app.initialize()
  const result = await app.handleRedirectPromise()
  if (result === null) return app.loginRedirect({ scopes })
  const { account } = result
  const silent = await app.acquireTokenSilent({ scopes, account })
  const renewed = await app.acquireTokenSilent({ scopes, account, forceRefresh: true })
  const answer = await fetch(origin + '/v1.0/deviceAppManagement/mobileAppConfigurations', {
    headers: { authorization: 'Bearer ' + renewed.accessToken },
  })
  show({
    username: account.username,
    name: account.name,
    cached: [silent.fromCache, renewed.fromCache],
    status: answer.status,
    requestId: answer.headers.get('request-id'),
  })
}
function show(outcome) {
  const output = document.createElement('output')
  output.textContent = JSON.stringify(outcome)
  document.body.append(output)
}
main().catch((error) => show({ failed: String(error) }))
`

/** Serves the page, with the library bundled, and shows what comes back where there is no JavaScript. */
async function servePage(t: Test): Promise<{ url: string; setUp(setup: object): Promise<void> }> {
  let script = ''
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    const html = '<!DOCTYPE html><title>An app</title><h1>An app</h1><script type="module" src="/page.js"></script>'
    response.end(isScript ? script : html)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  t.teardown(() => void server.close())
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    async setUp(setup) {
      const stdin = { contents: pageSource(setup), resolveDir: ROOT }
      const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false, logLevel: 'error' })
      script = outputFiles[0]?.text ?? ''
    },
  }
}

/** Users and apps are written before the server starts: SQLite is for one process at a time. */
async function prepare(folder: string, redirectUri: string) {
  const store = await openStore({
    model,
    data: folder,
    databaseUrl: undefined,
    poolSize: 1,
    clock: systemClock,
    newId: randomId,
    onIdleError: () => undefined,
  })
  const { identity, database, prisma } = store
  await identity.ensureDevelopmentTenant(DEVELOPMENT)
  const directory = createDirectory({ model, database, prisma, identity, clock: () => Date.now(), newId: randomId })
  const people = [
    ['mara', 'Mara Lind', 'administrator'],
    ['jo', 'Jo Ferro', 'readOnly'],
    ['li', '李 小龙', 'none'],
  ] as const
  for (const [userPrincipalName, displayName, intuneRole] of people)
    await directory.users.create(TENANT, { userPrincipalName, displayName, intuneRole, password: `${displayName} 1` })
  const spa = await directory.apps.create(TENANT, {
    displayName: 'Device console',
    redirectUris: [{ uri: redirectUri, type: 'spa' }],
  })
  const tool = await directory.apps.create(TENANT, { displayName: 'Command line', publicClient: true })
  const guarded = await directory.tenants.create({ displayName: 'Contoso', domain: 'contoso.test', asksPassword: true })
  await directory.users.create(guarded.id, {
    userPrincipalName: 'ada',
    displayName: 'Ada Byron',
    password: 'a long password',
  })
  const other = await directory.apps.create(guarded.id, { displayName: 'Other', publicClient: true })
  await store.close()
  return { spa, tool, guarded, other }
}

async function picture(page: Page, name: string): Promise<void> {
  if (SCREENSHOTS !== undefined) await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, fullPage: true })
}

/** What every page owes to people who do not see it or use no mouse. */
async function isAccessible(t: Test, page: Page, name: string): Promise<void> {
  await picture(page, name)
  t.equal(await page.locator('html').getAttribute('lang'), 'en', `${name}: language`)
  t.equal(await page.locator('h1').count(), 1, `${name}: one heading`)
  t.equal(await page.locator('main').count(), 1, `${name}: one main part`)
  t.match(await page.title(), await page.locator('h1').innerText(), `${name}: the title says what the heading says`)
  const nameless = await page
    .locator('button, input:not([type=hidden]), a')
    .evaluateAll((controls: { accessibleName?: string; labels?: { length: number } | null; textContent: string }[]) =>
      controls.filter(({ labels, textContent }) => textContent.trim() === '' && !labels?.length),
    )
  t.equal(nameless.length, 0, `${name}: every control has a name`)
  const tooWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
  t.equal(tooWide, false, `${name}: nothing sticks out`)
}

test('people in Chromium', { skip: WITHOUT_CHROMIUM }, async (t) => {
  const folder = t.testdir()
  const app = await servePage(t)
  const { spa, tool, guarded, other } = await prepare(folder, app.url)
  const intunite = await startIntunite({ data: folder, tls: true })
  t.teardown(() => intunite.close())
  const origin = intunite.tlsUrl ?? ''
  await app.setUp({ clientId: spa.appId, origin, tenantId: TENANT })
  const browser = await launchChromium(t, origin)

  await t.test('msal-browser signs in with PKCE, renews silently and reads Graph', async (t) => {
    const page = await newPage(t, browser)
    await page.goto(app.url)
    await page.getByRole('button', { name: /Mara Lind/ }).click()
    await page.getByRole('checkbox', { name: 'Consent on behalf of your organization' }).check()
    await page.getByRole('button', { name: 'Accept' }).click()
    const outcome = JSON.parse(await page.locator('output').innerText()) as Record<string, unknown>
    t.match(outcome, {
      username: 'mara@intunite.test',
      name: 'Mara Lind',
      cached: [true, false],
      status: 200,
      requestId: /^[0-9a-f-]{36}$/,
    })
  })

  await t.test('without JavaScript and with the keyboard alone one signs in and consents', async (t) => {
    const page = await newPage(t, browser, { javaScriptEnabled: false, viewport: { width: 360, height: 640 } })
    const query = new URLSearchParams({
      client_id: spa.appId,
      response_type: 'code',
      redirect_uri: app.url,
      response_mode: 'query',
      scope: 'openid Mail.Read',
      state: 'a state',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    })
    await page.goto(`${origin}/${TENANT}/oauth2/v2.0/authorize?${query.toString()}`)
    t.same(await page.getByRole('list', { name: 'Accounts' }).getByRole('button').count(), 3)
    t.same(await page.locator('.avatar').allInnerTexts(), ['ML', 'JF', '李小'], 'administrators, readers, others')
    await isAccessible(t, page, 'accounts')
    await tabTo(page, /Jo Ferro/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Permissions requested' }).waitFor()
    t.match(await page.locator('main').innerText(), /Device console[^]*Jo Ferro[^]*Mail\.Read/)
    await isAccessible(t, page, 'consent')
    await tabTo(page, /Accept/)
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.href.startsWith(app.url))
    t.match(Object.fromEntries(new URL(page.url()).searchParams), { code: /^[\w-]{64}$/, state: 'a state' })
  })

  await t.test(
    'without JavaScript a device gets its code, and a password is asked for where the tenant wants it',
    async (t) => {
      const deviceCode = async (tenant: string, clientId: string) =>
        (await (
          await fetch(`${intunite.url}/${tenant}/oauth2/v2.0/devicecode`, {
            method: 'POST',
            body: new URLSearchParams({ client_id: clientId, scope: 'User.Read' }),
          })
        ).json()) as Record<string, string>
      const poll = async (tenant: string, clientId: string, code: Record<string, string>) =>
        (await (
          await fetch(`${intunite.url}/${tenant}/oauth2/v2.0/token`, {
            method: 'POST',
            body: new URLSearchParams({
              grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
              client_id: clientId,
              device_code: code['device_code'] ?? '',
            }),
          })
        ).json()) as Record<string, string>
      const page = await newPage(t, browser, { javaScriptEnabled: false, colorScheme: 'dark' })
      const code = await deviceCode(TENANT, tool.appId)
      await page.goto(`${origin}/common/oauth2/deviceauth`)
      await isAccessible(t, page, 'device')
      await page.getByRole('textbox').fill('wrong')
      await page.keyboard.press('Enter')
      t.match(await page.getByRole('alert').innerText(), 'not right')
      await isAccessible(t, page, 'device-wrong')
      await page.getByRole('textbox').fill(code['user_code'] ?? '')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: /Mara Lind/ }).click()
      await isAccessible(t, page, 'device-confirm')
      t.match(await page.locator('main').innerText(), code['user_code'] ?? '-')
      await page.getByRole('button', { name: 'Continue' }).click()
      await isAccessible(t, page, 'device-done')
      t.match(await poll(TENANT, tool.appId, code), { token_type: 'Bearer' })

      const second = await newPage(t, browser, { javaScriptEnabled: false })
      const guardedCode = await deviceCode(guarded.id, other.appId)
      await second.goto(`${origin}/common/oauth2/deviceauth?otc=${guardedCode['user_code']}`)
      await tabTo(second, /Ada Byron/)
      await second.keyboard.press('Enter')
      await second.locator('#username[value="ada@contoso.test"]').waitFor()
      t.equal(await second.locator(':focus').getAttribute('id'), 'password', 'the name is known, the password is next')
      await second.keyboard.type('wrong')
      await second.keyboard.press('Enter')
      t.match(await second.getByRole('alert').innerText(), 'password is wrong')
      await isAccessible(t, second, 'password-wrong')
      t.equal(await second.getByRole('textbox', { name: /^Account/ }).inputValue(), 'ada@contoso.test')
      await second.getByLabel('Password').fill('a long password')
      await second.getByRole('button', { name: 'Sign in' }).click()
      await second.getByRole('button', { name: 'Cancel' }).click()
      await isAccessible(t, second, 'device-declined')
      t.match(await poll(guarded.id, other.appId, guardedCode), { error: 'authorization_declined' })
    },
  )

  await t.test('what goes wrong is said on a page', async (t) => {
    const page = await newPage(t, browser, { javaScriptEnabled: false })
    await page.goto(
      `${origin}/${TENANT}/oauth2/v2.0/authorize?client_id=${spa.appId}&response_type=code&redirect_uri=https://evil.test/`,
    )
    t.match(await page.getByRole('alert').innerText(), 'AADSTS50011')
    await isAccessible(t, page, 'problem')
    await page.goto(
      `${origin}/common/oauth2/v2.0/authorize?client_id=${spa.appId}&response_type=code&scope=openid&redirect_uri=${app.url}`,
    )
    await isAccessible(t, page, 'common')
  })
})

async function newPage(t: Test, browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(60_000)
  t.teardown(() => context.close())
  return context.newPage()
}

/** Presses Tab until the control has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 20; i += 1) {
    await page.keyboard.press('Tab')
    if (name.test(await page.locator(':focus').innerText())) return
  }
  throw new Error(`Tab does not lead to ${String(name)}`)
}
