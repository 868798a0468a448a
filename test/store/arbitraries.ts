/** Random toys, and random questions about them that the reader of queries could have asked. */
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import type { Resource } from '../../src/model/model.js'
import type { Entity } from '../../src/model/payload.js'
import { allProperties, isA } from '../../src/model/inheritance.js'
import type { EntityType, EnumType, Property, StructuredType } from '../../src/model/types.js'
import { character } from '../harness/characters.js'
import type {
  Call,
  Expression,
  Literal,
  OrderBy,
  Path,
  PathStep,
  Query,
  SearchExpression,
  ValueType,
} from '../../src/odata/ast.js'
import { valueTypeOf } from '../../src/odata/value-types.js'
import type { Thing } from './evaluate.js'
import {
  ball,
  box,
  circle,
  color,
  crate,
  digest,
  digests,
  figure,
  remark,
  remarks,
  rights,
  square,
  toy,
  toys,
} from './fixture-model.js'

/** Texts that were once handled wrongly. */
export const TEXTS = [
  '',
  'a',
  'A',
  'ab',
  'AB',
  'aB',
  'b',
  'abc',
  'Abcabc',
  'c',
  'Ab%',
  '%',
  '_',
  'a_b',
  '\\',
  '\\%',
  "'",
  "''",
  '"',
  "a'b",
  'ß',
  'SS',
  'ss',
  'ẞ',
  'İ',
  'i̇',
  'I',
  'i',
  'ı',
  'ſ',
  's',
  'S',
  '\u212a',
  'k',
  'K',
  '\u212b',
  'å',
  'Å',
  'A\u030a',
  'é',
  'e\u0301',
  'É',
  'Σ',
  'ς',
  'σ',
  'ΟΔΟΣ',
  'οδος',
  'ﬀ',
  'ff',
  'FF',
  'ǅ',
  'ǆ',
  'Ǆ',
  'ŉ',
  'ʼn',
  'Ω',
  'ω',
  '😀',
  '😀b',
  'a😀',
  '\u{10ffff}',
  'a\u{10ffff}',
  'a\u{10ffff}b',
  '\ud7ff',
  '\ue000',
  'a\ud7ff',
  'a\ue000',
  '\ufffd',
  '\uffff',
  'Ꙁ',
  'ꙁ',
  '𐐀',
  '𐐨',
  ' a ',
  ' ',
  '\ta\n',
  '\u00a0x',
  '\u3000',
  'a\nb',
  'a b',
  'a  b',
  'null',
  '0',
  '1',
  '10',
  '2',
  '-1',
  'true',
  "x' OR '1'='1",
  '$1',
  '?1',
  '?',
  ':a',
  '--',
  '/*',
  '{"a":1}',
  '[1]',
  '\u0001',
  '\u007f',
  '\u0080',
  '\u2028',
  '#',
  '&',
  '+',
  'a+b',
  '%25',
] as const

const COMMON = ['a', 'A', 'ab', 'AB', 'abc', 'b', 'ß', 'SS', '', 'a b', 'É', 'é', '😀b', 'İ'] as const

export const text: Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...COMMON) },
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: character, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...TEXTS), fc.constantFrom(...TEXTS)).map(([a, b]) => a + b) },
)
const int32 = fc.constantFrom(0, 1, -1, 2, 3, 5, 7, -7, 10, 100, 2147483647, -2147483648, 1073741824)
const int64 = fc.constantFrom(0, 1, -1, 3, 12, 2147483648, -2147483649, 9007199254740991, -9007199254740991)
const wide = fc.constantFrom(
  9223372036854775807n,
  -9223372036854775808n,
  9007199254740993n,
  4611686018427387904n,
  2n,
  -3n,
  0n,
)
const double = fc.constantFrom(
  0,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  1,
  3,
  0.1,
  0.2,
  3.25,
  1e22,
  1e300,
  -1e300,
  1e308,
  1.7976931348623157e308,
  -1.7976931348623157e308,
  5e-324,
  1e-310,
  1e-200,
  0.49999999999999994,
  2 ** 51 + 0.5,
  2 ** 53 + 2,
  2147483648,
  0.4815162,
)
const moment = fc.constantFrom(
  '0001-01-01T00:00:00',
  '9999-12-31T23:59:59.9999999',
  '2026-03-02T09:14:07.4815162',
  '2026-03-02T09:14:07',
  '2026-03-02T09:14:07.4',
  '2026-03-02T09:14:07.48',
  '1969-12-31T23:59:59.9',
  '2026-02-28T00:00:00',
  '2024-02-29T12:30:45.0000001',
  '2026-11-01T01:59:59.99',
)
const guid = fc.constantFrom(
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '0a5d3e91-6b7c-4f12-8d40-e3b1c9f7a256',
)
const binary = fc.constantFrom('', 'AAAA', 'aaaa', 'AA==', '+/8=')

