/** The view State in Chromium on both databases: snapshots, differences, imports, the clock, seeds and resets. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { test } from 'tap'
import type { Test } from 'tap'
import { EXPORT_FORMATS, WRITERS } from '../../src/services/backups/export/formats.js'
import { openArchive } from '../../src/services/backups/zip-files.js'
import type { Get } from '../../src/services/backups/export/source.js'
import { filesByPath, writeZip } from '../../src/services/backups/export/zip-writer.js'
import { TENANT } from '../harness/emulator.js'
import type { Emulator } from '../harness/emulator.js'
import { eventually, forEachPortal, gone, isFit, looks, WIDTHS, WITHOUT_BROWSER } from '../harness/portal.js'
import { button, opensAndCloses } from '../harness/portal-page.js'

const CATEGORIES = '/beta/deviceManagement/deviceCategories'
const POLICIES = '/beta/deviceManagement/configurationPolicies'
const FIXTURES = fileURLToPath(new URL('../backups/fixtures', import.meta.url))

const REFUSED = { error: { code: 'Forbidden', message: 'Not for you.' } }

/** What a browser would run, if it were ever taken for anything but text. */
const ATTACK = '<img src=x onerror="document.body.dataset.attacked=1">'

async function namesIn({ admin }: Emulator): Promise<string[]> {
  const { value } = (await admin.get(CATEGORIES)).json<{ value: { displayName: string }[] }>()
  return value.map(({ displayName }) => displayName).sort()
}

async function made({ admin }: Emulator, path: string, body: object): Promise<string> {
  const answer = await admin.post(path, body)
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<{ id: string }>().id
}

async function act(page: Page, snapshot: string, action: string): Promise<void> {
  await button(page, `Actions on ${snapshot}`).click()
  await page.getByRole('menuitem', { name: action }).click()
}

function setting(definition: string, value: number): object {
  return {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationSetting',
    settingInstance: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
      settingDefinitionId: definition,
      simpleSettingValue: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationIntegerSettingValue',
        value,
      },
    },
  }
}

function policy(name: string, ...settings: object[]): object {
  return { name, platforms: 'windows10', technologies: 'mdm', settings }
}

async function noAttack(t: Test, page: Page): Promise<void> {
  t.equal(await page.evaluate('document.body.dataset.attacked'), undefined, 'texts are texts')
}

