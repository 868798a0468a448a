/**
 * The portal in a real browser: a server in this process, the portal as it is built, people who are signed in, and what every
 * view owes to its users.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import type { Test } from 'tap'
import { CHROMIUM, WITHOUT_CHROMIUM } from '../clients/chromium.js'
import { forEachDatabase } from './databases.js'
import { startEmulator } from './emulator.js'
import type { Emulator } from './emulator.js'
import { DAY, isOfToday, sweep, WHOLE_SWEEP } from './sweep.js'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const PORTAL = '/_intunite/portal'

/** For the option `skip` of a test. */
export const WITHOUT_BROWSER = WITHOUT_CHROMIUM

/** Screenshots go there, if anywhere. */
const SCREENSHOTS = process.env['INTUNITE_TEST_SCREENSHOTS']

export type Scheme = 'light' | 'dark'

export const WIDTHS = { wide: 1280, narrow: 390 } as const

/** Milliseconds that a page may take to show something, on a busy machine. */
const TIME_LIMIT = 15_000

export interface Visit {
  readonly user?: 'admin' | 'reader' | 'nobody'
  readonly scheme?: Scheme
  readonly width?: number
  /** In a browser that has not been used, where the visit signs out or leaves settings behind. */
  readonly apart?: boolean
}

export interface Portal {
  readonly emulator: Emulator
  readonly origin: string
  readonly browser: Browser
  /** What does not depend on the database is tried on one. */
  readonly sampled: boolean
  /**
   * Whether everything is tried. The portal is a client of faces that are tested on every database: on the second one a file tries
   * what comes first in it, every third day, and the rest in a whole sweep.
   */
  readonly whole: boolean
  /**
   * A page of the portal, at a path below it, with a user who is signed in. No script may fail, nothing may be blocked or come
   * from elsewhere meanwhile. A user signs in once; each visit begins with a tab of its own and with nothing stored.
   */
  visit(t: Test, path: string, look: (page: Page) => Promise<unknown>, visit?: Visit): Promise<void>
}

/** The build that the server serves, made when its sources are newer. */
export function ensureBuilt(): void {
  const built = join(ROOT, 'dist', 'portal', 'index.html.br')
  if (existsSync(built) && process.env['INTUNITE_TEST_PORTAL_BUILT'] === '1') return
  const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'prepare.js'), '--portal'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0 || !existsSync(built)) throw new Error('the portal could not be built')
}

/** Files of this process that have begun. */
let files = 0

/** The same check against a portal on each database. The tenant has people: admin, reader and nobody. */
export async function forEachPortal(t: Test, check: (t: Test, portal: Portal) => Promise<void>): Promise<void> {
  ensureBuilt()
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] })
  t.teardown(() => browser.close())
  const day = files++
  await forEachDatabase(t, async (t, database) => {
    const sampled = database.name === 'sqlite'
    if (!sampled && !isOfToday(day, 3)) return void t.pass('tried every third day', { skip: true })
    const { databaseUrl, dataFolder } = await database.preparedDatabase()
    const control = { key: 'a key of the control face', from: 'loopback' } as const
    const journal = { bounds: { entries: 200_000, days: 7, bytes: 2 ** 30 }, rate: 10_000, bodies: true }
    const emulator = await startEmulator(t, { databaseUrl, data: dataFolder, control, journal })
    await addPeople(emulator)
    const origin = await emulator.listen()
    const whole = sampled || WHOLE_SWEEP
    const users = new Map<string, BrowserContext>()
    t.teardown(() => Promise.all([...users.values()].map((context) => context.close())))
    await check(t, {
      emulator,
      origin,
      browser,
      sampled,
      whole,
      visit: (t, path, look, as) => visit(t, { browser, origin, users }, path, look, as),
    })
  })
}

const PEOPLE = { admin: 'administrator', reader: 'readOnly', nobody: 'none' } as const

async function addPeople({ app }: Emulator): Promise<void> {
  for (const [name, intuneRole] of Object.entries(PEOPLE)) {
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/_intunite/tenants/intunite.test/users',
      headers: { 'x-intunite-key': 'a key of the control face' },
      payload: { userPrincipalName: name, displayName: `The ${name}`, intuneRole },
    })
    if (statusCode !== 201 && statusCode !== 409) throw new Error(body)
  }
}

async function visit(
  t: Test,
  { browser, origin, users }: Pick<Portal, 'browser' | 'origin'> & { readonly users: Map<string, BrowserContext> },
  path: string,
  look: (page: Page) => Promise<unknown>,
  { user = 'admin', scheme = 'light', width = WIDTHS.wide, apart = false }: Visit = {},
): Promise<void> {
  const known = apart ? undefined : users.get(user)
  const context = known ?? (await browser.newContext())
  const page = await context.newPage()
  page.setDefaultTimeout(TIME_LIMIT)
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width, height: 800 })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // The browser tells of every answer of 400 and above; whether that is right is for the test to say.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
  })
  page.on('request', (request) => {
    if (!/^(data:|blob:)/.test(request.url()) && !request.url().startsWith(`${origin}/`))
      faults.push(`asked ${request.url()}`)
  })
  try {
    await page.goto(`${origin}${PORTAL}${path}`)
    await signIn(page, user)
    if (known === undefined && !apart) {
      await context.addInitScript(NEW_TAB)
      users.set(user, context)
    }
    await look(page)
  } finally {
    if (users.get(user) === context) await Promise.all(context.pages().map((each) => each.close()))
    else await context.close()
  }
  t.same(faults, [], `${path}: no script failed, nothing was blocked, nothing came from elsewhere`)
}

