/**
 * The columns that the rows of a report can show. Most say a member of what is stored, and are of the type that the model
 * declares for it. Enumerations show as the numbers of their members, with words for people beside them (B143).
 */
import { allProperties } from '../../model/inheritance.js'
import type { Model } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { EnumType, StructuredType } from '../../model/types.js'
import { capital, inWords } from '../../model/words.js'

export type Cell = string | number | boolean | null

export interface Column {
  readonly type: 'String' | 'Int32' | 'Int64' | 'Double' | 'DateTime' | 'Boolean'
  /** The member of the row that it shows, with the names that lead to it; none if nothing says what it would show. */
  readonly path: readonly string[]
  read(row: Entity): Cell
  /** What a value says in words, where the column has a twin of words. */
  readonly words?: (value: Cell) => string
}

/** Columns as `Name=member` or `Name=part.member`, separated by spaces. */
export interface ColumnFacts {
  /** The type of the rows, and of the parts that are joined to them, by their names; the rows themselves go by ''. */
  readonly types: Readonly<Record<string, string>>
  /**
   * `Name=member` has the type of the member, `Name=member:Type` another one: a primitive, or an enumeration of the model.
   * `Name~=member` has a twin that says the same; `Name=member/MB` shows bytes as megabytes; `Name=0` is always 0.
   */
  readonly columns: string
}

const NOTHING: Column = { type: 'String', path: [], read: () => '' }

const ZERO: Column = { type: 'Int32', path: [], read: () => 0 }

const PRIMITIVES: Readonly<Record<string, Column['type']>> = {
  'Edm.String': 'String',
  'Edm.Guid': 'String',
  'Edm.Int16': 'Int32',
  'Edm.Int32': 'Int32',
  'Edm.Int64': 'Int64',
  'Edm.Double': 'Double',
  'Edm.Boolean': 'Boolean',
  'Edm.DateTimeOffset': 'DateTime',
  'Edm.Duration': 'String',
}

/** The numbers of platforms in reports about apps. */
const APP_PLATFORM = { Android: 1, iOS: 2, MacOS: 3, Windows: 5 }

const FACT = /^(\w+)(~?)=([\w.]+)(?::(\w+))?(\/MB)?$/

export function readColumns(model: Model, { types, columns }: ColumnFacts): ReadonlyMap<string, Column> {
  return new Map(
    columns
      .trim()
      .split(/\s+/)
      .filter((fact) => fact !== '')
      .map((fact) => {
        const [, name = '', twin = '', text = '', named, megabytes] = FACT.exec(fact) ?? []
        if (text === '') throw new Error(`'${fact}' is no column`)
        if (text === '0') return [name, ZERO]
        const path = text.split('.')
        const column = columnOf(model, path, named ?? typeAt(model, types, path))
        if (twin !== '') return [name, { ...column, words: String }]
        return [name, megabytes === undefined ? column : inMegabytes(column)]
      }),
  )
}

/** What a report shows in a column that nothing stored says anything about. */
export function emptyColumn(): Column {
  return NOTHING
}

/** The declared type of a member: the name of a primitive, or an enumeration. */
function typeAt(model: Model, types: ColumnFacts['types'], path: readonly string[]): string | EnumType {
  const [first = ''] = path
  const isPart = path.length > 1 && Object.hasOwn(types, first)
  let type = model.findType(types[isPart ? first : ''] ?? '', 'beta') as StructuredType | undefined
  for (const name of path.slice(isPart ? 1 : 0)) {
    const property = type === undefined ? undefined : allProperties(type)[name]
    if (property === undefined) throw new Error(`${type?.name ?? 'nothing'} has no '${name}'`)
    if (property.type.kind === 'enum') return property.type
    if (property.type.kind === 'primitive') return PRIMITIVES[property.type.name] ?? 'String'
    type = property.type
  }
  throw new Error(`${path.join('.')} is no single value`)
}

function columnOf(model: Model, path: readonly string[], type: string | EnumType): Column {
  const value = (row: Entity): unknown =>
    path.reduce<unknown>((at, name) => (at as Entity | null | undefined)?.[name], row)
  if (type === 'AppPlatform') return codesOf(type, APP_PLATFORM, path, value)
  const enumeration = typeof type === 'string' ? model.findType(type, 'beta') : type
  if (enumeration?.kind === 'enum') return codesOf(enumeration.name, enumeration.members, path, value)
  const own = type as Column['type']
  return { type: own, path, read: (row) => cellOf(own, value(row)) }
}

function cellOf(type: Column['type'], value: unknown): Cell {
  if (value === undefined || value === null) return type === 'String' ? '' : null
  if (type === 'DateTime') return (value as string).replace(/Z$/, '')
  return typeof value === 'object' ? JSON.stringify(value) : (value as Cell)
}

function codesOf(
  enumeration: string,
  members: Readonly<Record<string, number>>,
  path: readonly string[],
  value: (row: Entity) => unknown,
): Column {
  const words = new Map<Cell, string>(
    Object.entries(members).map(([member, code]) => [code, wordsOf(enumeration, member)]),
  )
  return {
    type: 'Int32',
    path,
    read(row) {
      const member = value(row)
      if (typeof member !== 'string') return null
      return members[member] ?? member
    },
    words: (code) => words.get(code) ?? (code === null ? '' : String(code)),
  }
}

/** Words that are others than those in the name of the member. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  complianceState: { noncompliant: 'Not compliant', unknown: 'Not evaluated', configManager: 'See ConfigMgr' },
  complianceStatus: { nonCompliant: 'Not compliant', unknown: 'Not evaluated', compliant: 'Compliant' },
  managementAgentType: { eas: 'EAS', mdm: 'Intune', easMdm: 'EAS/Intune', configurationManagerClient: 'ConfigMgr' },
  policyPlatformType: { iOS: 'iOS', macOS: 'macOS', windows10AndLater: 'Windows 10 and later', androidAOSP: 'AOSP' },
}

function wordsOf(enumeration: string, member: string): string {
  const own = WORDS[enumeration]?.[member]
  if (own !== undefined) return own
  return capital(inWords(member))
}

function inMegabytes(column: Column): Column {
  return {
    ...column,
    read(row) {
      const bytes = column.read(row)
      return typeof bytes === 'number' ? Math.floor(bytes / 2 ** 20) : bytes
    },
  }
}
