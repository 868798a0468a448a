/**
 * Random and mutated paths and query strings: each is understood or refused with a 400 or 404, in less than 10 ms.
 * `INTUNITE_FUZZ` says how many, `INTUNITE_FUZZ_SEED` repeats a run.
 */
import t from 'tap'
import { GraphError } from '../../src/errors.js'
import type { ResourcePath } from '../../src/odata/ast.js'
import { readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { suite } from './cases/suite.js'
import { model } from './model.js'
import { printQuery } from './print.js'
import { sweep } from '../harness/sweep.js'
import { threadTime } from '../harness/work-time.js'

const COUNT = Number(process.env['INTUNITE_FUZZ'] ?? sweep(1_000_000, 60_000))
const SEED = Number(process.env['INTUNITE_FUZZ_SEED'] ?? 20260302)
const BOUND = 10

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const random = generator(SEED)
const below = (n: number): number => Math.floor(random() * n)
const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T

const TOKENS = [
  ...'( ) , / : ; = \' " * - + . & ? # % @ $ [ ] { } \\ |'.split(' '),
  ...'and or not eq ne gt ge lt le has in add sub mul div divby mod asc desc any all null true false AND OR NOT'.split(
    ' ',
  ),
  ...'$filter= $select= $expand= $orderby= $top= $skip= $count= $search= $format= $skiptoken= $it $this $root $count'.split(
    ' ',
  ),
  ...'name count size weight active tags numbers parts summary address/city contact/mail colour access owner'.split(
    ' ',
  ),
  ...'contains( startswith( substring( length( year( now() round( isof( any( all( any(t:t date( time('.split(' '),
  ...'microsoft.graph.robot graph.machine/speed graph.mailContact microsoft.graph.colour'.split(' '),
  ...['5', '-5', '1.5', '1e3', '9223372036854775808', "'x'", "''", "'red'", "'1", '2026-01-02', '2026-01-02T03:04:05Z'],
  ...['184efa21-98c3-4e5d-95ab-d07053a96e67', "duration'PT1M'", "binary'AQID'", '08:30', ' ', '  ', '\t', '\n'],
  ...[
    '%20',
    '%27',
    '%2F',
    '%',
    '%zz',
    '%00',
    '%E0%A4',
    '%F0%9F%98%80',
    'é',
    '😀',
    '\u0000',
    '\u00a0',
    '\ud800',
    '\u2028',
  ],
]

const PATHS = [
  '/beta/workshop/things',
  '/v1.0/workshop/things',
  '/beta/workshop/things/graph.machine',
  "/beta/workshop/things('1')",
  '/beta/workshop/things/1/parts',
  '/beta/workshop/things/1/summary',
  '/beta/workshop/things/1/contact/graph.mailContact/mail/$value',
  "/v1.0/workshop/things('1')/graph.robot/parts('2')/screws/$count",
  '/beta/workshop/things/$count',
  '/v1.0/parts',
  '/beta/workshop/things/1/microsoft.graph.assign',
  '/v1.0/$metadata',
]
const resources = PATHS.map((path) => readResourcePath(model, path))

const seeds = Object.values(suite).flatMap((constructs) =>
  constructs.flatMap(({ option, accepted = [], refused = [] }) =>
    [...accepted, ...refused].map(([text]) => (option === undefined ? text : `${option}=${text}`)),
  ),
)

function mutated(text: string): string {
  let result = text
  for (let i = below(4) + 1; i > 0; i--) {
    const at = below(result.length + 1)
    const to = Math.min(result.length, at + below(12))
    const [head, middle, tail] = [result.slice(0, at), result.slice(at, to), result.slice(to)]
    switch (below(7)) {
      case 0:
        result = head + tail
        break
      case 1:
        result = head + pick(TOKENS) + tail
        break
      case 2:
        result = head + pick(TOKENS) + middle + tail
        break
      case 3:
        result = head + middle + middle + tail
        break
      case 4:
        result = head + encodeRandomly(middle) + tail
        break
      case 5:
        result = head + pick(seeds).slice(below(20)) + tail
        break
      default:
        result = tail + middle + head
    }
  }
  return result.slice(0, 4000)
}

function encodeRandomly(text: string): string {
  return Array.from(text, (char) =>
    random() < 0.5 ? `%${char.charCodeAt(0).toString(16).padStart(2, '0')}` : char,
  ).join('')
}

function tokenSoup(): string {
  return Array.from({ length: below(30) + 1 }, () => pick(TOKENS)).join(random() < 0.5 ? ' ' : '')
}

function characterSoup(): string {
  const top = pick([128, 256, 0x10000])
  return Array.from({ length: below(60) }, () => String.fromCharCode(below(top))).join('')
}

function nested(): string {
  const [open, close] = pick([
    ['(', ')'],
    ['not (', ')'],
    ['trim(', ')'],
    ['tags/any(t:', ')'],
    ['parts($expand=', ')'],
    ['-', ''],
  ] as const)
  const n = below(200)
  return `${pick(['$filter=', '$orderby=', '$expand=', '$search=', '$select='])}${open.repeat(n)}${tokenSoup()}${close.repeat(n)}`
}

function queryString(): string {
  const kind = random()
  if (kind < 0.7) return mutated(pick(seeds))
  if (kind < 0.85) return pick(['$filter=', '$orderby=', '$select=', '$expand=', '$search=', '']) + tokenSoup()
  if (kind < 0.95) return pick(['$filter=', '$filter=name eq ', '$select=', '$expand=parts(', '']) + characterSoup()
  return nested()
}

/** What reading comes to; anything thrown that is not for the client is a bug. */
function attempt(read: () => unknown): 'accepted' | 'refused' {
  try {
    read()
    return 'accepted'
  } catch (error) {
    if (error instanceof GraphError && (error.status === 400 || error.status === 404)) return 'refused'
    throw error
  }
}

interface Tally {
  accepted: number
  refused: number
  slowest: number
}

function run(tally: Tally, input: string, read: () => unknown): 'accepted' | 'refused' {
  const start = threadTime()
  let outcome: 'accepted' | 'refused'
  try {
    outcome = attempt(read)
  } catch (cause) {
    throw new Error(`crashed on ${JSON.stringify(input)}`, { cause })
  }
  let took = threadTime() - start
  // A pause of the machine is not the reader's: the best of a few says what the input costs.
  for (let i = 0; i < 5 && took > 1; i++) {
    const again = threadTime()
    attempt(read)
    took = Math.min(took, threadTime() - again)
  }
  if (took > BOUND) throw new Error(`${took} ms for ${JSON.stringify(input)}`)
  tally.slowest = Math.max(tally.slowest, took)
  tally[outcome]++
  return outcome
}

/** A query string that was understood means the same when its options are sent as a next link would send them. */
function sentAgain(text: string, path: ResourcePath): void {
  const { query, pairs } = readQuery(text, { model, path })
  const token = query.skipToken === undefined ? [] : [['$skiptoken', query.skipToken] as const]
  const again = [...pairs, ...token].map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
  const printed = printQuery(readQuery(again, { model, path }).query)
  if (printed !== printQuery(query)) throw new Error(`${JSON.stringify(text)} sent again means ${printed}`)
}

t.test(`${COUNT} query strings`, (t) => {
  const tally: Tally = { accepted: 0, refused: 0, slowest: 0 }
  for (let i = 0; i < COUNT; i++) {
    const text = queryString()
    const path = random() < 0.6 ? (resources[0] as ResourcePath) : pick(resources)
    if (run(tally, text, () => readQuery(text, { model, path })) === 'accepted') sentAgain(text, path)
  }
  t.comment(
    `seed ${SEED}: ${tally.accepted} accepted, ${tally.refused} refused, slowest ${tally.slowest.toFixed(2)} ms`,
  )
  t.ok(tally.accepted > COUNT / 50, 'many are understood')
  t.ok(tally.refused > COUNT / 50, 'many are refused')
  t.end()
})

t.test(`${Math.ceil(COUNT / 5)} paths`, (t) => {
  const tally: Tally = { accepted: 0, refused: 0, slowest: 0 }
  for (let i = 0; i < COUNT / 5; i++) {
    const text = random() < 0.8 ? mutated(pick(PATHS)) : `/beta/workshop/${tokenSoup()}`
    run(tally, text, () => readResourcePath(model, text))
  }
  t.comment(
    `seed ${SEED}: ${tally.accepted} accepted, ${tally.refused} refused, slowest ${tally.slowest.toFixed(2)} ms`,
  )
  t.ok(tally.accepted > 0 && tally.refused > 0)
  t.end()
})
