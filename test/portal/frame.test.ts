/** The portal around its views: sign-in, areas, header, in Chromium on both databases. */
import type { Page } from 'playwright-core'
import { test } from 'tap'
import { button, controlOf, opensAndCloses, tabTo } from '../harness/portal-page.js'
import { eventually, forEachPortal, isFit, looksFit, PORTAL, WIDTHS, WITHOUT_BROWSER } from '../harness/portal.js'

test('the portal in Chromium', { skip: WITHOUT_BROWSER }, async (t) => {
  await forEachPortal(t, async (t, portal) => {
    const { browser, origin, visit } = portal

    await t.test('one signs in with the keyboard alone, and comes to the address that one wanted', async (t) => {
      const context = await browser.newContext()
      t.teardown(() => context.close())
      const page = await context.newPage()
      await page.goto(`${origin}${PORTAL}/overview?a=b`)
      await page.getByRole('heading', { name: 'Sign in to Intunite' }).waitFor()
      await isFit(t, page, 'sign-in')
      await tabTo(page, page.getByRole('textbox', { name: 'Tenant (domain or id)' }))
      await page.keyboard.press('Enter')
      await tabTo(page, page.getByRole('button', { name: 'The admin' }))
      await page.keyboard.press('Enter')
      await page.locator('#view h1').waitFor()
      await eventually(t, () => page.url(), `${origin}${PORTAL}/overview?a=b`)
      await eventually(t, () => page.title(), 'Overview · Intunite')
      const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')
      t.notMatch(kept, /eyJ|code|verifier/, 'no token, code or verifier is stored')
      await page.reload()
      await page.locator('#view h1').waitFor()
      await eventually(t, () => page.url(), `${origin}${PORTAL}/overview?a=b`, 'a reload asks nothing')

      const devices = '**/assets/devices-*.js'
      await page.route(devices, (route) => route.abort())
      await page.getByRole('link', { name: 'Devices', exact: true }).click()
      await page.getByText('The server does not answer, or is of another version by now').waitFor()
      await page.unroute(devices)
      await button(page, 'Try again').click()
      await page.getByRole('heading', { name: 'Devices' }).waitFor()
    })

    if (!portal.whole) return
    await t.test('a server that does not answer is told, and asked again; it needs no network', async (t) => {
      await visit(t, '/overview', async (page) => {
        await page.evaluate(`dispatchEvent(new Event('offline'))`)
        await page.getByRole('link', { name: 'State' }).click()
        await page.getByText('No snapshots yet.').waitFor()
        const snapshots = '**/tenants/*/snapshots*'
        await page.route(snapshots, (route) => route.abort())
        await page.goto(`${origin}${PORTAL}/state`)
        await page.getByText('The server does not answer. Is it still running?').waitFor()
        await isFit(t, page, 'no-server')
        await page.unroute(snapshots)
        await button(page, 'Try again').click()
        await page.getByText('No snapshots yet.').waitFor()
      })
    })

    await t.test('one signs out, and is asked again', async (t) => {
      const look = async (page: Page): Promise<void> => {
        await page.getByRole('button', { name: 'Account: The admin' }).click()
        await page.getByRole('menuitem', { name: 'Sign out' }).click()
        await page.getByRole('heading', { name: 'Sign in to Intunite' }).waitFor()
        await page.reload()
        await page.getByRole('heading', { name: 'Sign in to Intunite' }).waitFor()
      }
      await visit(t, '/overview', look, { apart: true })
    })

    await t.test('dark and light are chosen, and kept', async (t) => {
      const look = async (page: Page): Promise<void> => {
        const account = page.getByRole('button', { name: 'Account: The admin' })
        await opensAndCloses(page, account, page.getByRole('menu'))
        await account.click()
        await page.getByRole('menuitemradio', { name: 'Dark' }).click()
        const scheme = () => page.evaluate('document.documentElement.style.colorScheme')
        await eventually(t, scheme, 'dark')
        await page.reload()
        await page.locator('#view h1').waitFor()
        await eventually(t, scheme, 'dark')
      }
      await visit(t, '/overview', look, { apart: true })
    })

    await t.test('on a phone the areas are behind a button', async (t) => {
      const look = async (page: Page): Promise<void> => {
        await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
        await page.getByRole('button', { name: 'Menu' }).click()
        await isFit(t, page, 'areas-narrow')
        await page.getByRole('link', { name: 'Overview' }).click()
        await page.getByRole('heading', { name: 'Overview' }).waitFor()
      }
      await visit(t, '/nothing/here', look, { width: WIDTHS.narrow })
    })

    await t.test('the overview counts, charts and says how to connect', async (t) => {
      const { admin } = portal.emulator
      const device = { deviceName: 'PC-1', operatingSystem: 'Windows', complianceState: 'noncompliant' }
      t.equal((await admin.post('/beta/deviceManagement/managedDevices', device)).statusCode, 201)
      await visit(t, '/overview', async (page) => {
        await page.getByRole('link', { name: '1 Devices' }).waitFor()
        const figure = (name: string) => () => page.getByRole('figure', { name }).innerText()
        await eventually(t, figure('Devices by platform'), /Windows\s+1 \(100 %\)/)
        await eventually(t, figure('Devices by compliance'), /Not compliant\s+1/)
        const lines = (name: string) => () => page.getByRole('region', { name }).innerText()
        await eventually(t, lines('curl'), new RegExp(`${origin}/00000000-0000-4000-a000-000000000001/oauth2`))
        await page.getByLabel('Client', { exact: true }).selectOption('PowerShell: Microsoft.Graph')
        await eventually(t, lines('PowerShell'), /Connect-MgGraph/)
        await page.getByRole('link', { name: 'Not compliant' }).click()
        await page.getByRole('link', { name: 'PC-1' }).waitFor()
      })
      const refused = (page: Page) => page.getByText('The user has no role in Intune').waitFor()
      await visit(t, '/overview', refused, { user: 'nobody' })
    })

    if (!portal.sampled) return
    await t.test('hostile texts are texts, whatever the server says and wherever it is shown', async (t) => {
      const { emulator } = portal
      const control = controlOf<{ appId: string }>(portal)
      const device = await emulator.admin.get('/beta/deviceManagement/managedDevices')
      const [{ id: deviceId } = { id: '' }] = device.json<{ value: { id: string }[] }>().value
      const policy = { '@odata.type': '#microsoft.graph.windows10CustomConfiguration', displayName: 'Custom' }
      const set = '/beta/deviceManagement/deviceConfigurations'
      const { id } = (await emulator.admin.post(set, policy)).json<{ id: string }>()
      await emulator.admin.patch(`${set}/${id}`, { ...policy, description: 'Changed' })
      const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
      await emulator.admin.post(`${set}/${id}/assign`, { assignments: [{ target }] })
      await control('POST', '/snapshots', { name: 'kept' })
      await emulator.admin.post('/beta/deviceManagement/deviceCategories', { displayName: 'Since' })
      await emulator.reader.post('/beta/deviceManagement/deviceCategories', { displayName: 'Refused' })
      await control('POST', '/groups', { displayName: 'Staff' })
      const { appId } = await control('POST', '/apps', {
        displayName: 'An app',
        secret: true,
        roles: ['User.Read.All'],
      })
      const ofSet = `/explorer${set}/${id}`
      const addresses = [
        ...['/overview', `/explorer${set}`, ofSet, `${ofSet}?view=json`, `${ofSet}?view=assignments`],
        ...[`${ofSet}?view=history`, `${ofSet}?edit=1`, '/devices', `/devices/${deviceId}`, '/devices/life'],
        ...['/requests?refused=true', '/requests/least-privilege', '/state', '/state/compare'],
        ...['/state/clock', '/identity', `/identity/apps/${appId}`, '/identity/users', '/identity/groups'],
      ]
      await visit(t, '/nothing', async (page) => {
        await page.route(/\/(?:v1\.0|beta|_intunite\/(?:tenants|requests))\//, async (route) => {
          const answer = await route.fetch()
          const text = await answer.text()
          if (!/json/.test(answer.headers()['content-type'] ?? '') || text === '')
            return route.fulfill({ response: answer })
          return route.fulfill({ response: answer, body: JSON.stringify(hostile(JSON.parse(text))) })
        })
        for (const address of addresses) {
          await page.evaluate(
            `history.pushState(null, '', ${JSON.stringify(PORTAL + address)}); dispatchEvent(new PopStateEvent('popstate'))`,
          )
          await page.locator('#view h1').waitFor()
          await eventually(t, () => page.locator('#view').innerText(), /onerror/, `${address}: it is shown, as a text`)
          t.equal(await page.locator('#portal img[onerror], #portal script, #portal svg[onload]').count(), 0, address)
          t.equal(await page.evaluate('window.hit'), undefined, address)
        }
        // A request of the journal waits for what comes next.
        await page.unrouteAll({ behavior: 'ignoreErrors' })
      })
    })

    await t.test('the overview is fit to be shown', async (t) => {
      await looksFit(t, portal, '/overview', 'overview')
    })
  })
})

const HOSTILE = '<img src=x onerror="window.hit=1"><svg onload="window.hit=1">javascript:window.hit=1'

/** Each text of an answer but those that lead somewhere. */
function hostile(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => hostile(each, name))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([each, of]) => [each, hostile(of, each)]))
  const leads =
    /^@|^(?:id|kind|path|set|status|method|mode|change|operation|database|domain|url)$|Id$|Time$|At$|^at$|^now$/
  return typeof value === 'string' && !leads.test(name) && !/^[\d-]{10}T/.test(value) ? HOSTILE : value
}