export const NOW = '2026-03-02T09:14:07.4815162'

function memberOf(type: EnumType): Arbitrary<string> {
  if (!type.flags) return fc.constantFrom(...Object.keys(type.members))
  const single = Object.entries<number>(type.members)
    .filter(([, number]) => number > 0)
    .map(([name]) => name)
  return fc.subarray(single).map((names) => (names.length === 0 ? 'none' : names.join(',')))
}

function valueOf(property: Property): Arbitrary<unknown> {
  const { collection, nullable } = property
  const one = fc.oneof(
    ...(property.subtypes.length > 0 ? property.subtypes : [undefined]).map((type) => single(property, type)),
  )
  const whole = collection ? fc.array(one, { maxLength: 3 }) : one
  return nullable ? fc.oneof({ weight: 3, arbitrary: whole }, { weight: 1, arbitrary: fc.constant(null) }) : whole
}

function single({ type }: Property, subtype: StructuredType | undefined): Arbitrary<unknown> {
  if (type.kind === 'enum') return memberOf(type)
  if (type.kind === 'complex') {
    const actual = subtype ?? type
    const members = fc.record(
      Object.fromEntries(Object.entries(allProperties(actual)).map(([name, each]) => [name, valueOf(each)])),
    )
    return subtype === undefined
      ? members
      : members.map((value) => ({ '@odata.type': `#microsoft.graph.${actual.name}`, ...value }))
  }
  switch (type.name) {
    case 'Edm.String':
      return text
    case 'Edm.Guid':
      return guid
    case 'Edm.Int32':
      return int32
    case 'Edm.Int64':
      return int64
    case 'Edm.Double':
      return double
    case 'Edm.Boolean':
      return fc.boolean()
    case 'Edm.Binary':
      return binary
    case 'Edm.DateTimeOffset':
      return moment.map((value) => `${value}Z`)
    case 'Edm.Duration':
      return fc.constant('PT1M')
    default:
      throw new Error(`the fixture model has no ${type.name}`)
  }
}

function entityOf(type: EntityType, id: string): Arbitrary<Entity> {
  const { id: _id, ...others } = allProperties(type)
  return fc
    .record(Object.fromEntries(Object.entries(others).map(([name, each]) => [name, valueOf(each)])))
    .map((entity) => ({ id, ...entity }))
}

/** Ids in which order and case of letters count. */
const IDS = ['a', 'B', 'b', 'A', '0', '0-', '~', 'é', 'É', '😀', '\uffff', "'", '"', '%']

export function thing(id: string): Arbitrary<Thing> {
  return fc.constantFrom(box, crate, ball).chain((type) =>
    fc
      .tuple(
        entityOf(type, id),
        fc.integer({ min: 0, max: 4 }).chain((n) => fc.tuple(...IDS.slice(0, n).map((id) => entityOf(remark, id)))),
        fc.option(entityOf(digest, 'digest'), { nil: undefined }),
      )
      .map(([entity, below, one]) => ({
        type,
        entity,
        many: { remarks: below.map((entity) => ({ type: remark, entity, many: {}, one: {} })) },
        one: { digest: one && { type: digest, entity: one, many: {}, one: {} } },
      })),
  )
}

/** Some toys with different ids. */
export function things(count: number): Arbitrary<Thing[]> {
  const ids = Array.from({ length: count }, (_, i) =>
    (IDS[i % IDS.length] as string).repeat(1 + Math.floor(i / IDS.length)),
  )
  return fc.tuple(...ids.map(thing))
}

