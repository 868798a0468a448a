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
]

const data = await mkdtemp(join(tmpdir(), 'intunite-pictures-'))
const intunite = await startIntunite({ data })
const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] })
try {
  await intunite.reset(undefined, { to: 'seed' })
  for (const { name, path, ready, dark } of PICTURES) {
    const context = await browser.newContext({
      colorScheme: dark === true ? 'dark' : 'light',
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await page.goto(`${intunite.url}/_intunite/portal${path}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'admin@' }).first().click()
    await page.locator('#view h1').waitFor()
    await ready(page)
    await page.waitForTimeout(500)
    await page.screenshot({ path: join(folder, `${name}.png`) })
    await context.close()
  }
} finally {
  await browser.close()
  await intunite.close()
  await rm(data, { recursive: true, force: true })
}
