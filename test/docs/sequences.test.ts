/** The commands of the documents, block by block and one after the other, as a reader pastes them. */
import { spawn } from 'node:child_process'
import { cp, mkdir, readFile, rm, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import type { Test } from 'tap'
import { forEachDatabase, onSqlite } from '../harness/databases.js'
import type { TestDatabase } from '../harness/databases.js'
import { PROGRAM, ROOT, startServer } from '../process/server-process.js'

/** Documents, the titles under which their commands stand, and where they are run: on each database what says that it does. */
const SEQUENCES = [
  ['README.md', '## Tenants, apps, users', onSqlite],
  ['docs/control.md', '## The command', onSqlite],
  ['docs/seed.md', '# A tenant to try things on', onSqlite],
  ['docs/snapshots.md', '# Snapshots', onSqlite],
  ['docs/rehearsal.md', '# Rehearse a change', forEachDatabase],
] as const

function commandsBelow(text: string, title: string): string {
  const start = text.indexOf(`${title}\n`)
  const block = /```(?:ba)?sh\n([^]*?)```/.exec(start < 0 ? '' : text.slice(start))?.[1]
  if (block === undefined) throw new Error(`no commands under ${title}`)
  return block
}

for (const [file, title, where] of SEQUENCES)
  test(`the commands of ${file} run as they stand, where a server has been started`, (t) =>
    where(t, (t, database) => runCommands(t, database, file, title)))

async function runCommands(t: Test, database: TestDatabase, file: string, title: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-docs-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const place = await database.newDatabase()
  const { origin } = await startServer(t, { ...place, dataFolder: join(folder, 'data'), cwd: folder })
  await cp(join(ROOT, 'test/backups/fixtures/intunecd/json'), join(folder, 'backup'), { recursive: true })
  await mkdir(join(folder, 'bin'))
  await writeFile(join(folder, 'bin', 'intunite'), `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`, {
    mode: 0o755,
  })
  const commands = commandsBelow(await readFile(join(ROOT, file), 'utf8'), title)
  // Large takes its time, and is the same command.
  const script = commands.replace(/--size large/g, '--size small').replaceAll('http://127.0.0.1:8080', origin)
  t.match(script, /^intunite /m)
  const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, HOME: folder }
  const shell = spawn('sh', ['-e', '-c', script], { cwd: folder, env })
  let output = ''
  for (const stream of [shell.stdout, shell.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (output += part))
  t.equal(await new Promise((resolve) => shell.on('close', resolve)), 0, output)
  t.notMatch(output, /^intunite: /m)
  // The change that a document tells of is in the file for the pull request.
  if (script.includes('change.md'))
    t.match(await readFile(join(folder, 'change.md'), 'utf8'), /- added \*\*Kiosk \(deviceCategory\)\*\*/)
}
