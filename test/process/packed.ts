/** The package as it is published, made once for each file of tests. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { ROOT } from './server-process.js'

let made: Promise<string> | undefined

/** Gives the path of the tarball. */
export function packed(): Promise<string> {
  return (made ??= pack())
}

async function pack(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-packed-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/package.ts', folder], { cwd: ROOT })
  const [name = ''] = await readdir(folder)
  return join(folder, name)
}