interface Reach {
  readonly scalars: readonly Path[]
  readonly collections: readonly { readonly path: Path; readonly member: Member }[]
  readonly structures: readonly Path[]
}

/** What a collection holds. */
type Member = { readonly resource: Resource } | { readonly property: Property }

interface Scope {
  readonly name: string
  readonly reach: Reach
  readonly nesting: number
  readonly row: boolean
}

function path(variable: string | undefined, steps: readonly PathStep[], type: ValueType, collection = false): Path {
  return { node: 'path', variable, steps, type, collection }
}

/** Everything within reach of a variable. */
function reachOf(variable: string | undefined, resource: Resource | undefined, type: StructuredType): Reach {
  const scalars: Path[] = []
  const collections: { path: Path; member: Member }[] = []
  const structures: Path[] = []
  const visit = (steps: readonly PathStep[], owner: StructuredType, names: Iterable<[string, Property]>): void => {
    for (const [name, property] of names) {
      const here: PathStep[] = [...steps, { step: 'property', name, property, owner: declarer(owner, name) }]
      const valueType = valueTypeOf(property)
      if (property.collection) collections.push({ path: path(variable, here, valueType, true), member: { property } })
      else if (property.type.kind === 'complex') {
        structures.push(path(variable, here, valueType))
        visit(here, property.type, Object.entries(allProperties(property.type)))
        for (const subtype of property.subtypes)
          visit([...here, { step: 'cast', type: subtype }], subtype, Object.entries(allProperties(subtype)))
      } else scalars.push(path(variable, here, valueType))
    }
  }
  visit([], type, Object.entries(allProperties(type)))
  if (resource === toys) {
    for (const derived of [box, crate, ball])
      visit(
        [{ step: 'cast', type: derived }],
        derived,
        [...Object.entries(allProperties(derived))].filter(
          ([name]) => name === 'name' || name === 'tags' || !Object.hasOwn(allProperties(toy), name),
        ),
      )
    const one: PathStep = { step: 'navigation', name: 'digest', resource: digests }
    structures.push(path(variable, [one], digest))
    visit([one], digest, Object.entries(allProperties(digest)))
    const many: PathStep = { step: 'navigation', name: 'remarks', resource: remarks }
    collections.push({ path: path(variable, [many], remark, true), member: { resource: remarks } })
    collections.push({
      path: path(variable, [{ step: 'cast', type: ball }, many], remark, true),
      member: { resource: remarks },
    })
  }
  return { scalars, collections, structures }
}

function declarer(type: StructuredType, name: string): StructuredType {
  return Object.hasOwn(type.properties, name) ? type : declarer(type.baseType as StructuredType, name)
}

function scopeOf(name: string, member: Member, nesting: number): Scope {
  if ('resource' in member)
    return { name, reach: reachOf(name, member.resource, member.resource.type), nesting, row: false }
  const type = valueTypeOf(member.property)
  const element = path(name, [], type)
  if (member.property.type.kind === 'complex')
    return { name, reach: reachOf(name, undefined, member.property.type), nesting, row: false }
  return { name, reach: { scalars: [element], collections: [], structures: [] }, nesting, row: false }
}

/** Arbitraries of expressions over some scopes, made once for each depth. */
class Expressions {
  readonly #scopes: readonly Scope[]
  readonly #made = new Map<string, Arbitrary<Expression>>()

  constructor(scopes: readonly Scope[]) {
    this.#scopes = scopes
  }

