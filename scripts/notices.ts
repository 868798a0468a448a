/** The licences of packages whose code travels inside ours, as they ask for. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
}

/** `files` are paths inside `node_modules`; packages are named once, in the order of their names. */
export async function noticesOf(files: readonly string[]): Promise<string> {
  const folders = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []))
  const notices = new Map<string, string>()
  for (const folder of folders) {
    const {
      name,
      version,
      license = 'unknown',
    } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest
    notices.set(`${name} ${version}`, `${name} ${version} (${license})\n\n${await licenceText(folder)}\n`)
  }
  const rule = `\n${'-'.repeat(80)}\n\n`
  const texts = [...notices].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, text]) => text)
  return `Intunite contains code of the following packages, each under its own licence.\n${rule}${texts.join(rule)}`
}

async function licenceText(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name)).sort()
  if (names.length === 0) return 'The package carries no text of its licence.'
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.map((text) => text.trim()).join('\n\n')
}
