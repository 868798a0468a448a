/** YAML as PyYAML writes it: the texts in the fixture are those of PyYAML 6.0.3, `dump(value, sort_keys=False, default_flow_style=False)`. */
import { readFileSync } from 'node:fs'
import { test } from 'tap'
import { pythonYaml } from '../../src/services/backups/intunecd/yaml.js'
import { fixture } from './importing.js'

test('values of every kind are written as PyYAML writes them', async (t) => {
  const cases = JSON.parse(readFileSync(fixture('pyyaml.json'), 'utf8')) as { value: unknown; yaml: string }[]
  const different = cases.filter(({ value, yaml }) => pythonYaml(value) !== yaml)
  t.strictSame(different.slice(0, 3), [], `${cases.length} values`)
  t.ok(cases.length > 100)
})

test('what is there more than once gets a name', async (t) => {
  const list = [1, { a: 2 }]
  const empty: unknown[] = []
  t.equal(
    pythonYaml({ a: list, b: [list, empty], c: { d: list, e: empty } }),
    'a: &id001\n- 1\n- a: 2\nb:\n- *id001\n- &id002 []\nc:\n  d: *id001\n  e: *id002\n',
  )
})