  condition(depth: number): Arbitrary<Expression> {
    return this.#once(`condition ${depth}`, () => {
      const flags = this.#paths((type) => type === 'boolean')
      const simple: Arbitrary<Expression>[] = [
        this.#compared(0),
        this.#compared(0),
        this.#tested(0),
        this.#nulls(),
        this.#in(0),
        this.#has(),
        this.#isOf(),
      ]
      if (flags.length > 0)
        simple.push(
          fc.constantFrom(...flags),
          fc.constantFrom<Expression>(literal('boolean', true), literal('boolean', false)),
        )
      const lambdas = this.#lambdas()
      if (lambdas.length > 0) simple.push(fc.oneof(...lambdas))
      if (depth === 0) return fc.oneof(...simple)
      const below = this.condition(depth - 1)
      return fc.oneof(
        fc.oneof(...simple),
        this.#compared(depth - 1),
        this.#compared(depth - 1),
        this.#compared(depth - 1),
        this.#tested(depth - 1),
        this.#in(depth - 1),
        fc.record({ node: fc.constantFrom('and' as const, 'or' as const), left: below, right: below }),
        fc.record({ node: fc.constantFrom('and' as const, 'or' as const), left: below, right: below }),
        below.map((operand): Expression => ({ node: 'not', operand })),
        fc
          .record({
            operator: fc.constantFrom('eq' as const, 'ne' as const, 'gt' as const, 'le' as const),
            left: below,
            right: fc.oneof(
              below,
              fc.constantFrom<Expression>(literal('boolean', true), literal('boolean', false), literal('null', null)),
            ),
          })
          .filter(
            ({ operator, right }) =>
              operator === 'eq' || operator === 'ne' || !(right.node === 'literal' && right.value === null),
          )
          .map((comparison): Expression => ({ node: 'comparison', ...comparison })),
      )
    })
  }

  text(depth: number): Arbitrary<Expression> {
    return this.#once(`text ${depth}`, () => {
      const leaf = this.#leaf(
        'string',
        text.map((value) => literal('string', value)),
      )
      if (depth === 0) return leaf
      const [below, number] = [this.text(depth - 1), this.integer(0)]
      return fc.oneof(
        leaf,
        fc
          .tuple(fc.constantFrom('tolower' as const, 'toupper' as const, 'trim' as const), below)
          .map(([name, a]) => call(name, 'string', a)),
        fc.tuple(below, below).map(([a, b]) => call('concat', 'string', a, b)),
        fc.tuple(below, number).map(([a, b]) => call('substring', 'string', a, b)),
        fc
          .tuple(
            below,
            fc.integer({ min: -1, max: 3 }).map((n) => literal('int32', n)),
            number,
          )
          .map(([a, b, c]) => call('substring', 'string', a, b, c)),
      )
    })
  }

  integer(depth: number): Arbitrary<Expression> {
    return this.#once(`integer ${depth}`, () => {
      const small = this.#leaf(
        'int32',
        int32.map((value) => literal('int32', value)),
      )
      if (depth === 0) return small
      const moments = this.#moment(0)
      const counts = this.#counts()
      return fc.oneof(
        small,
        this.text(depth - 1).map((a) => call('length', 'int32', a)),
        fc.tuple(this.text(depth - 1), this.text(0)).map(([a, b]) => call('indexof', 'int32', a, b)),
        fc
          .tuple(
            fc.constantFrom(
              'year' as const,
              'month' as const,
              'day' as const,
              'hour' as const,
              'minute' as const,
              'second' as const,
              'totaloffsetminutes' as const,
            ),
            moments,
          )
          .map(([name, a]) => call(name, 'int32', a)),
        this.#whole('int32', depth - 1),
        ...(counts.length > 0 ? [fc.oneof(...counts)] : []),
      )
    })
  }

  /** Of 64 bits. */
  long(depth: number): Arbitrary<Expression> {
    return this.#once(`long ${depth}`, () => {
      const leaf = this.#leaf(
        'int64',
        fc.oneof(int64.map(BigInt), wide).map((value) => literal('int64', value)),
      )
      return depth === 0 ? leaf : fc.oneof(leaf, this.#whole('int64', depth - 1))
    })
  }

  double(depth: number): Arbitrary<Expression> {
    return this.#once(`double ${depth}`, () => {
      const leaf = this.#leaf(
        'double',
        double.map((value) => literal('double', value)),
      )
      if (depth === 0) return leaf
      const [below, whole] = [this.double(depth - 1), this.integer(0)]
      const any = fc.oneof(below, below, whole, this.long(0))
      return fc.oneof(
        leaf,
        fc
          .tuple(
            fc.constantFrom(
              'add' as const,
              'sub' as const,
              'mul' as const,
              'div' as const,
              'divby' as const,
              'mod' as const,
            ),
            below,
            any,
          )
          .map(([operator, left, right]): Expression => ({
            node: 'arithmetic',
            operator,
            left,
            right,
            type: 'double',
          })),
        fc
          .tuple(whole, whole)
          .map(([left, right]): Expression => ({ node: 'arithmetic', operator: 'divby', left, right, type: 'double' })),
        below.map((operand): Expression => ({ node: 'negate', operand, type: 'double' })),
        fc
          .tuple(fc.constantFrom('round' as const, 'floor' as const, 'ceiling' as const), any)
          .map(([name, a]) => call(name, 'double', a)),
        this.#moment(0).map((a) => call('fractionalseconds', 'double', a)),
      )
    })
  }

  /** What can be sorted by: no constants. */
  key(depth: number): Arbitrary<Expression> {
    const paths = this.#paths(
      (type) =>
        type === 'int64' || type === 'guid' || type === 'boolean' || (typeof type === 'object' && type.kind === 'enum'),
    )
    return fc
      .oneof(
        ...(paths.length > 0 ? [fc.constantFrom<Expression>(...paths)] : []),
        this.text(depth),
        this.text(0),
        this.integer(depth),
        this.long(depth),
        this.double(depth),
        this.#moment(0),
        this.condition(depth),
      )
      .filter(({ node }) => node !== 'literal')
  }

  #whole(type: 'int32' | 'int64', depth: number): Arbitrary<Expression> {
    const below = type === 'int32' ? this.integer(depth) : fc.oneof(this.long(depth), this.integer(0))
    return fc.oneof(
      fc
        .tuple(
          fc.constantFrom('add' as const, 'sub' as const, 'mul' as const, 'div' as const, 'mod' as const),
          below,
          below,
        )
        .map(([operator, left, right]): Expression => ({ node: 'arithmetic', operator, left, right, type })),
      below.map((operand): Expression => ({ node: 'negate', operand, type })),
    )
  }

  #moment(depth: number): Arbitrary<Expression> {
    return this.#once(`moment ${depth}`, () =>
      fc.oneof(
        this.#leaf(
          'dateTimeOffset',
          moment.map((value) => literal('dateTimeOffset', value)),
        ),
        fc
          .constantFrom('now' as const, 'mindatetime' as const, 'maxdatetime' as const)
          .map((name) => call(name, 'dateTimeOffset')),
      ),
    )
  }

  /** Two operands of the same type, or numbers of any. */
  #compared(depth: number): Arbitrary<Expression> {
    const pair = <T>(one: Arbitrary<T>, other: Arbitrary<T> = one): Arbitrary<[T, T]> => fc.tuple(one, other)
    const dates = this.#moment(0).map((a) => call('date', 'date', a))
    const times = this.#moment(0).map((a) => call('time', 'timeOfDay', a))
    const numbers = fc.oneof(this.integer(depth), this.long(depth), this.double(depth))
    const operator = fc.constantFrom(
      'eq' as const,
      'ne' as const,
      'gt' as const,
      'ge' as const,
      'lt' as const,
      'le' as const,
    )
    const enums = [color, rights].flatMap((type) => {
      const paths = this.#paths((each) => each === type)
      const constant = memberOf(type).map((value) => literal(type, value))
      return paths.length === 0
        ? []
        : [pair<Expression>(fc.constantFrom(...paths), fc.oneof(constant, fc.constantFrom(...paths)))]
    })
    const guids = this.#paths((type) => type === 'guid')
    if (guids.length > 0)
      enums.push(
        pair<Expression>(
          fc.constantFrom(...guids),
          guid.map((value) => literal('guid', value)),
        ),
      )
    return fc
      .tuple(
        operator,
        fc.oneof(
          { weight: 4, arbitrary: pair(this.text(depth)) },
          { weight: 4, arbitrary: pair(numbers) },
          pair(this.#moment(0)),
          pair<Expression>(
            dates,
            fc.oneof(
              dates,
              moment.map((value) => literal('date', value.slice(0, 10))),
            ),
          ),
          pair<Expression>(
            times,
            fc.oneof(
              times,
              moment.map((value) => literal('timeOfDay', value.slice(11))),
            ),
          ),
          ...enums,
        ),
      )
      .map(([operator, [left, right]]): Expression => ({ node: 'comparison', operator, left, right }))
  }

  #tested(depth: number): Arbitrary<Expression> {
    return fc
      .tuple(
        fc.constantFrom('contains' as const, 'startswith' as const, 'endswith' as const),
        this.text(depth),
        fc.oneof(
          this.text(0),
          text.map((value) => literal('string', value)),
        ),
      )
      .map(([name, a, b]) => call(name, 'boolean', a, b))
  }

  #nulls(): Arbitrary<Expression> {
    const paths = this.#scopes.flatMap(({ reach }) => [...reach.scalars, ...reach.structures])
    return fc
      .tuple(fc.constantFrom('eq' as const, 'ne' as const), fc.constantFrom<Expression>(...paths))
      .map(([operator, left]): Expression => ({ node: 'comparison', operator, left, right: literal('null', null) }))
  }

  #in(depth: number): Arbitrary<Expression> {
    const list = (constants: Arbitrary<Literal>): Arbitrary<Literal[]> =>
      fc.array(
        fc.oneof({ weight: 6, arbitrary: constants }, { weight: 1, arbitrary: fc.constant(literal('null', null)) }),
        { minLength: 1, maxLength: 4 },
      )
    const enums = [color, rights].flatMap((type) => {
      const paths = this.#paths((each) => each === type)
      return paths.length === 0
        ? []
        : [
            fc.tuple<[Expression, Literal[]]>(
              fc.constantFrom(...paths),
              list(memberOf(type).map((value) => literal(type, value))),
            ),
          ]
    })
    return fc
      .oneof(
        fc.tuple(this.text(depth), list(text.map((value) => literal('string', value)))),
        fc.tuple(this.integer(depth), list(int32.map((value) => literal('int32', value)))),
        fc.tuple(this.long(depth), list(wide.map((value) => literal('int64', value)))),
        fc.tuple(this.double(0), list(fc.constantFrom(0, 0.5, 1e22, 3).map((value) => literal('double', value)))),
        fc.tuple(this.#moment(0), list(moment.map((value) => literal('dateTimeOffset', value)))),
        ...enums,
      )
      .map(([operand, items]): Expression => ({ node: 'in', operand, items }))
  }

  #has(): Arbitrary<Expression> {
    const paths = this.#paths((type) => type === rights)
    if (paths.length === 0) return this.#nulls()
    return fc.tuple(fc.constantFrom<Expression>(...paths), memberOf(rights)).map(([left, value]): Expression => ({
      node: 'comparison',
      operator: 'has',
      left,
      right: literal(rights, value),
    }))
  }

  #isOf(): Arbitrary<Expression> {
    const ofStructures = this.#scopes.flatMap(({ reach }) =>
      reach.structures.flatMap((path) =>
        (path.type === figure ? [circle, square, figure] : [path.type as StructuredType]).map((type): Expression => ({
          node: 'isof',
          path,
          type,
        })),
      ),
    )
    const ofRow = [toy, box, crate, ball].map((type): Expression => ({ node: 'isof', path: undefined, type }))
    return fc.constantFrom(
      ...(this.#scopes.some(({ row }) => row) ? ofRow : []),
      ...ofStructures,
      ...(ofStructures.length === 0 && !this.#scopes.some(({ row }) => row) ? [literal('boolean', true)] : []),
    )
  }

  #lambdas(): Arbitrary<Expression>[] {
    return this.#collections().map(({ path, member, nesting }) => {
      const variable = `v${nesting}`
      const inner = new Expressions([...this.#scopes, scopeOf(variable, member, nesting)])
      const predicate = fc.constant(undefined).chain(() => inner.condition(1))
      return fc.oneof(
        {
          weight: 6,
          arbitrary: fc
            .tuple(fc.constantFrom('any' as const, 'all' as const), predicate)
            .map(([node, predicate]): Expression => ({ node, path, variable, predicate })),
        },
        { weight: 1, arbitrary: fc.constant<Expression>({ node: 'any', path, variable: '', predicate: undefined }) },
      )
    })
  }

  #counts(): Arbitrary<Expression>[] {
    return this.#collections().map(({ path, member, nesting }) => {
      // Names without a variable mean the member.
      const inner = new Expressions([scopeOf('$this', member, nesting)])
      return fc.oneof(
        fc.constant<Expression>({ node: 'count', path, filter: undefined }),
        fc
          .constant(undefined)
          .chain(() => inner.condition(0))
          .map((filter): Expression => ({ node: 'count', path, filter })),
      )
    })
  }

  #collections() {
    const nesting = Math.max(...this.#scopes.map(({ nesting }) => nesting)) + 1
    if (nesting > 2) return []
    return this.#scopes.flatMap(({ reach }) => reach.collections.map((collection) => ({ ...collection, nesting })))
  }

  #leaf(type: ValueType, constants: Arbitrary<Literal>): Arbitrary<Expression> {
    const paths = this.#paths((each) => each === type)
    if (paths.length === 0) return constants
    return fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom<Expression>(...paths) },
      { weight: 2, arbitrary: constants },
    )
  }

  #paths(wanted: (type: ValueType) => boolean): Path[] {
    return this.#scopes.flatMap(({ reach }) => reach.scalars.filter(({ type }) => wanted(type)))
  }

  #once(name: string, make: () => Arbitrary<Expression>): Arbitrary<Expression> {
    let arbitrary = this.#made.get(name)
    if (arbitrary === undefined) this.#made.set(name, (arbitrary = make()))
    return arbitrary
  }
}

