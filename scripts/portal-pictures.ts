/**
 * `npx tsx scripts/portal-pictures.ts`: the pictures of README and docs/portal.md, from a running server with the small seed, in a
 * Chromium of the machine. The portal has to be built (`npm run portal`).
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'
import { startIntunite } from '../src/index.js'
import { DEVELOPMENT } from '../src/store/identity/development.js'
import { CHROMIUM } from '../test/clients/chromium.js'

const folder = fileURLToPath(new URL('../docs/pictures', import.meta.url))
const DEVICES = '/explorer/beta/deviceManagement/managedDevices'
const CONFIGURATIONS = '/explorer/beta/deviceManagement/deviceConfigurations'

interface Picture {
  readonly name: string
  readonly path: string
  /** Until what is to be seen is there. */
  readonly ready: (page: Page) => Promise<unknown>
  readonly dark?: true
}

const PICTURES: readonly Picture[] = [
  {
    name: 'portal-overview',
    path: '/overview',
    ready: (page) => page.getByRole('figure', { name: 'Devices by compliance' }).waitFor(),
  },
  { name: 'portal-explorer', path: DEVICES, ready: (page) => page.locator('[role=row] a').first().waitFor() },
  {
    name: 'portal-object',
    path: CONFIGURATIONS,
    async ready(page) {
      await page.locator('[role=row] a').nth(1).click()
      await page.getByRole('button', { name: 'Edit' }).click()
      await page.getByRole('button', { name: 'Save' }).waitFor()
    },
    dark: true,
  },
  {
    name: 'portal-requests',
    path: '/requests?refused=true',
    async ready(page) {
      await page.locator('[role=row] a').first().click()
      await page.getByRole('region', { name: 'Request' }).getByText('not granted').first().waitFor()
    },
  },
  {
    name: 'portal-devices',
    path: '/devices',
    async ready(page) {
      await page.locator('[role=row] a').first().click()
      await page.getByRole('table', { name: 'Policies and apps' }).waitFor()
    },
  },
  {
    name: 'portal-state',
    path: '/state/compare',
    ready: (page) => page.getByText(/added, \d+ changed/).waitFor(),
    dark: true,
  },
  {
    name: 'portal-console',
    path: `/console?path=${encodeURIComponent('deviceManagement/managedDevices?$select=deviceName,complianceState&$top=3')}`,
    async ready(page) {
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByRole('status').getByText('200').waitFor()
    },
  },
  {
    name: 'portal-identity',
    path: '/identity',
    async ready(page) {
      await page.getByRole('link', { name: 'intunite-reader' }).click()
      await page.getByRole('region', { name: 'Application permissions' }).waitFor()
    },
  },
]

/** What clients do before the pictures are taken. */
async function act(): Promise<void> {
  const { tenantId, adminAppId, readerAppId } = DEVELOPMENT
  const send = async <T = unknown>(clientId: string, method: string, path: string, body?: object): Promise<T> => {
    const token = await intunite.token({ tenantId, clientId })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const payload = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await fetch(`${intunite.url}${path}`, { method, headers, ...payload })
    return (answer.status === 204 ? undefined : await answer.json()) as T
  }
  const set = '/beta/deviceManagement/deviceConfigurations'
  const { value } = await send<{ value: { id: string; '@odata.type': string }[] }>(adminAppId, 'GET', `${set}?$top=2`)
  for (const { id, '@odata.type': type } of value)
    await send(adminAppId, 'PATCH', `${set}/${id}`, { '@odata.type': type, description: 'For shops and depots' })
  await send(adminAppId, 'POST', '/beta/deviceManagement/deviceCategories', { displayName: 'Kiosks' })
  for (let i = 0; i < 40; i++) await send(readerAppId, 'GET', `/v1.0/deviceManagement/managedDevices?$top=5&$skip=${i}`)
  await send(readerAppId, 'POST', '/v1.0/deviceManagement/deviceCategories', { displayName: 'Kiosks' })
}

/** A page of the portal, signed in. */
async function open(path: string, dark = false): Promise<Page> {
  const context = await browser.newContext({
    colorScheme: dark ? 'dark' : 'light',
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(`${intunite.url}/_intunite/portal${path}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'admin@' }).first().click()
  await page.locator('#view h1').waitFor()
  return page
}

async function keep(name: string): Promise<void> {
  const page = await open('/state')
  await page.getByRole('button', { name: 'Create a snapshot' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Create a snapshot' }).click()
  await page.getByText(`${name} has been created.`).waitFor()
  await page.context().close()
}

const data = await mkdtemp(join(tmpdir(), 'intunite-pictures-'))
const intunite = await startIntunite({ data, life: 'on' })
const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] })
try {
  await intunite.reset(undefined, { to: 'seed' })
  await intunite.life.set({ on: true })
  await intunite.life.settle()
  await keep('before the rollout')
  await act()
  for (const { name, path, ready, dark } of PICTURES) {
    const page = await open(path, dark)
    await ready(page)
    await page.waitForTimeout(500)
    await page.screenshot({ path: join(folder, `${name}.png`) })
    await page.context().close()
  }
} finally {
  await browser.close()
  await intunite.close()
  await rm(data, { recursive: true, force: true })
}
