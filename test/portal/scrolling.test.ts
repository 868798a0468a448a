/**
 * A hundred thousand configurations and as many requests of the journal in Chromium: how soon the first rows are there, and
 * whether scrolling stalls. What a busy machine does to that is printed; the bounds on wall time count with
 * INTUNITE_TEST_STRICT=1, for a machine that does nothing else. What the page itself works without a break counts always.
 */
import type { Page } from 'playwright-core'
import { test } from 'tap'
import type { Test } from 'tap'
import { BlockWriter } from '../../src/services/requests/block-writer.js'
import { addBlocks } from '../../src/store/journal/blocks.js'
import type { NewBlock } from '../../src/store/journal/blocks.js'
import { all, run } from '../../src/store/work.js'
import type { Work } from '../../src/store/work.js'
import { READER, TENANT } from '../harness/emulator.js'
import { limitHere } from '../harness/machine.js'
import { eventually, forEachPortal, WITHOUT_BROWSER } from '../harness/portal.js'
import type { Portal } from '../harness/portal.js'

const STRICT = process.env['INTUNITE_TEST_STRICT'] === '1'
const ROWS = 100_000
const MOBILE = '/beta/deviceAppManagement/mobileAppConfigurations'
const CATEGORIES = '/v1.0/deviceManagement/deviceCategories'

/** Milliseconds between an answer and its first rows, and of a frame. */
const FIRST_ROWS = 1000
const FRAME = 50

test('a hundred thousand rows', { skip: WITHOUT_BROWSER }, async (t) => {
  await forEachPortal(t, async (t, portal) => {
    // The rows that a browser draws come as pages from either database.
    if (!portal.sampled) return
    await t.test('of the explorer', async (t) => {
      await addConfigurations(portal, ROWS)
      await portal.visit(t, '/overview', async (page) => {
        await openWatched(page, `${portal.origin}/_intunite/portal/explorer${MOBILE}`, 'mobileAppConfigurations')
        await page.getByText('100,001 objects').waitFor()
        const grid = page.getByRole('region', { name: 'Mobile app configurations' })
        await checkFirstRows(t, 'explorer', page)
        await grid.hover()
        await checkScrolling(t, 'explorer', portal, page)
        await grid.evaluate((grid: Scrolled) => void (grid.scrollTop = grid.scrollHeight))
        await page.locator('[aria-rowindex="100002"] a').waitFor()
        await grid.evaluate((grid: Scrolled) => void (grid.scrollTop = 50_000 * 40))
        await page.locator('[aria-rowindex="50002"] a').waitFor()
      })
    })

    await t.test('of the journal', async (t) => {
      await addRequests(portal, ROWS)
      await portal.visit(t, '/overview', async (page) => {
        await openWatched(page, `${portal.origin}/_intunite/portal/requests`, '/requests?')
        await page.getByRole('link', { name: `${CATEGORIES}?$skip=${ROWS - 1}`, exact: true }).waitFor()
        await checkFirstRows(t, 'journal', page)
        const table = page.getByRole('table', { name: 'Requests, newest first' })
        await table.hover()
        await checkScrolling(t, 'journal', portal, page)
        const scrolled = async (): Promise<boolean> => {
          await table.evaluate((table: Scrolled) => void (table.scrollTop = table.scrollHeight))
          const text = (await page.getByText(/and more requests/).textContent()) ?? ''
          return Number(text.replace(/\D/g, '')) >= 2000
        }
        await eventually(t, scrolled, true, 'older ones come as they are scrolled to')
        const rows = await table.getByRole('row').count()
        t.ok(rows < 120, `${rows} rows are there`)
      })
    })
  })
})

interface Scrolled {
  scrollTop: number
  readonly scrollHeight: number
}

/** Opens an address, and notes in the page when the answer with its rows has come, and when the first of them is drawn. */
async function openWatched(page: Page, address: string, answer: string): Promise<void> {
  await page.addInitScript(`{
    const rows = () => document.querySelector('[role=row] a') !== null
    const drawn = () => requestAnimationFrame(() => setTimeout(() => {
      const answers = performance.getEntriesByType('resource').filter(({ name }) => name.includes(${JSON.stringify(answer)}))
      window.firstRows = performance.now() - Math.min(...answers.map(({ responseEnd }) => responseEnd))
    }))
    const observer = new MutationObserver(() => { if (rows()) { observer.disconnect(); drawn() } })
    observer.observe(document, { childList: true, subtree: true })
  }`)
  await page.goto(address)
}