function literal(type: ValueType, value: Literal['value']): Literal {
  return { node: 'literal', type, value }
}

function call(name: Call['name'], type: ValueType, ...given: Expression[]): Call {
  return { node: 'call', name, arguments: given, type }
}

const search: Arbitrary<SearchExpression> = fc.letrec<{ search: SearchExpression; term: SearchExpression }>((tie) => ({
  search: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('term'),
    fc.record({ node: fc.constantFrom('and' as const, 'or' as const), left: tie('search'), right: tie('search') }),
    fc.record({ node: fc.constant('not' as const), operand: tie('search') }),
  ),
  term: fc
    .record({
      node: fc.constant('term' as const),
      text: text.filter((value) => value.trim() !== ''),
      property: fc.constantFrom(undefined, undefined, 'name', 'note', 'code'),
    })
    .map((term) => (term.property === 'code' ? { ...term, property: 'nick' } : term)),
})).search

const aboutToys = new Expressions([{ name: '', reach: reachOf(undefined, toys, toy), nesting: 0, row: true }])
const aboutRemarks = new Expressions([{ name: '', reach: reachOf(undefined, remarks, remark), nesting: 0, row: false }])

/** Something in `weight` of `weight + 1` cases. */
function optional<T>(arbitrary: Arbitrary<T>, weight: number): Arbitrary<T | undefined> {
  return fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight, arbitrary })
}

