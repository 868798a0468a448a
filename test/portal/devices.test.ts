/** The view Devices in Chromium on both databases: a tenant that lives, seen and moved. */
import type { Page } from 'playwright-core'
import { test } from 'tap'
import type { Test } from 'tap'
import { expecting } from '../harness/app-content.js'
import { buttonNames, eventually, forEachPortal, gone, isFit, looksFit, WITHOUT_BROWSER } from '../harness/portal.js'
import type { Portal } from '../harness/portal.js'
import { button, closed, controlOf, field, inDialog } from '../harness/portal-page.js'

/** Whatever a name holds is text. */
const HOSTILE = '<img src=x onerror="document.title=1">"\'&{{7*7}}'
const POLICIES = 'deviceManagement/deviceCompliancePolicies'

type Json = Record<string, any>

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test('the view Devices', { skip: WITHOUT_BROWSER }, async (t) => {
  let looked = false
  await forEachPortal(t, async (t, portal) => {
    const { visit } = portal
    const control = controlOf<Json>(portal)
    const { admin } = portal.emulator
    await control('PATCH', '/life', { on: true })
    await control('POST', '/users', { userPrincipalName: 'ada', displayName: 'Ada Lind' })
    const enrol = async (body: object): Promise<string> =>
      String((await control('POST', '/devices/enroll', body))['enrolled'][0].id)
    const phone = await enrol({ platform: 'ios', name: 'LF-1', user: 'ada@intunite.test' })
    const odd = await enrol({ platform: 'windows', name: HOSTILE })
    const create = async (displayName: string): Promise<string> => {
      const { id } = await expecting(
        201,
        admin.post(`/beta/${POLICIES}`, {
          '@odata.type': '#microsoft.graph.iosCompliancePolicy',
          displayName,
          passcodeRequired: true,
          scheduledActionsForRule: [
            {
              ruleName: 'PasswordRequired',
              scheduledActionConfigurations: [
                { actionType: 'block', gracePeriodHours: 0 },
                { actionType: 'pushNotification', gracePeriodHours: 0 },
              ],
            },
          ],
        }),
      )
      const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
      const { statusCode, body } = await admin.post(`/beta/${POLICIES}/${String(id)}/assign`, {
        assignments: [{ target }],
      })
      if (statusCode >= 300) throw new Error(body)
      await control('POST', '/life/settle')
      return String(id)
    }
    const policy = await create('Passcode')
    await create(HOSTILE)

    await t.test('a device is found, told apart, and lives by what is stated', async (t) => {
      await visit(t, '/devices', async (page) => {
        await page.getByRole('searchbox').fill('ada@')
        await page.getByText('1 of 2 devices').waitFor()
        await page.getByRole('link', { name: 'LF-1' }).click()
        await page.getByRole('heading', { name: 'LF-1' }).waitFor()
        const row = page.getByRole('table', { name: 'Policies and apps' }).getByRole('row', { name: /Passcode/ })
        await row.getByText('Compliant', { exact: true }).waitFor()
        const link = row.getByRole('link', { name: 'Passcode' })
        await eventually(t, () => link.getAttribute('href'), new RegExp(`/explorer/beta/${POLICIES}/${policy}`))

        await button(page, 'State an outcome of Passcode').click()
        await page.getByRole('combobox', { name: 'Outcome' }).selectOption('nonCompliant')
        await field(page, 'Code').fill('1.5')
        await inDialog(page, 'State').click()
        await page.getByRole('dialog').getByText('must be a number of 32 bits').waitFor()
        await eventually(t, () => field(page, 'Code').getAttribute('aria-invalid'), 'true')
        await field(page, 'Code').fill('-2016281112')
        await inDialog(page, 'State').click()
        await closed(page)
        await button(page, 'Check in now').click()
        await page.getByText('The device has checked in.').waitFor()
        await row.getByText('Not compliant').first().waitFor()
        const happened = page.getByRole('table', { name: 'What happened' })
        await happened.getByText(/^Passcode: Not compliant/).waitFor()
        await happened.getByText('Push notification sent: Passcode').waitFor()
        t.match(await control('GET', '/devices/LF-1'), {
          complianceState: 'noncompliant',
          statements: [{ policy, outcome: 'nonCompliant', code: -2016281112 }],
        })

        await button(page, 'Take back what is stated of Passcode').click()
        await page.getByText('Nothing is stated').waitFor()

        await button(page, 'State an outcome').click()
        await field(page, 'Policy or app').last().fill('No such policy')
        await inDialog(page, 'State').click()
        await page.getByRole('dialog').getByText("no policy or app 'No such policy'").waitFor()
        await inDialog(page, 'Cancel').click()
      })
    })

    if (!portal.whole) return
    await t.test('why a device gets a policy stands in words, and at an address', async (t) => {
      await visit(t, `/devices/${phone}`, async (page) => {
        const table = page.getByRole('table', { name: 'Policies and apps' })
        await table.getByRole('button', { name: 'Why: Passcode' }).click()
        const why = region(page, 'Why')
        await why.getByText(/'Passcode' applies to LF-1 of Ada Lind/).waitFor()
        await why.getByText(/assigned to all devices/).waitFor()
        await eventually(t, () => page.url(), new RegExp(`why=${policy}`))
        await field(page, 'Policy or app').fill('Nothing')
        await button(page, 'Explain').click()
        await why.getByText("no policy or app 'Nothing'").waitFor()
      })
    })

    await t.test('an app is installed that is offered, and no other', async (t) => {
      const app = { '@odata.type': '#microsoft.graph.iosStoreApp', publisher: 'Contoso', bundleId: 'com.contoso' }
      const apps = '/beta/deviceAppManagement/mobileApps'
      const store = {
        ...app,
        appStoreUrl: 'https://apps.apple.com/app/id1',
        applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
      }
      const [offered, other] = await Promise.all(
        ['Kiosk', 'Unassigned'].map(async (displayName) =>
          String((await expecting(201, admin.post(apps, { ...store, displayName })))['id']),
        ),
      )
      const target = { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' }
      const assigned = await admin.post(`${apps}/${offered}/assign`, {
        mobileAppAssignments: [{ '@odata.type': '#microsoft.graph.mobileAppAssignment', intent: 'available', target }],
      })
      t.ok(assigned.statusCode < 300, assigned.body)
      await control('POST', '/life/settle')
      await visit(t, `/devices/${phone}`, async (page) => {
        await button(page, 'Install an app').click()
        await inDialog(page, 'Install').click()
        await page.getByRole('dialog').getByText('Name an app.').waitFor()
        await page.getByRole('combobox', { name: 'App' }).fill('Unassigned')
        await inDialog(page, 'Install').click()
        await page.getByRole('dialog').getByText("'Unassigned' is not offered to LF-1").waitFor()
        await isFit(t, page, 'devices-install')
        await page.getByRole('combobox', { name: 'App' }).fill('Kiosk')
        await inDialog(page, 'Install').click()
        await closed(page)
        const row = page.getByRole('table', { name: 'Policies and apps' }).getByRole('row', { name: /Kiosk/ })
        await row.getByText('Installed', { exact: true }).waitFor()
      })
      for (const id of [offered, other]) await admin.delete(`${apps}/${id}`)
    })

    await t.test('a device that is offline does not check in, until it is online again', async (t) => {
      await visit(t, `/devices/${phone}`, async (page) => {
        await button(page, 'Take offline').click()
        await field(page, 'Until').fill('2020-01-01T00:00:00Z')
        await inDialog(page, 'Take offline').click()
        await page.getByRole('dialog').getByText('until must be later').waitFor()
        await field(page, 'Until').fill('2099-01-01T00:00:00Z')
        await inDialog(page, 'Take offline').click()
        await closed(page)
        await page.getByText('Offline until 2099-01-01 00:00:00 UTC').waitFor()
        await button(page, 'Check in now').click()
        await page.getByText('The device is offline: it did not check in.').waitFor()
        await button(page, 'Bring online').click()
        await page.getByText('Online', { exact: true }).waitFor()
      })
      t.match(await control('GET', '/devices/LF-1'), { online: true })
    })

    await t.test('the life of the tenant is switched, set, and seen', async (t) => {
      await visit(t, '/devices/life', async (page) => {
        await page.getByRole('table', { name: 'Outbox' }).getByText('Push notification sent').first().waitFor()
        const queue = page.getByRole('table', { name: 'What is going to happen' })
        await queue.getByText('Check-in by schedule').first().waitFor()
        await queue.getByRole('link', { name: 'LF-1' }).first().waitFor()
        await button(page, 'Change').click()
        await field(page, 'Seed').fill('x')
        await inDialog(page, 'Save').click()
        await page.getByRole('dialog').getByText('must be a number from 0').waitFor()
        await field(page, 'Seed').fill('7')
        await page.getByRole('combobox', { name: 'Delays' }).selectOption('live')
        await isFit(t, page, 'devices-life-change')
        await inDialog(page, 'Save').click()
        await closed(page)
        const delays = page.getByRole('table', { name: 'Each delay' })
        await delays.getByRole('row', { name: /\(processing\) PT15M/ }).waitFor()
        t.match(await control('GET', '/life'), { preset: 'live', seed: 7, checkIns: 'scheduled' })
        await button(page, 'Change the delay aggregation').click()
        await field(page, 'Lasts').fill('soon')
        await inDialog(page, 'Save').click()
        await page
          .getByRole('dialog')
          .getByText(/must be a duration of ISO 8601/)
          .waitFor()
        await field(page, 'Lasts').fill('PT45M')
        await inDialog(page, 'Save').click()
        await closed(page)
        await delays.getByRole('row', { name: /\(aggregation\) PT45M/ }).waitFor()
        t.match(await control('GET', '/life'), {
          preset: 'live',
          delays: { aggregation: 'PT45M', processing: 'PT15M' },
        })
        await button(page, 'Switch off').click()
        await inDialog(page, 'Switch off').click()
        await closed(page)
        await page.getByRole('heading', { name: 'The tenant does not live' }).waitFor()
        await page.getByRole('link', { name: 'Devices', exact: true }).last().click()
        await page.getByText('This tenant does not live.').waitFor()
        await page.getByRole('link', { name: 'LF-1' }).click()
        await button(page, 'Check in now').click()
        await page.getByText('the tenant does not live: switch it on first').waitFor()
        await page.getByRole('link', { name: 'Life of the tenant', exact: true }).click()
        await button(page, 'Switch on').click()
        await page.getByRole('heading', { name: 'The tenant lives' }).waitFor()
        t.match(await control('GET', '/life'), { on: true })
      })
    })

    await t.test('a device is enrolled, or refused with the reason', async (t) => {
      await visit(t, '/devices', async (page) => {
        await button(page, 'Enrol a device').click()
        await page.getByRole('combobox', { name: 'Platform' }).selectOption('macos')
        await field(page, 'User').fill('nobody-of-that-name')
        await inDialog(page, 'Enrol a device').click()
        await page.getByRole('dialog').getByText("'nobody-of-that-name'").waitFor()
        await field(page, 'User').fill('ada@intunite.test')
        await field(page, 'Name').fill('LF-3')
        await inDialog(page, 'Enrol a device').click()
        await page.getByRole('heading', { name: 'LF-3' }).waitFor()
      })
      t.match(await control('GET', '/devices/LF-3'), { operatingSystem: 'macOS', user: 'ada@intunite.test' })
    })

    await t.test('names are texts, whatever they hold', async (t) => {
      await visit(t, '/devices', async (page) => {
        for (const path of ['', `/${odd}`, '/life']) {
          if (path !== '') await page.goto(`${portal.origin}/_intunite/portal/devices${path}`)
          await page.getByText(HOSTILE, { exact: true }).first().waitFor()
          await gone(page.locator('img[src="x"]'))
          await eventually(t, () => page.title(), 'Devices · Intunite', path)
        }
      })
    })

    await t.test('a reader looks, is told so, and finds no buttons that change something', async (t) => {
      await readerLooks(t, portal, phone)
    })

    // What a page looks like is the same on every database.
    if (looked) return
    looked = true
    await t.test('every page is fit to be shown', async (t) => {
      const name = (text: string) => (page: Page) => page.getByText(text, { exact: true }).first().waitFor()
      await looksFit(t, portal, '/devices', 'devices', name('LF-1'))
      await looksFit(t, portal, `/devices/${phone}?why=${policy}`, 'device', async (page) => {
        await page.getByText(/assigned to all devices/).waitFor()
        await page.getByRole('table', { name: 'What happened' }).waitFor()
      })
      await looksFit(t, portal, '/devices/life', 'devices-life', async (page) => {
        await page.getByRole('table', { name: 'What is going to happen' }).waitFor()
        await page.getByRole('table', { name: 'Outbox' }).waitFor()
      })
    })
  })
})

const CHANGES = /^(Enrol|State|Check in|Take|Bring|Change|Switch|Install)/

/** What the server says to the requests behind the other buttons is in attacks.test.ts. */
async function readerLooks(t: Test, { visit, origin }: Portal, device: string): Promise<void> {
  await visit(
    t,
    '/devices',
    async (page) => {
      for (const [path, text] of [
        ['', 'LF-1'],
        [`/${device}`, 'Your role is to read: you see all of this, and change nothing.'],
        ['/life', 'Your role is to read: you see all of this, and change nothing.'],
      ] as const) {
        if (path !== '') await page.goto(`${origin}/_intunite/portal/devices${path}`)
        await page.getByText(text, { exact: true }).first().waitFor()
        await page.locator('#view table, #view [role=table]').first().waitFor()
        const changing = async () => (await buttonNames(page.locator('#view'))).filter((name) => CHANGES.test(name))
        await eventually(t, changing, [], `${path}: no buttons that change`)
      }
    },
    { user: 'reader' },
  )
}
