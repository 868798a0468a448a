/** The view Identity in Chromium on both databases. */
import { generateKeyPairSync } from 'node:crypto'
import type { Page } from 'playwright-core'
import { test } from 'tap'
import type { Test } from 'tap'
import { selfSigned } from '../../src/store/identity/self-signed.js'
import { TENANT } from '../harness/emulator.js'
import {
  buttonNames,
  eventually,
  forEachPortal,
  gone,
  isFit,
  looksFit,
  WIDTHS,
  WITHOUT_BROWSER,
} from '../harness/portal.js'
import type { Portal } from '../harness/portal.js'
import { button, closed, controlOf, field, inDialog, opensAndCloses } from '../harness/portal-page.js'
import { people } from './identity-people.js'

const GRAPH = '00000003-0000-0000-c000-000000000000'
/** Whatever a name holds is text. */
const HOSTILE = '<img src=x onerror="document.title=1">"\'&{{7*7}}'

interface Made {
  readonly appId: string
  readonly id: string
  readonly secret: string
}

function certificate(): string {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const now = Date.now()
  return selfSigned({ publicKey, privateKey, commonName: 'a client', notBefore: now, notAfter: now + 86_400_000_000 })
}

/** Signs an app in with its secret, as a client would. */
async function signsIn({ emulator: { app } }: Portal, client_id: string, client_secret: string): Promise<boolean> {
  const scope = 'https://graph.microsoft.com/.default'
  const { statusCode } = await app.inject({
    method: 'POST',
    url: `/${TENANT}/oauth2/v2.0/token`,
    headers: { host: 'localhost:8080', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, scope }).toString(),
  })
  return statusCode === 200
}

/** The secret that a dialog shows, which closes then. */
async function takeSecret(page: Page): Promise<string> {
  const secret = (await page.locator('[data-secret]').textContent()) ?? ''
  await inDialog(page, 'Close').click()
  await closed(page)
  return secret
}