function queryOver(expressions: Expressions, depth: number): Arbitrary<Query> {
  const orderBy: Arbitrary<OrderBy[]> = fc.array(
    fc.record({ expression: expressions.key(depth), descending: fc.boolean() }),
    { maxLength: 3 },
  )
  return fc.record({
    select: fc.constant({ all: false, names: ['id'] }),
    expand: fc.constant([]),
    filter: optional(expressions.condition(depth + 1), 5),
    orderBy,
    top: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 7 }) },
    ),
    skip: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 7 }) },
    ),
    count: fc.boolean(),
    search: fc.constant(undefined),
    skipToken: fc.constant(undefined),
  })
}

const nested = queryOver(aboutRemarks, 0)

export const query: Arbitrary<Query> = fc
  .tuple(
    queryOver(aboutToys, 1),
    fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: nested }),
    fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: search }),
  )
  .map(([query, below, search]) => ({
    ...query,
    expand: below === undefined ? [] : [{ name: 'remarks', resource: remarks, query: below }],
    search,
  }))

/** Types that a cast segment could leave. */
export const casts: Arbitrary<EntityType[] | undefined> = fc
  .oneof(
    { weight: 8, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(box, crate, ball, toy) },
  )
  .map((type) => type && toys.concreteTypes.filter((concrete) => isA(concrete, type)))
