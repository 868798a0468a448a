/** `npm run docs`: writes the documentation that comes from the program. With `--check` it fails where that is stale. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { settingsTable } from './settings-table.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Generated parts by file and mark: what stands between `<!-- mark -->` and `<!-- /mark -->`. */
const PARTS = [{ file: 'docs/settings.md', mark: 'settings', text: settingsTable() }]

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
  if (after === before) continue
  if (!check) await writeFile(path, after)
  process.stderr.write(check ? `${file} is stale: npm run docs\n` : `wrote ${file}\n`)
  if (check) process.exitCode = 1
}