test('State in Chromium', { skip: WITHOUT_BROWSER }, async (t) => {
  await forEachPortal(t, async (t, { emulator, origin, visit, sampled, whole }) => {
    const { admin } = emulator

    await t.test('a snapshot is made, what changed is seen side by side, and restored', async (t) => {
      const kept = await made(emulator, CATEGORIES, { displayName: ATTACK, description: 'before' })
      const edge = await made(emulator, POLICIES, policy('Edge', setting('edge_a', 1), setting('edge_b', 2)))
      await visit(t, '/state', async (page) => {
        await page.getByText('No snapshots yet.').waitFor()
        await button(page, 'Create a snapshot').click()
        await page.getByRole('textbox', { name: 'Name' }).fill(`before ${ATTACK}`)
        await page.getByRole('textbox', { name: 'Description' }).fill('the rollout')
        await page.keyboard.press('Tab')
        await page.getByRole('dialog').getByRole('button', { name: 'Create a snapshot' }).click()
        await page.getByText(`before ${ATTACK} has been created.`).waitFor()

        await admin.patch(`${CATEGORIES}/${kept}`, { description: ATTACK })
        await made(emulator, CATEGORIES, { displayName: 'Kiosk' })
        const changed = policy('Edge', setting('edge_b', 3), setting('edge_c', 4))
        t.equal((await admin.send('PUT', `${POLICIES}/${edge}`, changed)).statusCode < 300, true)

        await act(page, `before ${ATTACK}`, 'Compare with now')
        await page.getByText('1 added, 2 changed, 0 removed').waitFor()
        const row = page.getByRole('row', { name: /settingInstance › simpleSettingValue › value/ })
        const cells = (row: Locator) => () => row.getByRole('cell').allInnerTexts()
        await eventually(t, cells(row), ['2', '3'], 'a nested setting, before and after')
        const added = page.getByRole('row', { name: /edge_c/ })
        await eventually(t, cells(added), /^not there,[^]*(members|deviceManagementConfig)/)
        const described = page.getByRole('row', { name: /^description/ })
        await eventually(t, cells(described), ['before', ATTACK])
        const saving = page.waitForEvent('download')
        await button(page, 'Save as').click()
        await page.getByRole('menuitem', { name: 'Markdown' }).click()
        t.match(await readFile((await (await saving).path()) ?? '', 'utf8'), /### deviceManagement\/deviceCategories/)

        await page.getByRole('link', { name: 'Snapshots', exact: true }).click()
        await act(page, `before ${ATTACK}`, 'Restore')
        await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
        await page.getByText(`The tenant is what it was in before ${ATTACK}.`).waitFor()
        t.same(await namesIn(emulator), [ATTACK])
        await button(page, `Actions on before restoring before ${ATTACK}`).waitFor()
        await noAttack(t, page)

        await act(page, `before restoring before ${ATTACK}`, 'Delete')
        await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
        await page.getByText('has been deleted.').waitFor()
        await button(page, `Actions on before ${ATTACK}`).waitFor()
        await eventually(t, () => page.getByRole('button', { name: /^Actions on/ }).count(), 1)
      })
    })

    if (!whole) return
    await t.test('what a restore would change is seen before', async (t) => {
      await made(emulator, CATEGORIES, { displayName: 'Since' })
      await visit(t, '/state', async (page) => {
        await opensAndCloses(page, button(page, 'Create a snapshot'), page.getByRole('dialog'))
        await act(page, `before ${ATTACK}`, 'Restore')
        await page.getByRole('link', { name: 'See what would change' }).click()
        await page.getByText('0 added, 0 changed, 1 removed').waitFor()
      })
    })

    await t.test('a snapshot gives the line that branches it, and leaves as a document', async (t) => {
      await visit(t, '/state', async (page) => {
        await act(page, `before ${ATTACK}`, 'Branch')
        const line = page.getByRole('region', { name: 'Command' })
        await page.getByRole('textbox', { name: 'Domain of the new tenant' }).fill("it's; rm")
        await line.getByText(/^intunite snapshot branch [0-9a-f-]{36} 'it'\\''s; rm' --tenant [0-9a-f-]{36}$/).waitFor()
        await page.getByRole('textbox', { name: 'Domain of the new tenant' }).fill('branch.test')
        await line.getByText(/ branch\.test --tenant /).waitFor()
        await page.getByRole('button', { name: 'Close' }).click()
        const saving = page.waitForEvent('download')
        await act(page, `before ${ATTACK}`, 'Download')
        const file = await (await saving).path()
        t.match(JSON.parse(await readFile(file ?? '', 'utf8')), { intunite: 'tenant' })

        // The document comes back as a snapshot, and nothing differs.
        await page.getByRole('link', { name: 'Import and export' }).click()
        const input = page.locator('input[type=file][multiple]')
        await input.setInputFiles({ name: 'tenant.json', mimeType: 'x', buffer: await readFile(file ?? '') })
        await page.getByText('tenant.json is a tenant that was exported').waitFor()
        await button(page, 'Keep it as a snapshot').click()
        await page.getByText('1 added, 0 changed, 0 removed').waitFor()
      })
    })

    await t.test('a folder and an archive are checked first, and come in when one says so', async (t) => {
      await visit(t, '/state/transfer', async (page) => {
        await page.locator('input[webkitdirectory]').setInputFiles(`${FIXTURES}/intunebackupandrestore`)
        await page.getByText(/This backup of intunebackupandrestore holds \d+ objects. Nothing has been/).waitFor()
        await page.getByRole('row', { name: /deviceCompliancePolicies/ }).waitFor()
        const policies = async () =>
          (await admin.get('/beta/deviceManagement/deviceCompliancePolicies')).json<{ value: unknown[] }>().value.length
        t.equal(await policies(), 0, 'nothing was stored')
        await button(page, 'Import').click()
        await page.getByText(/objects of the backup of intunebackupandrestore came in/).waitFor()
        t.equal(await policies(), 1)

        await button(page, 'Choose another one').click()
        const input = page.locator('input[type=file][multiple]')
        const text = JSON.stringify({
          '@odata.context': 'https://graph.microsoft.com/beta/$metadata#deviceManagement/deviceCategories',
          value: [{ id: '11111111-0000-4000-a000-000000000001', displayName: 'Zipped' }],
        })
        const parts: Uint8Array[] = []
        for await (const part of writeZip([{ path: 'deviceCategories.json', text }])) parts.push(part)
        const buffer = Buffer.concat(parts)
        await input.setInputFiles({ name: 'backup.zip', mimeType: 'application/zip', buffer })
        await page.getByText('This backup of graph holds 1 object. Nothing has been stored.').waitFor()
        await button(page, 'Import').click()
        await page.getByText('1 object of the backup of graph came in').waitFor()
        t.match(await namesIn(emulator), [ATTACK, 'Since', 'Zipped'])

        for (const [name, content, words] of [
          ['cut.zip', buffer.subarray(0, buffer.length - 30), 'This is no archive that can be read.'],
          ['picture.png', Buffer.from('PNG'), /Nothing of this is text/],
          ['latin.json', Buffer.from([0x22, 0xe4, 0x22]), 'latin.json is no text.'],
          ['other.json', Buffer.from('{"a":1}'), /cannot be read/],
        ] as const) {
          const another = button(page, 'Choose another one')
          await another.or(input).first().waitFor({ state: 'attached' })
          if (await another.isVisible()) await another.click()
          await input.setInputFiles({ name, mimeType: 'x', buffer: content })
          await page.getByText(words).first().waitFor()
        }
      })
    })

    await t.test('the files of a tool are saved, and the same as from the command line', async (t) => {
      const read: Get = async (path, headers) => {
        const { statusCode, body } = await admin.get(`/beta/${path}`, { host: new URL(origin).host, ...headers })
        return statusCode === 200 ? JSON.parse(body) : undefined
      }
      await visit(t, '/state/transfer', async (page) => {
        const choice = page.getByRole('combobox', { name: 'Files of' })
        const valuesOf = (all: { value: string }[]) => all.map(({ value }) => value)
        const offered = () => choice.getByRole('option').evaluateAll(valuesOf)
        await eventually(t, offered, [...EXPORT_FORMATS], 'those of the command line')
        for (const format of EXPORT_FORMATS) {
          await choice.selectOption(format)
          const line = new RegExp(`^intunite export --format ${format} --out ${format}.zip --tenant [0-9a-f-]{36}$`)
          await page.getByRole('region', { name: 'Command' }).getByText(line).waitFor()
          const saving = page.waitForEvent('download')
          await button(page, 'Download the files').click()
          const archive = await openArchive((await (await saving).path()) ?? '')
          const files = await filesByPath(WRITERS[format](read, { id: TENANT, name: 'Intunite development' }))
          const saved = archive.files.map(async ({ path, read: content }) => [path, String(await content())] as const)
          const expected = [...files.values()].map(({ path, text }) => [path, text])
          t.same(await Promise.all(saved), expected, `${format}: ${files.size} files`)
          t.not(files.size, 0)
          await archive.close()
          await page.getByText(new RegExp(`^(One|${files.size}) files? (is|are) in the archive`)).waitFor()
        }
        await page.route('**/beta/groups**', (route) => route.fulfill({ status: 403, json: REFUSED }))
        await button(page, 'Download the files').click()
        await page.getByText('The files could not be made').waitFor()
        await page.getByText('Not for you.').waitFor()
      })
    })

    await t.test('what is dropped is read', async (t) => {
      await visit(t, '/state/transfer', async (page) => {
        await page.locator('[data-drop-zone]').waitFor()
        await page.evaluate(`{
          const transfer = new DataTransfer()
          const text = JSON.stringify({ '@odata.context': 'https://x/beta/$metadata#deviceManagement/deviceCategories', value: [{ displayName: 'Dropped' }] })
          transfer.items.add(new File([text], 'dropped.json', { type: 'application/json' }))
          const zone = document.querySelector('[data-drop-zone]')
          for (const type of ['dragover', 'drop']) zone.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }))
        }`)
        await page.getByText('This backup of graph holds 1 object. Nothing has been stored.').waitFor()
      })
    })

    await t.test('the clock is moved, set, slowed down, and follows again', async (t) => {
      await visit(t, '/state/clock', async (page) => {
        await page.getByText('Follows the machine').waitFor()
        await page.getByRole('button', { name: '+ 1 hour' }).click()
        await page.getByText('A clock of its own').waitFor()
        await page.getByText('PT1H', { exact: true }).waitFor()
        await page.getByRole('textbox', { name: 'By a duration' }).fill('a while')
        await button(page, 'Move').click()
        await page.getByText(/The clock stays as it is/).waitFor()
        await page.getByRole('spinbutton').fill('0')
        await button(page, 'Apply').click()
        await page.getByText('Stands still', { exact: true }).waitFor()
        await button(page, 'Let it follow again').click()
        await page.getByText('Follows the machine').waitFor()
      })
    })

    await t.test('the tenant is emptied after a question, and seeded', async (t) => {
      await visit(t, '/state/fill', async (page) => {
        await button(page, 'Fill the tenant').click()
        await page.getByText(/holds data already, and only an empty one can be seeded/).waitFor()
        await button(page, 'Reset').click()
        await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
        t.match(await namesIn(emulator), [ATTACK])
        await button(page, 'Reset').click()
        await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click()
        await page.getByText('The tenant has been reset.').waitFor()
        t.same(await namesIn(emulator), [])
        await button(page, 'Fill the tenant').click()
        await page.getByText(/The tenant has been seeded, with [\d,]+ rows/).waitFor()
      })
    })

    await t.test('a reader looks at all of it, and is offered nothing that changes it', async (t) => {
      const look = async (page: Page): Promise<void> => {
        await button(page, `Actions on before ${ATTACK}`).click()
        const items = () => page.getByRole('menuitem').allInnerTexts()
        await eventually(t, items, ['Compare with now', 'Download as a document'])
        await page.getByRole('menuitem', { name: 'Compare with now' }).click()
        await page.getByText(/added/).first().waitFor()
        for (const part of ['Snapshots', 'Import and export', 'Clock', 'Seed and reset']) {
          await page.getByRole('link', { name: part, exact: true }).click()
          await page.getByText('Your role is to read').waitFor()
        }
        await gone(page.getByRole('button', { name: /Reset|Fill|Create|Import|Set|Move/ }))
      }
      await visit(t, '/state', look, { user: 'reader' })
    })

    await t.test('a user without a role is told so', async (t) => {
      const look = (page: Page) => page.getByText(/the user has no role in Intune/).waitFor()
      await visit(t, '/state', look, { user: 'nobody' })
    })

    await t.test('it is fit to be shown', { skip: !sampled }, async (t) => {
      // Something of each kind to look at.
      await visit(t, '/state/snapshots', async (page) => {
        await act(page, `before ${ATTACK}`, 'Restore')
        await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
        await page.getByText('The tenant is what it was').waitFor()
      })
      const { value } = (await admin.get(POLICIES)).json<{ value: { id: string }[] }>()
      await admin.send('PUT', `${POLICIES}/${value[0]?.id}`, policy('Edge', setting('edge_b', 3), setting('edge_c', 4)))
      await made(emulator, CATEGORIES, { displayName: 'Kiosk' })
      for (const { size, scheme } of looks()) {
        const look = async (page: Page): Promise<void> => {
          for (const [part, ready] of Object.entries(READY)) {
            if (part === 'Compare') await act(page, `before ${ATTACK}`, 'Compare with now')
            else await page.getByRole('link', { name: part, exact: true }).click()
            await page.getByText(ready).first().waitFor()
            await isFit(t, page, `state-${part.split(' ')[0]?.toLowerCase()}-${size}-${scheme}`)
          }
        }
        await visit(t, '/state', look, { scheme, width: WIDTHS[size] })
      }
    })
  })
})

/** The parts, and what is there when they are. */
const READY = {
  Snapshots: 'the rollout',
  Compare: /added, \d+ changed/,
  'Import and export': 'Drop a folder',
  Clock: 'Time of the machine',
  'Seed and reset': 'Users and groups too',
} as const