/** A tab knows the tenant of its last sign-in, and asks for nothing then; a new one is told it. */
const NEW_TAB = `if (sessionStorage.getItem('intunite.tenant') === null) {
  localStorage.clear()
  sessionStorage.setItem('intunite.tenant', 'intunite.test')
}`

/** Comes to the view that was asked for, by way of the sign-in where the browser has no session, or none any longer. */
async function signIn(page: Page, user: string): Promise<void> {
  const view = page.locator('#view h1')
  const button = page.getByRole('button', { name: 'Sign in' })
  await view.or(button).first().waitFor()
  if (await view.isVisible()) return
  await button.click()
  await page.getByRole('button', { name: `The ${user}` }).click()
  await view.waitFor()
}

/** Milliseconds between two readings of a page. */
const BETWEEN = 50

/**
 * That a page comes to what is expected: read again until then, since answers may still be on their way. What was read at last
 * is returned.
 */
export async function eventually<T>(
  t: Test,
  read: () => Promise<T> | T,
  expected: T | RegExp,
  message = String(expected),
): Promise<T> {
  const fits = (value: T): boolean =>
    expected instanceof RegExp ? expected.test(String(value)) : isDeepStrictEqual(value, expected)
  const end = performance.now() + TIME_LIMIT
  let value = await read()
  for (; !fits(value) && performance.now() < end; value = await read()) await sleep(BETWEEN)
  if (expected instanceof RegExp) t.match(String(value), expected, message)
  else t.strictSame(value, expected, message)
  return value
}

/** That none of what a locator finds is there, or is there any longer. */
export async function gone(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'detached' })
}

/** What the buttons are called that a locator finds, as they are at one moment. */
export function buttonNames(within: Page | Locator): Promise<string[]> {
  const nameOf = (all: { getAttribute(name: string): string | null; readonly textContent: string | null }[]) =>
    all.map((each) => each.getAttribute('aria-label') ?? each.textContent ?? '')
  return within.getByRole('button').evaluateAll(nameOf)
}

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Axe finds nothing serious, and nothing sticks out; a picture is taken where there is a folder for it. */
export async function isFit(t: Test, page: Page, name: string): Promise<void> {
  if (SCREENSHOTS !== undefined) await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) })
  // The policy of the page keeps scripts out of its world; playwright's own are not bound by it.
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(await axe)
  const found = await page.evaluate<string[]>(
    `axe.run({ exclude: [['[data-tabster-dummy]']] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then(({ violations }) =>
      violations.filter(({ impact }) => impact !== 'minor').map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 150)).join(' | ')))`,
  )
  t.same(found, [], `${name}: axe finds nothing`)
  // What scrolls by itself hides what sticks out of it. Tables scroll sideways, texts that end with dots say so.
  const tooWide = await page.evaluate<string[]>(
    `[document.documentElement, ...document.querySelectorAll('#view, #view *, [role$=dialog] *')]
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
      .filter((each) => getComputedStyle(each).overflowX !== 'visible')
      .filter((each) => getComputedStyle(each).textOverflow !== 'ellipsis')
      .filter((each) => !each.matches('input, textarea, [role=region], [role=table], .visually-hidden'))
      .map((each) => each.outerHTML.slice(0, 100) + ': ' + each.scrollWidth + ' of ' + each.clientWidth)`,
  )
  t.same(tooWide, [], `${name}: nothing sticks out`)
}

/** How user agents show a page. */
const LOOKS = [
  { size: 'wide', scheme: 'light' },
  { size: 'narrow', scheme: 'dark' },
  { size: 'wide', scheme: 'dark' },
  { size: 'narrow', scheme: 'light' },
] as const

let turn = DAY

/** By turns one of them, for a page another one each day; all four in a whole sweep, or where nothing but they is to be tried. */
export function looks(): readonly { readonly size: keyof typeof WIDTHS; readonly scheme: Scheme }[] {
  const count = process.env['INTUNITE_TEST_LOOKS'] === 'all' ? LOOKS.length : sweep(LOOKS.length, 1)
  const first = turn++ % (LOOKS.length + 1 - count)
  return LOOKS.slice(first, first + count)
}

/** The view at a path as user agents show it: light and dark, wide and narrow. */
export async function looksFit(
  t: Test,
  { visit }: Pick<Portal, 'visit'>,
  path: string,
  name: string,
  ready?: (page: Page) => Promise<unknown>,
): Promise<void> {
  for (const { size, scheme } of looks()) {
    const look = async (page: Page): Promise<void> => {
      await ready?.(page)
      await isFit(t, page, `${name}-${size}-${scheme}`)
    }
    await visit(t, path, look, { scheme, width: WIDTHS[size] })
  }
}
