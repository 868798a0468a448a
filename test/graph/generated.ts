/**
 * Generated request bodies, from the schemas that the server itself derives from its model: valid ones together with
 * what has to come back, and ones that differ from a valid one in one point that makes them invalid.
 */
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { NAMESPACE } from '../../src/model/model.js'
import { readDateTimeOffset } from '../../src/model/date-time.js'
import { isOpen } from '../../src/model/inheritance.js'
import { membersIn } from '../../src/model/enum-values.js'
import { bodySchema } from '../../src/model/schemas.js'
import type { BodyKind } from '../../src/model/schemas.js'
import { existsIn } from '../../src/model/types.js'
import type { ComplexType, EnumType, Property, StructuredType, Version } from '../../src/model/types.js'
import { propertiesIn } from '../../src/model/views.js'
import { character } from '../harness/characters.js'

/** A body as it is sent, and its members as they have to come back. */
export interface Sample {
  readonly sent: Record<string, unknown>
  readonly expected: Record<string, unknown>
}

interface Value {
  readonly sent: unknown
  readonly expected: unknown
}

const INT32 = 2 ** 31

const text = fc.string({ unit: character, maxLength: 40 })

const same = (value: unknown): Value => ({ sent: value, expected: value })

const digits = fc.stringMatching(/^(\.\d{1,9})?$/)

/** Any offset on the way in; UTC with seven digits at most on the way out. */
const dateTime: Arbitrary<Value> = fc
  .tuple(
    fc.date({ min: new Date('0002-01-01T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true }),
    digits,
    fc.integer({ min: -14 * 60, max: 14 * 60 }),
  )
  .map(([date, fraction, offset]) => {
    const local = new Date(Math.floor(date.getTime() / 1000) * 1000)
    const utc = new Date(local.getTime() - offset * 60_000)
    const two = (n: number): string => String(n).padStart(2, '0')
    const minutes = Math.abs(offset)
    const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
    const kept = fraction.slice(0, 8).replace(/\.?0*$/, '')
    return {
      sent: `${local.toISOString().slice(0, 19)}${fraction}${zone}`,
      expected: `${utc.toISOString().slice(0, 19)}${kept}Z`,
    }
  })

function primitive({ type, notBlank, nullable }: Property): Arbitrary<Value> {
  if (type.kind !== 'primitive') throw new Error('no primitive')
  switch (type.name) {
    case 'Edm.String':
      return (notBlank ? text.map((value) => `${value}x`) : text).map(same)
    case 'Edm.Guid':
      return fc
        .tuple(fc.uuid(), fc.boolean())
        .map(([id, upper]) => ({ sent: upper ? id.toUpperCase() : id, expected: id }))
    case 'Edm.Byte':
      return fc.integer({ min: 0, max: 255 }).map(same)
    case 'Edm.SByte':
      return fc.integer({ min: -128, max: 127 }).map(same)
    case 'Edm.Int16':
      return fc.integer({ min: -32768, max: 32767 }).map(same)
    case 'Edm.Int32':
      return fc.integer({ min: -INT32, max: INT32 - 1 }).map(same)
    case 'Edm.Int64':
      return fc.maxSafeInteger().map(same)
    case 'Edm.Single':
      return fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => same(value + 0))
    case 'Edm.Double':
    case 'Edm.Decimal':
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => same(value + 0))
    case 'Edm.Boolean':
      return fc.boolean().map(same)
    case 'Edm.Binary':
    case 'Edm.Stream':
      return fc.uint8Array({ maxLength: 60 }).map((bytes) => {
        const base64 = Buffer.from(bytes).toString('base64')
        return { sent: base64, expected: base64 === '' && nullable ? null : base64 }
      })
    case 'Edm.Date':
      return fc.constantFrom('0001-01-01', '2024-02-29', '9999-12-31').map(same)
    case 'Edm.TimeOfDay':
      return fc
        .tuple(
          fc.integer({ min: 0, max: 23 }),
          fc.integer({ min: 0, max: 59 }),
          fc.stringMatching(/^(:[0-5]\d(\.\d{1,9})?)?$/),
        )
        .map(([hour, minute, rest]) => {
          const start = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
          const [seconds = '00', fraction = ''] = rest.slice(1).split('.')
          return { sent: start + rest, expected: `${start}:${seconds || '00'}.${fraction.slice(0, 7).padEnd(7, '0')}` }
        })
    case 'Edm.Untyped':
      return fc.constantFrom<unknown>('x', 7, false, { a: [1, { b: null }] }, ['x', []]).map(same)
    case 'Edm.DateTimeOffset':
      return dateTime
    case 'Edm.Duration':
      return fc.constantFrom('PT0S', 'P1D', 'PT5M', '-PT1H', 'P2DT3H4M5.25S').map(same)
  }
}

function single(property: Property, version: Version, level: number): Arbitrary<Value> {
  const { type, subtypes } = property
  if (type.kind === 'primitive') return primitive(property)
  if (type.kind === 'enum') return enumValue(type, membersIn(type, version))
  const types = [...new Set([type, ...subtypes])].filter((each) => !each.abstract && existsIn(each.since, version))
  return fc.oneof(...types.map((each) => complex(each, version, each !== type, level)))
}

type EnumMembers = EnumType['members']

function enumValue({ flags: combines }: EnumType, members: EnumMembers): Arbitrary<Value> {
  return combines ? flags(members) : fc.oneof(memberOf(members), memberOf(members), memberByNumber(members))
}

function memberOf(members: EnumMembers): Arbitrary<Value> {
  return fc.tuple(fc.constantFrom(...Object.keys(members)), fc.boolean()).map(([member, upper]) => ({
    sent: upper ? member.toUpperCase() : member,
    expected: member,
  }))
}

/** The first member of a number stands for it. */
function memberByNumber(members: EnumMembers): Arbitrary<Value> {
  return fc.constantFrom(...Object.values(members)).map((number) => ({
    sent: String(number),
    expected: Object.keys(members).find((name) => members[name] === number),
  }))
}

/** Several members, in any order, come back in the order of their type. */
function flags(members: EnumMembers): Arbitrary<Value> {
  const names = Object.keys(members)
  return fc.shuffledSubarray(names, { minLength: 1 }).map((chosen) => ({
    sent: chosen.join(', '),
    expected: names.filter((name) => chosen.includes(name)).join(','),
  }))
}

const complexes = new Map<ComplexType, Map<string, Arbitrary<Value>>>()

function complex(type: ComplexType, version: Version, named: boolean, level: number): Arbitrary<Value> {
  let known = complexes.get(type)
  if (known === undefined) complexes.set(type, (known = new Map<string, Arbitrary<Value>>()))
  const key = `${version} ${named} ${level}`
  const made =
    known.get(key) ?? sample(type, version, 'value', named, level).map(({ sent, expected }) => ({ sent, expected }))
  known.set(key, made)
  return made
}

/** Complex values are in complex values down to this level: they may hold themselves. */
const LEVELS = 4

function whole(property: Property, version: Version, level: number): Arbitrary<Value> {
  if (level >= LEVELS && property.type.kind === 'complex' && (property.collection || property.nullable))
    return fc.constant(property.collection ? same([]) : same(null))
  const one = single(property, version, level)
  const value = property.collection
    ? fc.array(one, { maxLength: 4 }).map((values) => ({
        sent: values.map(({ sent }) => sent),
        expected: values.map(({ expected }) => expected),
      }))
    : one
  // A collection is never null: it is then what it is without the member.
  const none = { sent: null, expected: property.collection ? (property.default ?? []) : null }
  return property.nullable
    ? fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: fc.constant(none) })
    : value
}

