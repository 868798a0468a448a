/** The view Requests: the journal, live, filtered, one by one, and what is made of it. */
import type { Page } from 'playwright-core'
import { test } from 'tap'
import { eventually, forEachPortal, gone, isFit, looksFit, WITHOUT_BROWSER } from '../harness/portal.js'
import { button, opensAndCloses } from '../harness/portal-page.js'

const CATEGORIES = '/v1.0/deviceManagement/deviceCategories'

const row = (page: Page, url: string) => page.getByRole('link', { name: url, exact: true })

test('requests in the portal', { skip: WITHOUT_BROWSER }, async (t) => {
  await forEachPortal(t, async (t, portal) => {
    const { emulator, visit } = portal
    const { admin, reader } = emulator
    const empty = async () => {
      const headers = { 'x-intunite-key': 'a key of the control face' }
      await emulator.app.inject({ method: 'DELETE', url: '/_intunite/requests', headers })
    }

    await t.test('new requests appear by themselves, unless one has paused', async (t) => {
      await visit(t, '/requests', async (page) => {
        await admin.get(CATEGORIES)
        await row(page, CATEGORIES).waitFor()
        await page.getByRole('button', { name: 'Pause' }).click()
        await admin.get(`${CATEGORIES}?$top=1`)
        await page.getByRole('button', { name: 'Go on' }).click()
        await row(page, `${CATEGORIES}?$top=1`).waitFor()
      })
    })

    if (!portal.whole) return
    await t.test('one says why it was refused, what it needed and what there was', async (t) => {
      await empty()
      await reader.post(CATEGORIES, { displayName: 'Kiosk' })
      await visit(t, '/requests?refused=true', async (page) => {
        await row(page, CATEGORIES).click()
        const detail = page.getByRole('region', { name: 'Request' })
        await detail.getByText('Forbidden', { exact: true }).waitFor()
        await detail.getByText('DeviceManagementManagedDevices.ReadWrite.All').first().waitFor()
        await detail.getByText('not granted').waitFor({ state: 'attached' })
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
        await detail.getByRole('button', { name: 'Copy as JSON' }).click()
        const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()')
        t.match(JSON.parse(await eventually(t, clipboard, /^\{/)), { status: 403, failure: { code: 'Forbidden' } })
        await eventually(t, () => page.url(), /requests\/\d+\?refused=true$/)
        await page.reload()
        await page.getByRole('region', { name: 'Request' }).getByText('Forbidden', { exact: true }).waitFor()
      })
    })

    await t.test('bodies are shown, markup in them is text, and parts lead to their batch', async (t) => {
      await empty()
      const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
      await admin.post(CATEGORIES, { displayName: evil })
      await admin.get(`${CATEGORIES}?${encodeURIComponent(evil)}`)
      await admin.post('/v1.0/$batch', {
        requests: [{ id: '1', method: 'GET', url: '/deviceManagement/deviceCategories?$top=2' }],
      })
      await visit(t, '/requests?method=POST', async (page) => {
        await row(page, CATEGORIES).click()
        await page.getByLabel('Request body').getByText('onerror').waitFor()
        await page.locator('summary', { hasText: `POST ${CATEGORIES}` }).click()
        await page.getByText(/^curl -sS -X POST [^]*onerror/).waitFor()
        await row(page, '/v1.0/$batch').click()
        await page.getByRole('link', { name: `200 GET ${CATEGORIES}?$top=2` }).click()
        await page.getByRole('link', { name: 'Part of the batch' }).waitFor()
        await eventually(t, () => page.title(), 'Requests · Intunite', 'no script of a body has run')
      })
    })

    await t.test('is filtered by what is typed and chosen, and the address says so', async (t) => {
      await empty()
      await admin.get(CATEGORIES)
      await admin.get('/v1.0/deviceAppManagement/mobileApps')
      await visit(t, '/requests', async (page) => {
        await row(page, CATEGORIES).waitFor()
        await page.getByRole('textbox', { name: 'Path' }).fill('deviceAppManagement/**')
        await row(page, CATEGORIES).waitFor({ state: 'detached' })
        await row(page, '/v1.0/deviceAppManagement/mobileApps').waitFor()
        await eventually(t, () => page.url(), /path=deviceAppManagement/)
        await page.getByRole('combobox', { name: 'Status' }).selectOption('4xx')
        await page.getByText('No request matches these filters.').waitFor()
        await page.getByRole('button', { name: 'Clear filters' }).click()
        await row(page, CATEGORIES).waitFor()
      })
    })

    await t.test('an administrator pins and empties, a reader does neither, and both export', async (t) => {
      await empty()
      await admin.get(`${CATEGORIES}?$top=3`)
      await visit(
        t,
        '/requests',
        async (page) => {
          await row(page, `${CATEGORIES}?$top=3`).click()
          await page.getByRole('region', { name: 'Request' }).getByText('request-id').waitFor()
          await gone(page.getByRole('button', { name: 'Pin' }))
          await page.getByRole('button', { name: 'Export and clear' }).click()
          await page.getByRole('menuitem', { name: 'Export as HAR' }).waitFor()
          await gone(page.getByRole('menuitem', { name: 'Empty the journal…' }))
          const [download] = await Promise.all([
            page.waitForEvent('download'),
            page.getByRole('menuitem', { name: 'Export as HAR' }).click(),
          ])
          t.equal(download.suggestedFilename(), 'requests.har')
        },
        { user: 'reader' },
      )
      await visit(t, '/requests', async (page) => {
        await row(page, `${CATEGORIES}?$top=3`).click()
        await page.getByRole('button', { name: 'Pin', exact: true }).click()
        await page.getByRole('button', { name: 'Unpin' }).waitFor()
        await page.getByRole('button', { name: 'Export and clear' }).click()
        await page.getByRole('menuitem', { name: 'Empty the journal…' }).click()
        await page.getByRole('button', { name: 'Empty it' }).click()
        await page.getByText('No request yet').waitFor()
        await page.getByRole('switch', { name: 'Pinned' }).click()
        await row(page, `${CATEGORIES}?$top=3`).waitFor()
      })
    })

    await t.test('least privilege and hints', async (t) => {
      await empty()
      await reader.get('/v1.0/users?$count=true')
      await reader.get(CATEGORIES)
      await visit(t, '/requests/least-privilege', async (page) => {
        await page.getByRole('combobox', { name: 'App' }).selectOption({ label: 'intunite-reader' })
        await page.getByRole('heading', { name: 'Application permissions' }).waitFor()
        await page.getByText(`GET ${CATEGORIES}`).waitFor()
        await page.getByText('intunite grant delete').first().waitFor()
        await isFit(t, page, 'requests-privilege')
        await page.getByRole('link', { name: 'Hints' }).click()
        await page.getByRole('heading', { name: 'ConsistencyLevel is missing' }).waitFor()
        await isFit(t, page, 'requests-hints')
      })
    })

    await t.test('the keyboard alone leads through it', async (t) => {
      await visit(t, '/requests', async (page) => {
        await row(page, CATEGORIES).focus()
        await page.keyboard.press('Enter')
        await page.getByRole('button', { name: 'Close the request' }).focus()
        await page.keyboard.press('Enter')
        await page.getByRole('region', { name: 'Request' }).waitFor({ state: 'detached' })
        await opensAndCloses(page, button(page, 'Export and clear'), page.getByRole('menu'))
      })
    })

    await t.test('it is fit to be shown', async (t) => {
      await looksFit(t, portal, '/requests', 'requests', (page) => row(page, CATEGORIES).waitFor())
      const id = await (async () => {
        let found = ''
        await visit(t, '/requests', async (page) => {
          await row(page, CATEGORIES).click()
          found = (await eventually(t, () => page.url(), /requests\/\d+$/)).split('/').at(-1) ?? ''
        })
        return found
      })()
      await looksFit(t, portal, `/requests/${id}`, 'request', (page) =>
        page.getByRole('region', { name: 'Request' }).getByText('request-id').waitFor(),
      )
      await empty()
      await looksFit(t, portal, '/requests', 'requests-empty', (page) => page.getByText('No request yet').waitFor())
    })
  })
})
