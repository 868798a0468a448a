import { test } from 'tap'
import { Edm } from '../../src/model/edm.js'
import { createModel } from '../../src/model/model.js'
import { defineEntitySet, defineSingleton } from '../../src/model/sets.js'
import { defineEntityType, toMany, toOne } from '../../src/model/declare.js'

const backend = { kind: 'intune', service: 'test' } as const
const permissions = { read: [], write: [] }

const leaf = defineEntityType({ name: 'leaf', properties: { id: Edm.Guid } })
const twig = defineEntityType({ name: 'twig', properties: { id: Edm.Guid }, navigation: { leaf: toOne(leaf) } })

function layouts(navigation: Parameters<typeof defineEntityType>[0]['navigation'], layout?: 'table' | 'document') {
  const tree = defineEntityType({ name: 'tree', properties: { id: Edm.Guid }, ...(navigation && { navigation }) })
  const { resources } = createModel([
    defineSingleton({
      path: 'forest',
      entityType: defineEntityType({ name: 'forest', properties: {} }),
      backend,
      permissions,
    }),
    defineEntitySet({ path: 'forest/trees', entityType: tree, backend, permissions, ...(layout && { layout }) }),
  ])
  return Object.fromEntries(resources.map(({ path, layout }) => [path, layout]))
}

test('a set is a table unless it is declared as documents', async (t) => {
  t.same(layouts({ leaves: toMany(leaf) }), {
    forest: 'table',
    'forest/trees': 'table',
    'forest/trees/leaves': 'table',
  })
})

test('what documents contain are documents, and what a table contains may be', async (t) => {
  t.match(layouts({ twigs: toMany(twig) }, 'document'), {
    'forest/trees': 'document',
    'forest/trees/twigs': 'document',
    'forest/trees/twigs/leaf': 'document',
  })
  t.match(layouts({ twigs: toMany(twig, { layout: 'document' }) }), {
    'forest/trees': 'table',
    'forest/trees/twigs': 'document',
    'forest/trees/twigs/leaf': 'document',
  })
})

test('a table below documents is refused', async (t) => {
  t.throws(() => layouts({ twigs: toMany(twig, { layout: 'table' }) }, 'document'), {
    message: "forest/trees: 'twig' cannot have a table of its own below documents",
  })
})