/** The members that a client may set, and of them those that a body has to have. */
function membersOf(
  type: StructuredType,
  version: Version,
  kind: BodyKind,
): { settable: [string, Property][]; required: Set<string> } {
  const { required = [] } = bodySchema(type, version, kind) as { required?: string[] }
  return {
    settable: Object.entries(propertiesIn(type, version)).filter(([, { computed }]) => !computed),
    required: new Set(required),
  }
}

function sample(
  type: StructuredType,
  version: Version,
  kind: BodyKind,
  named: boolean,
  level: number,
): Arbitrary<Sample> {
  const { settable, required } = membersOf(type, version, kind)
  const members = Object.fromEntries(settable.map(([name, property]) => [name, whole(property, version, level + 1)]))
  return fc.record(members, { requiredKeys: [...required] }).map((values) => {
    const annotation = { '@odata.type': `#${NAMESPACE}.${type.name}` }
    const sent: Record<string, unknown> = named ? annotation : {}
    const expected: Record<string, unknown> = kind === 'value' && named ? { ...annotation } : {}
    for (const [name, value] of Object.entries(values)) {
      sent[name] = value.sent
      expected[name] = value.expected
    }
    return { sent, expected }
  })
}

/** A valid body; the id, where a client may choose it, is left to the server. */
export function validBody(type: StructuredType, version: Version, kind: 'create' | 'update'): Arbitrary<Sample> {
  return sample(type, version, kind, true, 0).map(({ sent, expected }) => {
    const { id: _sent, ...restSent } = sent
    const { id: _expected, ...restExpected } = expected
    return { sent: restSent, expected: restExpected }
  })
}

const NO_TEXT = [7, true, {}, ['x'], '\0', 'a\ud800']