test('the view Identity', { skip: WITHOUT_BROWSER }, async (t) => {
  let looked = false
  await forEachPortal(t, async (t, portal) => {
    const { visit } = portal
    const control = controlOf<Made>(portal)
    const hostile = await control('POST', '/apps', { displayName: HOSTILE, secret: true, roles: ['User.Read.All'] })
    const pipeline = await control('POST', '/apps', {
      displayName: 'Pipeline',
      secret: true,
      roles: ['DeviceManagementApps.ReadWrite.All'],
      requestedScopes: ['User.Read', 'DeviceManagementApps.Read.All'],
      redirectUris: [{ uri: 'https://pipeline.test/callback', type: 'web' }],
    })
    await control('POST', '/grants', { app: pipeline.appId, kind: 'delegated', permissions: ['User.Read'] })
    const mara = await control('POST', '/users', {
      userPrincipalName: 'mara',
      displayName: 'Mara Lind',
      password: 'maras password',
      intuneRole: 'administrator',
    })
    const odd = await control('POST', '/users', { userPrincipalName: 'odd', displayName: HOSTILE })
    const staff = await control('POST', '/groups', { displayName: 'Field staff', description: 'Works outside' })
    await control('POST', '/groups', { displayName: HOSTILE })
    await control('POST', `/groups/${staff.id}/members`, { user: 'odd' })

    await t.test('an app is registered, gets secrets and certificates, signs in with them, and no more', async (t) => {
      await visit(t, '/identity', async (page) => {
        await button(page, 'Register an app').click()
        await inDialog(page, 'Create').click()
        await page.getByText('must be a text of 1 to 256 characters').first().waitFor()
        await field(page, 'Name').fill('Reporting')
        await field(page, 'Redirect URIs').fill('not a uri')
        await inDialog(page, 'Create').click()
        await page.getByText("'not a uri' cannot be a redirect URI").waitFor()
        await isFit(t, page, 'identity-app-refused')
        await field(page, 'Redirect URIs').fill('https://reporting.test/')
        await inDialog(page, 'Create').click()
        await page.locator('[data-secret]').waitFor()
        await isFit(t, page, 'identity-app-secret')
        const first = await takeSecret(page)
        await page.getByRole('heading', { name: 'Reporting' }).waitFor()
        const appId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
        t.ok(await signsIn(portal, appId, first), 'the secret that was shown counts')
        await eventually(t, async () => (await page.content()).includes(first), false, 'and is shown no more')

        await button(page, 'Add a secret').click()
        await field(page, 'Description').fill('second')
        await inDialog(page, 'Add').click()
        const second = await takeSecret(page)
        t.ok(await signsIn(portal, appId, second))
        await button(page, 'Remove the secret second').click()
        await inDialog(page, 'Remove').click()
        await closed(page)
        await page.getByRole('table', { name: 'Secrets' }).getByText('second').waitFor({ state: 'detached' })
        t.notOk(await signsIn(portal, appId, second), 'a secret that was removed does not')

        await button(page, 'Add a certificate').click()
        await field(page, 'Certificate').fill('no certificate')
        await inDialog(page, 'Add').click()
        await page.getByText('this is no certificate in PEM form').waitFor()
        await field(page, 'Certificate').fill(certificate())
        await inDialog(page, 'Add').click()
        await closed(page)
        await page.getByRole('table', { name: 'Certificates' }).waitFor()
        await page.getByRole('button', { name: /Remove the certificate/ }).click()
        await inDialog(page, 'Remove').click()
        await page.getByText('No certificate.').waitFor()

        await button(page, 'Edit').click()
        await page.getByRole('checkbox', { name: 'Enabled: the app may sign in' }).uncheck()
        await inDialog(page, 'Save').click()
        await closed(page)
        t.notOk(await signsIn(portal, appId, first), 'an app that is disabled does not sign in')
        await button(page, 'Remove the app Reporting').click()
        await inDialog(page, 'Remove').click()
        await button(page, 'Register an app').waitFor()
        await gone(page.getByRole('link', { name: 'Reporting' }))
      })
    })

    if (!portal.whole) return
    await t.test('permissions are granted and taken back, with what was meant at the field', async (t) => {
      await visit(t, `/identity/apps/${pipeline.appId}`, async (page) => {
        const section = (name: string) => page.getByRole('region', { name })
        const application = section('Application permissions')
        await application.getByRole('button', { name: 'Grant' }).click()
        const permissions = page.getByRole('combobox', { name: 'Permissions' })
        await permissions.fill('DeviceManagementConfiguration.Read.Al')
        await inDialog(page, 'Grant').click()
        const problem = page.getByRole('dialog').getByText('did you mean DeviceManagementConfiguration.Read.All')
        await problem.waitFor()
        await eventually(t, () => permissions.getAttribute('aria-invalid'), 'true', 'the field says what is wrong')
        await isFit(t, page, 'identity-grant-refused')
        await permissions.fill('DeviceManagementConfiguration.Read.All DeviceManagementManagedDevices.Read.All')
        await inDialog(page, 'Grant').click()
        await closed(page)
        await application.getByText('DeviceManagementManagedDevices.Read.All', { exact: true }).waitFor()
        await button(page, 'Take back DeviceManagementManagedDevices.Read.All').click()
        await inDialog(page, 'Take back').click()
        await closed(page)
        await application
          .getByText('DeviceManagementManagedDevices.Read.All', { exact: true })
          .waitFor({ state: 'detached' })

        const delegated = section('Delegated permissions')
        await delegated.getByRole('button', { name: 'Grant' }).click()
        await permissions.fill('DeviceManagementApps.Read.All')
        await field(page, 'Only for this user').fill('maria')
        await inDialog(page, 'Grant').click()
        await page.getByRole('dialog').getByText("there is no user 'maria'").waitFor()
        await eventually(t, () => field(page, 'Only for this user').getAttribute('aria-invalid'), 'true')
        await field(page, 'Only for this user').fill('mara')
        await inDialog(page, 'Grant').click()
        await closed(page)
        await delegated.getByRole('link', { name: 'Mara Lind' }).waitFor()

        await button(page, 'Grant to all users: DeviceManagementApps.Read.All').click()
        await section('Requested scopes').getByText('Not for all users').waitFor({ state: 'detached' })
        await button(page, 'Request scopes').click()
        await permissions.fill('DeviceManagementApps.Reed.All')
        await inDialog(page, 'Add').click()
        await page.getByRole('dialog').getByText('did you mean DeviceManagementApps.Read.All').waitFor()
        await inDialog(page, 'Cancel').click()
        await button(page, 'Remove the request for User.Read').click()
        await inDialog(page, 'Remove').click()
        await closed(page)
        await button(page, 'Remove the request for User.Read').waitFor({ state: 'detached' })
      })
      const { value } = (await control('GET', `/grants?app=${pipeline.appId}`)) as unknown as {
        value: { permission: string; kind: string; userId: string | null; resourceId: string }[]
      }
      t.same(
        value.map((each) => [each.kind, each.permission, each.userId, each.resourceId === GRAPH].join(' ')).sort(),
        [
          'application DeviceManagementApps.ReadWrite.All  true',
          'application DeviceManagementConfiguration.Read.All  true',
          'delegated DeviceManagementApps.Read.All  true',
          `delegated DeviceManagementApps.Read.All ${mara.id} true`,
          'delegated User.Read  true',
        ].sort(),
      )
    })

    await people(t, portal, staff.id)

    await t.test('a token is got for an app and for a user, and is looked into', async (t) => {
      await visit(t, '/identity/users/mara', async (page) => {
        await button(page, 'Get a token').click()
        await button(page, 'Get a token').click()
        await page.getByText('nothing has been granted').waitFor()
        const scopes = page.getByRole('combobox', { name: 'Scopes' })
        await eventually(t, () => scopes.getAttribute('aria-invalid'), 'true')
        await scopes.fill('DeviceManagementApps.Read.All User.Read')
        await button(page, 'Get a token').click()
        await page.getByText('Signature is right').waitFor()
        await page.getByText('Of an app on behalf of a user').waitFor()
        await isFit(t, page, 'identity-token-of-user')
        const token = await page.getByRole('region', { name: 'Text of the token' }).textContent()
        t.equal((await portal.emulator.withToken(token ?? '').get('/v1.0/me')).statusCode, 200)
        t.notMatch(
          await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])'),
          'eyJ',
        )

        await page.getByRole('link', { name: 'Tokens' }).click()
        const paste = field(page, 'Look inside a token')
        await paste.fill('not a token')
        await page.getByText('This is no token').waitFor()
        const [header = '', , signature = ''] = (token ?? '').split('.')
        const forged = Buffer.from(JSON.stringify({ roles: [HOSTILE], exp: 1e300, tid: TENANT })).toString('base64url')
        await paste.fill(`${header}.${forged}.${signature}`)
        await page.getByText('Signature is wrong').waitFor()
        await page.getByRole('region', { name: 'What it allows' }).getByText(HOSTILE, { exact: true }).waitFor()
        const other = Buffer.from('{"alg":"none","kid":"x"}').toString('base64url')
        await paste.fill(`${other}.${forged}.`)
        await page.getByText('Signed by a key that this server does not publish').waitFor()
      })
    })

    await t.test('names are texts, whatever they hold', async (t) => {
      for (const [path, name] of [
        ['/identity/apps', 'Identity · Intunite'],
        [`/identity/apps/${hostile.appId}`, 'Identity · Intunite'],
        ['/identity/users', 'Identity · Intunite'],
        [`/identity/users/${odd.id}`, 'Identity · Intunite'],
        ['/identity/groups', 'Identity · Intunite'],
      ] as const)
        await visit(t, path, async (page) => {
          await page.getByText(HOSTILE, { exact: true }).first().waitFor()
          await gone(page.locator('img[src="x"]'))
          await eventually(t, () => page.title(), name, path)
        })
    })

    await t.test('a reader looks, and finds no buttons that change something', async (t) => {
      await readerLooks(t, portal, { app: pipeline.appId, user: mara.id, group: staff.id })
    })

    await t.test('an app is registered with the keyboard alone', async (t) => {
      await visit(t, '/identity', async (page) => {
        await opensAndCloses(page, button(page, 'Register an app'), page.getByRole('dialog'))
        await page.keyboard.press('Enter')
        await page.getByRole('dialog').waitFor()
        await page.keyboard.type('By keyboard')
        await page.keyboard.press('Enter')
        await page.locator('[data-secret]').waitFor()
        await page.waitForFunction("document.activeElement?.textContent === 'Close'")
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: 'By keyboard' }).waitFor()
      })
    })

    // What a page looks like is the same on every database.
    if (looked) return
    looked = true
    await t.test('every page is fit to be shown', async (t) => {
      const name = (text: string) => (page: Page) => page.getByText(text, { exact: true }).first().waitFor()
      await looksFit(t, portal, '/identity', 'identity-apps', name('Pipeline'))
      await looksFit(t, portal, `/identity/apps/${pipeline.appId}`, 'identity-app', name('User.Read'))
      await looksFit(t, portal, `/identity/users/${mara.id}`, 'identity-user', name('mara@intunite.test'))
      await looksFit(t, portal, `/identity/groups/${staff.id}`, 'identity-group', name(HOSTILE))
      await looksFit(t, portal, `/identity/token?app=${pipeline.appId}`, 'identity-token', async (page) => {
        await button(page, 'Get a token').click()
        await page.getByText('Signature is right').waitFor()
      })
    })
  })
})

/** What a reader sees; what the server says to the requests behind the other buttons is in attacks.test.ts. */
async function readerLooks(
  t: Test,
  { visit }: Portal,
  { app, user, group }: { readonly app: string; readonly user: string; readonly group: string },
): Promise<void> {
  const allowed = new Set(['Menu', 'Account: The reader', 'Show more'])
  for (const path of [
    `/identity/apps/${app}`,
    `/identity/users/${user}`,
    `/identity/groups/${group}`,
    '/identity/token',
  ])
    await visit(
      t,
      path,
      async (page) => {
        await page.locator('#view h2, #view h3').first().waitFor()
        const changing = async () => (await buttonNames(page)).filter((name) => !allowed.has(name))
        await eventually(t, changing, [], `${path}: no buttons that change`)
      },
      { user: 'reader', width: WIDTHS.wide },
    )
}
