/** How much one request may ask. Nothing deep may cost the stack, nothing long the clock. */
import { cpuUsage } from 'node:process'
import t from 'tap'
import { GraphError } from '../../src/errors.js'
import { collection, Edm } from '../../src/model/edm.js'
import { createModel } from '../../src/model/model.js'
import { defineEntitySet } from '../../src/model/sets.js'
import { defineEntityType, toMany } from '../../src/model/declare.js'
import type { EntityType } from '../../src/model/types.js'
import { readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { model } from './model.js'
import { limitHere } from '../harness/machine.js'

const path = readResourcePath(model, '/beta/workshop/things')

function outcome(queryString: string): string {
  try {
    readQuery(queryString, { model, path })
    return 'accepted'
  } catch (error) {
    if (!(error instanceof GraphError) || error.status !== 400) throw error
    return error.message.replace('The query specified in the URI is not valid. ', '')
  }
}

function times(n: number, text: string, between = ''): string {
  return Array.from({ length: n }, () => text).join(between)
}

const TOO_DEEP = "The expression depth limit of '100' has been exceeded."
const TOO_MANY_NODES = "The node count limit of '4000' has been exceeded."

t.test('what is just within a limit is answered, what is just beyond is refused', (t) => {
  const cases: [what: string, within: string, beyond: string, message: string][] = [
    [
      'parentheses',
      `$filter=${times(99, '(')}active${times(99, ')')}`,
      `$filter=${times(100, '(')}active${times(100, ')')}`,
      TOO_DEEP,
    ],
    ['not', `$filter=${times(98, 'not ')}active`, `$filter=${times(100, 'not ')}active`, TOO_DEEP],
    ['minus', `$filter=count eq ${times(96, '-')}count`, `$filter=count eq ${times(100, '-')}count`, TOO_DEEP],
    [
      'calls',
      `$filter=name eq ${times(97, 'trim(')}name${times(97, ')')}`,
      `$filter=name eq ${times(99, 'trim(')}name${times(99, ')')}`,
      TOO_DEEP,
    ],
    ['sums', `$filter=count eq count${times(98, ' add 1')}`, `$filter=count eq count${times(99, ' add 1')}`, TOO_DEEP],
    ['comparisons', `$filter=active${times(99, ' eq active')}`, `$filter=active${times(100, ' eq active')}`, TOO_DEEP],
    ['nodes', `$filter=${times(2000, 'active', ' or ')}`, `$filter=${times(2001, 'active', ' or ')}`, TOO_MANY_NODES],
    [
      'in',
      `$filter=count in (${times(1000, '1', ',')})`,
      `$filter=count in (${times(1001, '1', ',')})`,
      "The in item limit of '1000' has been exceeded.",
    ],
    [
      'orderby',
      `$orderby=${times(32, 'name', ',')}`,
      `$orderby=${times(33, 'name', ',')}`,
      "The $orderby key limit of '32' has been exceeded.",
    ],
    [
      'select',
      `$select=${times(256, 'id', ',')}`,
      `$select=${times(257, 'id', ',')}`,
      "The $select item limit of '256' has been exceeded.",
    ],
    [
      'search terms',
      `$search=${times(64, 'a', ' ')}`,
      `$search=${times(65, 'a', ' ')}`,
      "The $search term limit of '64' has been exceeded.",
    ],
    [
      'search depth',
      `$search=${times(100, '(')}a${times(100, ')')}`,
      `$search=${times(101, '(')}a${times(101, ')')}`,
      TOO_DEEP,
    ],
    [
      'option length',
      `$filter=name eq '${times(32_758, 'x')}'`,
      `$filter=name eq '${times(32_759, 'x')}'`,
      "The $filter length limit of '32768' has been exceeded.",
    ],
    ['options', times(200, 'a=1', '&'), times(201, 'a=1', '&'), "The query option limit of '200' has been exceeded."],
    [
      'query string',
      times(131_072, '&'),
      times(131_073, '&'),
      "The query string length limit of '131072' has been exceeded.",
    ],
  ]
  for (const [what, within, beyond, message] of cases) {
    t.equal(outcome(within), 'accepted', `${what}: within`)
    t.equal(outcome(beyond), message, `${what}: beyond`)
  }
  t.end()
})

const TOO_MUCH =
  "The work limit of '20000' steps for each row has been exceeded. Collections inside of collections multiply, and so do long texts."

t.test('work multiplies where collections are inside of collections, and where long texts are', (t) => {
  const nested = (n: number, level: (inner: string, i: number) => string, end: string): string =>
    Array.from({ length: n }).reduceRight<string>((inner, _, i) => level(inner, i), end)
  const lambdas = (n: number): string => nested(n, (inner, i) => `tags/any(v${i}:${inner})`, "v0 eq 'x'")
  const all = (n: number): string => nested(n, (inner, i) => `tags/all(v${i}:${inner})`, "v0 eq 'x'")
  const counts = (n: number): string => nested(n, (inner) => `$it/tags/$count($filter=${inner}) gt 1`, '$it/active')
  const long = (n: number): string => `contains(${nested(n, (inner) => `concat(${inner},name)`, 'name')},'x')`
  // Texts of 16,000 characters that may begin anywhere in one of 16,000.
  const searched = (length: number): string => `contains('${times(length, 'a')}','${times(length, 'a')}b')`
  for (const make of [lambdas, all, counts]) {
    t.equal(outcome(`$filter=${make(2)}`), 'accepted')
    for (const n of [3, 4, 30]) t.equal(outcome(`$filter=${make(n)}`), TOO_MUCH)
    t.equal(outcome(`$filter=${make(60)}`), TOO_DEEP)
    t.equal(outcome(`$filter=(${lambdas(2)}) or active and (${make(3)})`), TOO_MUCH)
    t.equal(outcome(`$expand=parts($filter=screws/any(s:s/id eq 'x'))&$filter=${make(4)}`), TOO_MUCH)
  }
  t.equal(outcome(`$filter=${long(60)}`), 'accepted')
  t.equal(outcome(`$filter=${times(30, long(60), ' or ')}`), TOO_MUCH)
  t.equal(outcome(`$orderby=${times(30, `concat(${long(60).slice(9, -5)},name)`, ',')}`), TOO_MUCH)
  t.equal(outcome(`$filter=${searched(500)}`), 'accepted')
  t.equal(outcome(`$filter=${searched(16_000)}`), TOO_MUCH)
  t.equal(outcome(`$search=${times(64, 'a', ' ')}`), 'accepted')
  t.equal(outcome(`$search=${times(64, times(500, 'a'), ' ')}`), 'accepted')
  t.end()
})

t.test('aliases cannot be used to blow an expression up', (t) => {
  const doubling = Array.from({ length: 40 }, (_, i) => `@a${i}=@a${i + 1} and @a${i + 1}`).join('&')
  t.match(outcome(`$filter=@a0&${doubling}&@a40=active`), /limit of/)
  t.end()
})

t.test('expanded properties are counted over all levels', (t) => {
  // A chain of types, each contained in the one before, each under twenty names.
  let below: EntityType | undefined
  for (let i = 6; i >= 0; i--) {
    const inner: EntityType | undefined = below
    const names = i === 0 ? Array.from({ length: 20 }, (_, n) => `n${n}`) : ['n0', 'n1']
    below = defineEntityType({
      name: `level${i}`,
      properties: { id: Edm.String, tags: collection(Edm.String) },
      ...(inner && { navigation: Object.fromEntries(names.map((name) => [name, toMany(inner)])) }),
    })
  }
  const deep = createModel([
    defineEntitySet({
      path: 'levels',
      entityType: below as EntityType,
      permissions: { read: [], write: [] },
      backend: { kind: 'intune', service: 'X' },
      layout: 'document',
    }),
  ])
  const levels = readResourcePath(deep, '/v1.0/levels')
  const nested = (depth: number, name: string): string =>
    depth === 1 ? name : `${name}($expand=${nested(depth - 1, name)})`
  const read = (expand: string) => readQuery(`$expand=${expand}`, { model: deep, path: levels }).query
  t.doesNotThrow(() => read(nested(5, 'n0')))
  t.throws(() => read(nested(6, 'n0')), {
    message:
      'The query specified in the URI is not valid. The request includes a $expand path which is too deep. The maximum depth allowed is 5.',
  })
  t.throws(() => read(nested(1000, 'n0')), GraphError)
  t.doesNotThrow(() => read('*'))
  t.throws(() => read(nested(2, '*')), {
    message: "The query specified in the URI is not valid. The $expand item limit of '30' has been exceeded.",
  })
  t.end()
})

t.test('a message quotes no more than the surroundings of a huge text', (t) => {
  const before = times(200, 'active and ')
  const message = outcome(`$filter=${before}! ${times(200, ' and active')}`)
  t.match(message, /^Syntax error at position 2200 in '….*…'\.$/)
  t.ok(message.length < 300)
  t.ok(outcome(`$select=${times(30_000, 'x')}`).length < 500)
  t.ok(outcome(`$${times(30_000, 'x')}=1`).length < 400)
  t.end()
})

t.test('texts that are as bad as can be take less than 10 ms', (t) => {
  const n = 32_000
  const texts = [
    `$filter=${times(n, '(')}`,
    `$filter=${times(n / 4, 'not ')}`,
    `$filter=${times(n, '-')}`,
    `$filter=${times(n, "'")}`,
    `$filter=${times(n / 2, "''")}x`,
    `$filter=${times(n / 2, 'a/')}`,
    `$filter=${times(n / 2, 'f(')}`,
    `$filter=${times(n / 8, 'active or ')}active`.slice(0, n),
    `$filter=name eq '${times(n - 100, "''")}'`.slice(0, n),
    `$filter=${times(n / 8, '12345678-')}`,
    `$filter=${times(n, '1')} eq 1`,
    `$filter=${times(n, 'a')} eq 1`,
    `$filter=${times(n, ' ')}`,
    `$filter=${times(n / 2, 'é')}`,
    `$filter=payload eq '${times(n - 100, 'A')}'`,
    `$filter=access eq '${times(n / 5, 'read,')}'`.slice(0, n),
    `$filter=createdDateTime eq '${times(n - 100, '1')}'`,
    `$filter=lifetime eq 'P${times(n - 100, '1')}D'`,
    `$filter=graph.thing/${times(n / 12, 'graph.thing/')}name eq 'x'`,
    `$select=${times(n / 2, 'a,')}`,
    `$select=${times(n, '(')}`,
    `$expand=${times(n / 20, 'parts($expand=screws)')}`,
    `$expand=${times(n / 14, 'parts($expand=')}`,
    `$expand=parts(${times(n / 10, '$select=a;')})`,
    `$search=${times(n, '(')}`,
    `$search=${times(n, '"')}`,
    `$search="${times(n / 2, '\\"')}`,
    `$orderby=${times(n / 5, 'name,')}`,
    times(60_000, '&a'),
    times(40_000, '%24'),
  ]
  for (const text of texts) {
    let best = Infinity
    for (let i = 0; i < 5; i++) {
      // Processor time: other programs on the machine do not count.
      const before = cpuUsage()
      outcome(text)
      const { user, system } = cpuUsage(before)
      best = Math.min(best, (user + system) / 1000)
    }
    t.ok(best < limitHere(10), `${text.slice(0, 40)}…: ${best.toFixed(2)} ms`)
  }
  t.end()
})
