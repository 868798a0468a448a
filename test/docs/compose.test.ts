/** The image and docker-compose.yml: settings that are handed on are settings, and the build finds all that it reads. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'tap'
import { readConfig } from '../../src/read-config.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

test('what compose hands on is known, and as good as absent where it is empty', async (t) => {
  const text = await readFile(join(ROOT, 'docker-compose.yml'), 'utf8')
  const handed = [...text.matchAll(/^ {2}(INTUNITE_\w+): \$\{(\w+):-\}$/gm)]
  for (const [, name, variable] of handed) t.equal(variable, name)
  const names = new Set(handed.map(([, name = '']) => name))
  for (const name of ['INTUNITE_PROFILE', 'INTUNITE_SEED', 'INTUNITE_LOG_LEVEL', 'INTUNITE_TRUST'])
    t.ok(names.has(name), name)
  t.strictSame(readConfig(Object.fromEntries([...names].map((name) => [name, ''])), []), readConfig({}, []))
})

test('whatever the build reads is in the context of the image', async (t) => {
  const ignored = (await readFile(join(ROOT, '.dockerignore'), 'utf8')).split('\n')
  const read = await Promise.all(
    ['prepare.js', 'bundle.ts'].map((file) => readFile(join(ROOT, 'scripts', file), 'utf8')),
  )
  const made = new Set(['dist', 'node_modules'])
  const folders = [...read.join().matchAll(/\(root, '([\w.]+)'/g)].map(([, name = '']) => name)
  for (const folder of ['src', 'prisma', 'portal']) t.ok(folders.includes(folder), `it reads ${folder}`)
  for (const folder of new Set(folders)) if (!made.has(folder)) t.ok(ignored.includes(`!${folder}`), folder)
})
