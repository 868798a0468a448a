/** `npm run docs`: writes the documentation and the type tests that come from the program. With `--check` it fails where that is stale. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { scenarioSchema } from '../src/scenarios/format.js'
import { CLIENT_SETTINGS } from '../src/client-settings.js'
import { parity } from './parity.js'
import { settingsTable } from './settings-table.js'
import { typeTests } from './type-tests.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Generated parts by file and mark: what stands between `<!-- mark -->` and `<!-- /mark -->`. */
const PARTS = [
  { file: 'docs/settings.md', mark: 'settings', text: settingsTable() },
  { file: 'docs/control.md', mark: 'client-settings', text: settingsTable(CLIENT_SETTINGS) },
]

/** Files that are generated as a whole. */
const FILES = [
  { file: 'docs/parity.md', text: await parity() },
  {
    file: 'scenarios/scenario.schema.json',
    text: await format(JSON.stringify(scenarioSchema()), { parser: 'json', printWidth: 120 }),
  },
  {
    file: 'test/types/official.tst.ts',
    text: await format(await typeTests(), { parser: 'typescript', semi: false, singleQuote: true, printWidth: 120 }),
  },
]

const check = process.argv.includes('--check')
for (const { file, mark, text } of PARTS) {
  const path = join(root, file)
  const before = await readFile(path, 'utf8')
  const part = new RegExp(`(<!-- ${mark} -->)[^]*(<!-- /${mark} -->)`)
  if (!part.test(before)) throw new Error(`${file} has no part "${mark}"`)
  const options = { parser: 'markdown', semi: false, singleQuote: true, printWidth: 120 }
  const after = await format(
    before.replace(part, (_, begin: string, end: string) => `${begin}\n\n${text}\n\n${end}`),
    options,
  )
  await keep(file, before, after)
}
for (const { file, text } of FILES) await keep(file, await readFile(join(root, file), 'utf8').catch(() => ''), text)

async function keep(file: string, before: string, after: string): Promise<void> {
  if (after === before) return
  if (!check) await writeFile(join(root, file), after)
  process.stderr.write(check ? `${file} is stale: npm run docs\n` : `wrote ${file}\n`)
  if (check) process.exitCode = 1
}
