/** What a release must agree on before anything is published. */
import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'tap'
import type { Test } from 'tap'

const SCRIPT = fileURLToPath(new URL('../../scripts/release-notes.js', import.meta.url))
const CHANGELOG =
  '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-12-01\n\n### Added\n\n- A thing.\n\n## [1.2.2] - 2026-11-01\n\n- Old.\n'

async function notes(t: Test, tag: string, { repository = 'acme/intunite', changelog = CHANGELOG } = {}) {
  const folder = t.testdir()
  await mkdir(join(folder, 'scripts'), { recursive: true })
  await cp(SCRIPT, join(folder, 'scripts', 'release-notes.js'))
  const own = { type: 'module', version: '1.2.3', repository: { url: 'git+https://github.com/acme/intunite.git' } }
  await writeFile(join(folder, 'package.json'), JSON.stringify(own))
  await writeFile(join(folder, 'CHANGELOG.md'), changelog)
  return new Promise<{ failed: boolean; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      [join(folder, 'scripts', 'release-notes.js'), tag, repository],
      (error, stdout, stderr) => resolve({ failed: error !== null, stdout, stderr }),
    )
  })
}

test('a release tells what the changelog says of its version, and of no other', async (t) => {
  t.strictSame(await notes(t, 'v1.2.3'), { failed: false, stdout: '### Added\n\n- A thing.\n', stderr: '' })
})

test('what does not agree is published nowhere', async (t) => {
  t.match(await notes(t, 'v1.2.4'), { failed: true, stderr: /the tag v1\.2\.4 is not v1\.2\.3/ })
  t.match(await notes(t, 'v1.2.3', { repository: 'other/intunite' }), {
    failed: true,
    stderr: /and not other\/intunite/,
  })
  t.match(await notes(t, 'v1.2.3', { changelog: '# Changelog\n' }), { failed: true, stderr: /no section 1\.2\.3/ })
  const undated = CHANGELOG.replace('2026-12-01', 'unreleased')
  t.match(await notes(t, 'v1.2.3', { changelog: undated }), { failed: true, stderr: /give it a date/ })
})

test('what is installed where no version is named is never a prerelease', async (t) => {
  const channel = (tag: string) =>
    new Promise<string>((resolve) => {
      const script = fileURLToPath(new URL('../../scripts/release-channel.js', import.meta.url))
      execFile(process.execPath, [script, tag], (_error, stdout, stderr) => resolve(stdout + stderr))
    })
  for (const tag of ['v1.2.3', 'v10.0.0', 'v1.2.3+build.7', 'v1.2.3+build-7'])
    t.equal(await channel(tag), 'latest\n', tag)
  for (const tag of ['v1.2.3-beta.1', 'v1.2.3-rc', 'v1.2.3-0', 'v1.2.3-rc.1+build'])
    t.equal(await channel(tag), 'next\n', tag)
  for (const tag of ['', '1.2.3', 'v1.2', 'vnext', 'v1.2.3 latest'])
    t.equal(await channel(tag), `the tag '${tag}' is not that of a version, such as v1.2.3\n`)
  const workflow = await readFile(new URL('../../.github/workflows/release.yml', import.meta.url), 'utf8')
  t.match(workflow, /npm publish [^\n]*--tag "\$\(node scripts\/release-channel\.js/)
  t.match(workflow, /:\$\{\{ steps\.channel\.outputs\.name \}\}/)
  t.notMatch(workflow, /:latest\b/)
})