/** Values that a property cannot have. */
export function wrongValues(property: Property, version: Version): unknown[] {
  const { collection, nullable } = property
  const wrong = wrongSingles(property, version)
  const values = collection ? ['x', 7, {}, ...wrong.map((value) => [value]), [null]] : wrong
  return nullable ? values : [...values, null]
}

function wrongSingles({ type, subtypes, notBlank }: Property, version: Version): unknown[] {
  if (type.kind === 'enum') return ['nonsense', '', 0, ['x'], {}]
  if (type.kind === 'complex') {
    const [first = type] = subtypes
    const { required } = membersOf(first, version, 'value')
    const annotation = subtypes.length > 0 ? { '@odata.type': `#${NAMESPACE}.${first.name}` } : {}
    const abstract =
      subtypes.length > 0 && type.abstract
        ? [{}, { '@odata.type': `#${NAMESPACE}.${type.name}` }, { '@odata.type': '#microsoft.graph.entity' }]
        : []
    const unknown = isOpen(first) ? [] : [{ ...annotation, nonsense: 1 }]
    return ['x', 7, [], ...unknown, ...abstract, ...(required.size > 0 ? [annotation] : [])]
  }
  switch (type.name) {
    case 'Edm.String':
      return [...NO_TEXT, ...(notBlank ? ['', ' \t'] : [])]
    case 'Edm.Guid':
      return [...NO_TEXT, 'nonsense', '0'.repeat(36)]
    case 'Edm.Byte':
      return ['7', 1.5, -1, 256, true, [], {}]
    case 'Edm.SByte':
      return ['7', 1.5, -129, 128, true, [], {}]
    case 'Edm.Int16':
      return ['7', 1.5, -32769, 32768, true, [], {}]
    case 'Edm.Int32':
      return ['7', '', 1.5, INT32, -INT32 - 1, true, [], {}]
    case 'Edm.Int64':
      return ['x', 1.5, true, [], {}]
    case 'Edm.Single':
      return ['x', 1e39, true, [], {}]
    case 'Edm.Double':
    case 'Edm.Decimal':
      return ['x', true, [], {}]
    case 'Edm.Boolean':
      return ['true', 0, [], {}]
    case 'Edm.Date':
      return [7, {}, '', '2026-02-30', '2026-1-1', '2026-01-01T00:00:00Z']
    case 'Edm.TimeOfDay':
      return [7, {}, '', '24:00', '9:00:00', '09:60']
    case 'Edm.Untyped':
      return ['\0', { a: ['\ud800'] }]
    case 'Edm.Binary':
    case 'Edm.Stream':
      return [7, {}, '*', 'A', 'AAAAA']
    case 'Edm.DateTimeOffset':
      return [7, {}, '', 'now', '2026-02-30T00:00:00Z', '2026-01-01T00:00:00'].filter(
        (value) => typeof value !== 'string' || readDateTimeOffset(value) === undefined,
      )
    case 'Edm.Duration':
      return [7, {}, 'x', 'P', 'PT']
  }
}

/** A body that differs from a valid one in one point, and what that is. */
export interface Spoilt {
  readonly sent: unknown
  readonly fault: string
}

export function invalidBody(
  type: StructuredType,
  version: Version,
  kind: 'create' | 'update',
  valid: Arbitrary<Sample>,
): Arbitrary<Spoilt> {
  const { settable, required } = membersOf(type, version, kind)
  const settableWithoutId = settable.filter(([name]) => name !== 'id')
  const wrong = settableWithoutId.flatMap(([name, property]) =>
    wrongValues(property, version).map((value) => ({ name, value })),
  )
  const faults: Arbitrary<(body: Record<string, unknown>) => Spoilt>[] = [
    fc
      .constantFrom('nonsense', 'DisplayName', 'constructor', 'toString', '', '\ud800')
      .map((name) => (body) => ({ sent: { ...body, [name]: 1 }, fault: `member '${name}'` })),
    fc
      .constantFrom('#microsoft.graph.nonsense', '#microsoft.graph.entity', '', 7, 'x')
      .map((value) => (body) => ({ sent: { ...body, '@odata.type': value }, fault: `type ${value}` })),
    fc.constantFrom([], null, 'x', 7).map((sent) => () => ({ sent, fault: 'no object' })),
  ]
  if (wrong.length > 0)
    faults.push(
      fc.constantFrom(...wrong).map(({ name, value }) => (body) => ({
        sent: { ...body, [name]: value },
        fault: `${name} = ${JSON.stringify(value)}`,
      })),
    )
  if (kind === 'create' && required.size > 0)
    faults.push(
      fc.constantFrom(...required).map((name) => (body) => {
        const { [name]: _gone, ...rest } = body
        return { sent: rest, fault: `without ${name}` }
      }),
    )
  return fc.tuple(valid, fc.oneof(...faults)).map(([{ sent }, spoil]) => spoil(sent))
}
