import { test } from 'tap'
import { importCircles, readSources } from '../../scripts/import-circles.js'

const circlesOf = (modules: Record<string, string>): string[][] => importCircles(new Map(Object.entries(modules)))

test('a circle of imports is found: of two, through others, of types, and of what is loaded later', async (t) => {
  const links = {
    value: (to: string) => `import { a } from '${to}'`,
    type: (to: string) => `import type { A } from '${to}'`,
    export: (to: string) => `export { a } from '${to}'`,
    later: (to: string) => `export const load = async () => (await import('${to}')).a`,
  }
  for (const [name, link] of Object.entries(links)) {
    const back = link('../model/types.js')
    const modules = { 'src/model/types.ts': `import { b } from '../odata/b.js'`, 'src/odata/c.ts': back }
    t.same(circlesOf({ ...modules, 'src/odata/b.ts': back }), [['src/model/types.ts', 'src/odata/b.ts']], name)
    const through = { ...modules, 'src/odata/b.ts': `export * from './c.js'` }
    t.same(circlesOf(through), [['src/model/types.ts', 'src/odata/b.ts', 'src/odata/c.ts']], `${name}, through another`)
  }
})

test('imports in one direction are no circle, however often they meet', async (t) => {
  const modules = {
    'src/a.ts': `import './b.js'\nimport './c.js'`,
    'src/b.ts': `import './d.js'`,
    'src/c.ts': `import './d.js'\nimport 'node:fs'`,
    'src/d.ts': '',
  }
  t.same(circlesOf(modules), [])
})

test('declarations of entities may name each other, but nothing outside their folder', async (t) => {
  const users = `import { group } from './groups.js'`
  const groups = `import { user } from './users.js'`
  t.same(circlesOf({ 'src/entities/users.ts': users, 'src/entities/groups.ts': groups }), [])
  t.same(circlesOf({ 'src/model/users.ts': users, 'src/model/groups.ts': groups }), [
    ['src/model/groups.ts', 'src/model/users.ts'],
  ])
})

test('the sources have no circle', async (t) => {
  t.same(importCircles(readSources('src')), [])
})
