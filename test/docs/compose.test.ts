/** docker-compose.yml: the settings that it hands on are settings, and those that nobody sets change nothing. */
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