async function checkFirstRows(t: Test, of: string, page: Page): Promise<void> {
  await page.waitForFunction('window.firstRows !== undefined')
  const took = await page.evaluate<number>('window.firstRows')
  const told = `the first rows are there ${Math.round(took)} ms after the answer`
  tell(of, told)
  t.ok(!STRICT || took < FIRST_ROWS, told)
}

/** Scrolls what is below the mouse: watching its frames, then again with a trace, which takes time of its own. */
async function checkScrolling(t: Test, of: string, { browser }: Portal, page: Page): Promise<void> {
  await page.evaluate(`{
    window.frames = []
    const note = (time) => { window.frames.push(time); window.watching = requestAnimationFrame(note) }
    window.watching = requestAnimationFrame(note)
  }`)
  await turnWheel(page)
  const frames = await page.evaluate<number[]>('(cancelAnimationFrame(window.watching), window.frames)')
  const gaps = frames.slice(1).map((time, i) => time - (frames[i] ?? time))
  const late = gaps.filter((gap) => gap > FRAME).length
  tell(of, `${frames.length} frames, the longest of ${Math.round(Math.max(...gaps))} ms, ${late} over ${FRAME} ms`)
  t.ok(frames.length > 10, 'there were frames')
  t.ok(!STRICT || late === 0, `${late} frames took longer than ${FRAME} ms`)

  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] })
  await turnWheel(page)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: { name: string; tdur?: number }[]
  }
  const tasks = traceEvents.filter(({ name }) => /RunTask$/.test(name)).map(({ tdur = 0 }) => tdur / 1000)
  const longest = `the longest task has ${Math.round(Math.max(...tasks))} ms of work`
  tell(of, `${tasks.length} tasks, ${longest}`)
  t.ok(tasks.length > 0 && Math.max(...tasks) < limitHere(FRAME), longest)
}

async function turnWheel(page: Page): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.mouse.wheel(0, 600)
    await page.waitForTimeout(16)
  }
}

/** The figures of every run, whatever the bounds. */
function tell(of: string, figures: string): void {
  process.stderr.write(`${of}: ${figures}\n`)
}

const TABLE = 'managedDeviceMobileAppConfiguration'
const OTHERS: Readonly<Record<string, string>> = {
  '"id"': `printf('%08x-0000-4000-8000-%012x', (n * 2654435761) % 4294967296, n)`,
  '"displayName"': `printf('Configuration %07d', n)`,
  '"displayNameFolded"': `printf('configuration %07d', n)`,
}

async function addConfigurations({ emulator }: Portal, count: number): Promise<void> {
  const answer = await emulator.admin.post(MOBILE.replace('beta', 'v1.0'), {
    '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
    displayName: 'Configuration 0',
    targetedMobileApps: [],
  })
  const { id } = answer.json<{ id: string }>()
  await emulator.store.database.write(function* (): Work<void> {
    const rows = yield* all(`SELECT name FROM pragma_table_info('${TABLE}')`, [])
    const columns = rows.map(([name]) => `"${String(name)}"`)
    const values = columns.map((column) => (Object.hasOwn(OTHERS, column) ? OTHERS[column] : column))
    const numbers = `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})`
    const sql = `INSERT INTO "${TABLE}" (${columns.join()}) ${numbers} SELECT ${values.join()} FROM numbers, "${TABLE}" WHERE "id" = ?1`
    yield* run(sql, [id])
  })
}

/** Requests of the past. */
async function addRequests({ emulator }: Portal, count: number): Promise<void> {
  const journal = await emulator.store.journal()
  const began = Date.now() - count * 10
  for (let i = 0; i < count;) {
    const blocks: NewBlock[] = []
    for (let n = 0; n < 40 && i < count; n++) {
      const block = new BlockWriter(TENANT)
      for (; !block.isFull && i < count; i++)
        block.add({
          tenantId: TENANT,
          at: began + i * 10,
          ms: 2.5,
          sql: 1,
          statements: 1,
          status: i % 50 === 0 ? 404 : 200,
          method: 'GET',
          url: `${CATEGORIES}?$skip=${i}`,
          requestId: `r${i}`,
          caller: { appId: READER.id, kind: 'app', permissions: new Set(['DeviceManagementManagedDevices.Read.All']) },
          headers: undefined,
          failure: undefined,
          sent: undefined,
          answer: undefined,
          parts: undefined,
        })
      blocks.push(await block.finish())
    }
    await journal.write(() => addBlocks(journal, blocks))
  }
}
