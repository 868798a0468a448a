/** The console in Chromium on both databases: requests with what the model offers, as the user, or as another user or app. */
import type { Page } from 'playwright-core'
import { test } from 'tap'
import type { Test } from 'tap'
import type { Portal } from '../harness/portal.js'
import { eventually, forEachPortal, gone, isFit, looks, WIDTHS, WITHOUT_BROWSER } from '../harness/portal.js'
import { button } from '../harness/portal-page.js'

const CATEGORIES = 'deviceManagement/deviceCategories'
const TENANT_PATH = '/_intunite/tenants/intunite.test'

/** What a browser would run, if it were ever taken for anything but text. */
const ATTACK = '<img src=x onerror="document.body.dataset.attacked=1">'

const path = (page: Page) => page.getByRole('combobox', { name: 'Path of the request' })
const body = (page: Page) => page.getByRole('textbox', { name: 'Body (JSON)' })

async function choose(page: Page, name: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

async function status(page: Page, text: RegExp): Promise<void> {
  await page.getByRole('status').getByText(text).waitFor()
}

/** The token that a page sends with its requests to Graph. */
async function tokenOf(page: Page): Promise<string> {
  const sent = page.waitForRequest(/\/(beta|v1\.0)\//)
  await path(page).fill(CATEGORIES)
  await path(page).press('Escape')
  await button(page, 'Send').click()
  return ((await sent).headers()['authorization'] ?? '').replace('Bearer ', '')
}

test('the console in Chromium', { skip: WITHOUT_BROWSER }, async (t) => {
  await forEachPortal(t, async (t, { emulator, origin, visit, sampled, whole }) => {
    await t.test('a path is completed with the keyboard, sent, and its answer shown', async (t) => {
      await visit(t, '/console', async (page) => {
        await path(page).fill('deviceManagement/deviceCat')
        await page.getByRole('option', { name: 'deviceCategories' }).waitFor()
        await path(page).press('ArrowDown')
        await path(page).press('Enter')
        await eventually(t, () => path(page).inputValue(), CATEGORIES)
        await path(page).pressSequentially('?$sel')
        await path(page).press('ArrowDown')
        await path(page).press('Tab')
        await path(page).pressSequentially('displayN')
        await path(page).press('ArrowDown')
        await path(page).press('Tab')
        await path(page).press('Escape')
        await eventually(t, () => path(page).inputValue(), `${CATEGORIES}?$select=displayName`)
        await path(page).press('Enter')
        await status(page, /200/)
        await eventually(t, () => page.getByRole('region', { name: 'Answer' }).innerText(), /value: \[\]/)
        const address = /console\?method=GET&version=beta&path=deviceManagement/
        await eventually(t, () => page.url(), address, 'the address is the request')
        await page.getByRole('tab', { name: /^Headers/ }).click()
        await page.getByText('request-id', { exact: true }).waitFor()

        await path(page).fill(`https://graph.microsoft.com/v1.0/me`)
        await eventually(t, () => path(page).inputValue(), 'me', 'a pasted URL is taken apart')
        await path(page).fill('../_intunite/tenants')
        await button(page, 'Send').click()
        await page.getByText(/leads out of Graph/).waitFor()
      })
    })

    if (!whole) return
    await t.test('a body is checked and completed, and what comes back is text', async (t) => {
      await visit(t, `/console?method=POST&version=beta&path=${CATEGORIES}`, async (page) => {
        await body(page).fill('{"displayName": ')
        await page.getByText(/This is no JSON/).waitFor()
        await eventually(t, () => button(page, 'Send').getAttribute('aria-disabled'), 'true')
        await body(page).fill('')
        await body(page).pressSequentially('{"displayN')
        await page.getByRole('option', { name: 'displayName' }).waitFor()
        await body(page).press('Enter')
        await body(page).pressSequentially(JSON.stringify(ATTACK).slice(0, 3))
        await eventually(t, () => body(page).inputValue(), '{"displayName": "<i')
        await body(page).fill(JSON.stringify({ displayName: ATTACK }))
        await button(page, 'Send').click()
        await status(page, /201/)
        await page.getByText(JSON.stringify(ATTACK), { exact: true }).last().waitFor()
        t.equal(await page.evaluate('document.body.dataset.attacked'), undefined, 'texts are texts')

        await page.getByText('Headers', { exact: true }).click()
        const headers = page.getByRole('textbox', { name: 'Headers of the request' })
        await headers.fill('Authorization: Bearer x')
        await page.getByText(/header Authorization is set/).waitFor()
        await headers.fill("X-Name: it's")
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
        await button(page, 'Copy as curl').click()
        const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()')
        const copied = await eventually(t, clipboard, /^curl/)
        t.match(copied, `curl -sS -X POST '${origin}/beta/${CATEGORIES}'`)
        t.match(copied, `-H 'X-Name: it'\\''s'`)
        t.notMatch(copied, 'eyJ', 'no token is copied')
        await button(page, 'Copy as PowerShell').click()
        await eventually(t, clipboard, /-Headers @\{ 'X-Name' = 'it''s' \}/)

        const stored = () => page.evaluate<string>('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')
        const kept = await eventually(t, stored, new RegExp(`POST /beta/${CATEGORIES}`))
        t.notMatch(kept, /onerror|eyJ|X-Name/, 'neither bodies nor headers nor tokens are stored')
        await page.reload()
        await page.getByRole('tab', { name: 'History' }).click()
        await page.getByRole('button', { name: new RegExp(`POST /beta/${CATEGORIES}`) }).waitFor()
        await button(page, 'Clear the history').click()
        await page.getByText('Nothing has been sent yet.').waitFor()
        await eventually(t, async () => (await stored()).includes(CATEGORIES), false, 'the history is stored no more')
      })
    })

    await t.test('requests become a batch, and its answers are told one by one', async (t) => {
      await visit(t, `/console?path=${CATEGORIES}`, async (page) => {
        await button(page, 'Add to a batch').click()
        await button(page, 'Add a request').click()
        await page.getByText('Each request of the batch needs a path.').waitFor()
        await page.getByRole('combobox', { name: 'Path of request 2' }).fill(`${CATEGORIES}/nothing-like-it`)
        await page.getByRole('combobox', { name: 'Path of request 2' }).press('Escape')
        await page.getByRole('checkbox', { name: /One after the other/ }).check()
        await button(page, 'Send').click()
        await status(page, /200/)
        const answer = page.getByRole('region', { name: 'Answer' })
        await eventually(t, () => answer.innerText(), /Request 1\s+200[\s\S]*Request 2\s+40\d/)
      })
    })

    await t.test('an administrator runs as others, who may do what they may', async (t) => {
      await visit(t, '/console', async (page) => {
        const as = async (name: string, option: RegExp): Promise<void> => {
          await page.getByRole('combobox', { name: 'Run as' }).click()
          await page.getByRole('combobox', { name: 'Run as' }).fill(name)
          await page.getByRole('option', { name: option }).click()
        }
        await page.getByRole('button', { name: /A new device category/ }).click()
        await as('reader@', /^The reader \(reader@intunite.test\)$/)
        await button(page, 'Send').click()
        await status(page, /403/)
        await page.getByText(/as The reader/).waitFor()
        await as('intunite-reader', /^intunite-reader$/)
        await button(page, 'Send').click()
        await page.getByText(/as intunite-reader/).waitFor()
        await status(page, /403/)
        await as('intunite-admin', /^intunite-admin$/)
        await button(page, 'Send').click()
        await page.getByText(/as intunite-admin/).waitFor()
        await status(page, /201/)
      })
    })

    await t.test('a reader is given no more than a reader may', async (t) => {
      const look = async (page: Page): Promise<void> => {
        await page.getByText('Your role is to read').waitFor()
        await gone(page.getByRole('combobox', { name: 'Run as' }))
        await attackAs(t, emulator, origin, await tokenOf(page))
        await choose(page, 'Method', 'POST')
        await body(page).fill('{"displayName":"Mine"}')
        await button(page, 'Send').click()
        await status(page, /403/)
      }
      await visit(t, '/console', look, { user: 'reader' })
    })

    await t.test('it is fit to be shown', { skip: !sampled }, async (t) => {
      for (const { size, scheme } of looks()) {
        const look = async (page: Page): Promise<void> => {
          await path(page).fill('deviceManagement/deviceC')
          await page.getByRole('option').first().waitFor()
          await isFit(t, page, `console-offers-${size}-${scheme}`)
          await page.getByRole('button', { name: /A new device category/ }).click()
          await button(page, 'Send').click()
          await status(page, /201/)
          await isFit(t, page, `console-answer-${size}-${scheme}`)
          await button(page, 'Add to a batch').click()
          await button(page, 'Send').click()
          await page.getByRole('region', { name: 'Answer' }).getByText('Request 1').waitFor()
          await isFit(t, page, `console-batch-${size}-${scheme}`)
        }
        await visit(t, '/console', look, { scheme, width: WIDTHS[size] })
      }
    })
  })
})

/** What a reader would try with the token of the page: a token of a user who may more, or a change. */
async function attackAs(t: Test, { app }: Portal['emulator'], origin: string, token: string): Promise<void> {
  t.match(token, /^eyJ/)
  const host = new URL(origin).host
  const send = (method: 'GET' | 'POST' | 'DELETE' | 'PATCH', url: string, payload?: object, more = {}) =>
    app.inject({
      method,
      url,
      headers: { host, authorization: `Bearer ${token}`, 'content-type': 'application/json', ...more },
      ...(payload === undefined ? {} : { payload }),
    })
  for (const wanted of [
    { user: 'admin', scope: 'DeviceManagementConfiguration.ReadWrite.All' },
    { user: 'reader', scope: 'DeviceManagementConfiguration.ReadWrite.All' },
    { app: 'intunite-admin' },
    {},
  ]) {
    const { statusCode, body } = await send('POST', `${TENANT_PATH}/tokens`, wanted)
    t.equal(statusCode, 403, JSON.stringify(wanted))
    t.notMatch(body, 'eyJ')
  }
  t.equal(
    (await send('POST', `${TENANT_PATH}/tokens`, { app: 'intunite-admin' }, { 'x-intunite-key': 'guess' })).statusCode,
    401,
  )
  const made = await send('POST', `/beta/${CATEGORIES}`, { displayName: 'Mine' })
  t.equal(made.statusCode, 403, made.body)
  const requests = [
    {
      id: '1',
      method: 'POST',
      url: `/${CATEGORIES}`,
      body: { displayName: 'Mine' },
      headers: { 'Content-Type': 'application/json' },
    },
  ]
  const batch = await send('POST', '/beta/$batch', { requests })
  t.match(batch.json(), { responses: [{ id: '1', status: 403 }] })
  t.equal((await send('POST', `${TENANT_PATH}/reset`, {})).statusCode, 403)
  t.equal((await send('POST', `${TENANT_PATH}/snapshots`, {})).statusCode, 403)
  t.equal((await send('PATCH', `${TENANT_PATH}/clock`, { rate: 0 })).statusCode, 403)
}
