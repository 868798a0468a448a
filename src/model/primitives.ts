/**
 * The primitive types: how a value is read from a body, what the canonical one looks like, and how OpenAPI says it.
 *
 * @see https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue
 */
import { Type } from 'typebox'
import type { TSchema } from 'typebox'
import { readDateTimeOffset } from './date-time.js'
import type { PrimitiveName } from './types.js'

export interface Primitive {
  /** The schema of a canonical value. */
  schema(): TSchema
  readonly openApi: Readonly<Record<string, unknown>>
  /** The canonical form of a text; the text itself where it is none of the type. */
  canonical?(text: string): string
  /** JSON has numbers and truth values of its own; everything else travels as text, or, untyped, as anything. */
  readonly json: 'text' | 'number' | 'boolean' | 'any'
}

const GUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
const ANY_GUID = new RegExp(GUID, 'i')
const BASE64 = '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$'
const DURATION = '^-?P(?=.)(?:\\d+D)?(?:T(?=.)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?$'
const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,12}))?)?$/
const LARGEST_SINGLE = 3.4028234663852886e38

function integer(least: number, most: number, format?: string): Primitive {
  return {
    schema: () => Type.Integer({ minimum: least, maximum: most }),
    openApi: { type: 'integer', ...(format === undefined ? { minimum: least, maximum: most } : { format }) },
    json: 'number',
  }
}

function signed(bits: number, format?: string): Primitive {
  return integer(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1, format)
}

/** Base64 may be broken into lines, as mail has it. */
const binary: Primitive = {
  schema: () => Type.String({ pattern: BASE64 }),
  openApi: { type: 'string', contentEncoding: 'base64' },
  canonical: (text) => text.replace(/[\t\n\r ]+/g, ''),
  json: 'text',
}

export const PRIMITIVES: Readonly<Record<PrimitiveName, Primitive>> = {
  'Edm.String': { schema: () => Type.String(), openApi: { type: 'string' }, json: 'text' },
  'Edm.Guid': {
    schema: () => Type.String({ pattern: GUID }),
    openApi: { type: 'string', format: 'uuid' },
    canonical: (text) => (ANY_GUID.test(text) ? text.toLowerCase() : text),
    json: 'text',
  },
  'Edm.Byte': integer(0, 255),
  'Edm.SByte': signed(8),
  'Edm.Int16': signed(16),
  'Edm.Int32': signed(32, 'int32'),
  'Edm.Int64': integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'int64'),
  'Edm.Single': {
    schema: () => Type.Number({ minimum: -LARGEST_SINGLE, maximum: LARGEST_SINGLE }),
    openApi: { type: 'number', format: 'float' },
    json: 'number',
  },
  'Edm.Double': { schema: () => Type.Number(), openApi: { type: 'number', format: 'double' }, json: 'number' },
  'Edm.Decimal': { schema: () => Type.Number(), openApi: { type: 'number' }, json: 'number' },
  'Edm.Boolean': { schema: () => Type.Boolean(), openApi: { type: 'boolean' }, json: 'boolean' },
  'Edm.Binary': binary,
  'Edm.Stream': binary,
  'Edm.Date': {
    schema: () => refined((text) => readDate(text) === text, 'must be a date such as 2026-03-02'),
    openApi: { type: 'string', format: 'date' },
    json: 'text',
  },
  'Edm.TimeOfDay': {
    schema: () => refined((text) => readTimeOfDay(text) === text, 'must be a time of day such as 09:14:07.4815162'),
    openApi: { type: 'string', format: 'time' },
    canonical: (text) => readTimeOfDay(text) ?? text,
    json: 'text',
  },
  'Edm.DateTimeOffset': {
    schema: () => refined((text) => readDateTimeOffset(text) !== undefined, 'must be a date-time with an offset'),
    openApi: { type: 'string', format: 'date-time' },
    canonical(text) {
      const stored = readDateTimeOffset(text)
      return stored === undefined ? text : `${stored}Z`
    },
    json: 'text',
  },
  'Edm.Duration': {
    schema: () => Type.String({ pattern: DURATION }),
    openApi: { type: 'string', format: 'duration' },
    json: 'text',
  },
  'Edm.Untyped': { schema: () => Type.Unknown(), openApi: {}, json: 'any' },
}

function refined(fits: (text: string) => boolean, otherwise: string): TSchema {
  return Type.Refine(Type.String(), fits, () => otherwise)
}

function readDate(text: string): string | undefined {
  return readDateTimeOffset(`${text}T00:00:00Z`)?.slice(0, 10)
}

/** As the service prints it, with seconds and seven digits. */
function readTimeOfDay(text: string): string | undefined {
  const match = TIME_OF_DAY.exec(text)
  if (match === null) return undefined
  const [, hours, minutes, seconds = '00', digits = ''] = match
  return `${hours}:${minutes}:${seconds}.${digits.slice(0, 7).padEnd(7, '0')}`
}
