/**
 * The facts of Microsoft Graph's public model as text, one line a type or operation, and their reader. A line is read when
 * its type is first asked for: what no request touches costs nothing but a position in a text.
 *
 * ```
 * type       = ["+"] name [" <" base] [" abstract"] [" open"] [" key=" name *("," name)] *(" " member)
 * member     = ["+"] name mark reference ["!" / "^"]  ; "!": the service sets it, "^": the public model lacks it
 * mark       = ":" / "/" / ">" / "|"                ; property, contained navigation, reference, reference addressed as if contained
 * enum       = ["+"] name [" flags"] *(" " ["+"] name ["=" number])
 * operation  = ["+"] type ["[]"] (" action " / " function " / " composable ") name *(" " ["+"] name ":" reference) [" =" reference]
 * reference  = name ["[]"] ["?" / "~"]              ; "?": nullable, "~": not known
 * ```
 *
 * `+` marks what only beta has. Names without a capital letter at the start are types of the namespace `microsoft.graph`.
 * Sources: the public CSDL of v1.0 and, for beta, what is generated from its CSDL (SDK models, typings).
 */
import type { Version } from '../types.js'

export interface TypeReference {
  /** `Edm.…` for primitive types, else the name of a type without `microsoft.graph.`. */
  readonly name: string
  readonly collection: boolean
  /** Not known counts as nullable. */
  readonly nullable: boolean
}

export interface MemberFacts {
  readonly name: string
  readonly since: Version
  readonly kind: 'property' | 'contained' | 'reference' | 'addressedAsContained'
  readonly type: TypeReference
  /** The public model says that the service sets it. */
  readonly readOnly: boolean
  readonly unlisted: boolean
}

export interface TypeFacts {
  /** Its name is complete: it lies in a namespace of its own, beside that of Graph. */
  readonly ownNamespace?: true
  readonly name: string
  readonly since: Version
  readonly base: string | undefined
  readonly abstract: boolean
  readonly open: boolean
  readonly key: readonly string[]
  readonly members: readonly MemberFacts[]
}

export interface EnumFacts {
  readonly ownNamespace?: true
  readonly name: string
  readonly since: Version
  readonly flags: boolean
  readonly members: readonly { readonly name: string; readonly since: Version; readonly number: number }[]
}

export interface OperationFacts {
  readonly kind: 'action' | 'function'
  /** A function on whose result a path may go on. */
  readonly composable?: boolean
  readonly name: string
  readonly since: Version
  readonly binding: 'entity' | 'collection'
  readonly parameters: readonly (readonly [name: string, type: TypeReference, since?: Version])[]
  readonly returns: TypeReference | undefined
}

/** The lines of a text by the name that each begins with; several lines may begin alike. */
export function indexLines(text: string): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, string[]>()
  for (const line of text.split('\n')) {
    if (line === '') continue
    const start = line.startsWith('+') ? 1 : 0
    const space = line.indexOf(' ')
    const name = line.slice(start, space === -1 ? undefined : space).replace('[]', '')
    const known = lines.get(name)
    if (known === undefined) lines.set(name, [line])
    else known.push(line)
  }
  return lines
}

/** Members are read when they are first asked for: most types are only names and bases in a process. */
export function readType(line: string): TypeFacts {
  const [head = '', plus, name = '', base, abstract, open, key] = HEAD.exec(line) ?? []
  let members: readonly MemberFacts[] | undefined
  return {
    name,
    since: plus === '+' ? 'beta' : 'v1.0',
    base,
    abstract: abstract !== undefined,
    open: open !== undefined,
    key: key?.split(',') ?? [],
    get members() {
      return (members ??=
        line.length === head.length
          ? []
          : line
              .slice(head.length + 1)
              .split(' ')
              .map(readMember))
    },
  }
}

const HEAD = /^(\+?)([^ ]+)(?: <([^ ]+))?(?: (abstract))?(?: (open))?(?: key=([^ ]+))?/

const MARKS = { ':': 'property', '/': 'contained', '>': 'reference', '|': 'addressedAsContained' } as const

const MEMBER = /^(\+?)([^:/>|]+)([:/>|])([^!^]+)([!^]?)$/

function readMember(word: string): MemberFacts {
  const match = MEMBER.exec(word)
  if (match === null) throw new Error(`'${word}' is no member of a type`)
  const [, plus, name = '', mark, reference = '', facet] = match
  return {
    name,
    since: plus === '+' ? 'beta' : 'v1.0',
    kind: MARKS[mark as keyof typeof MARKS],
    type: readReference(reference),
    readOnly: facet === '!',
    unlisted: facet === '^',
  }
}

export function readEnum(line: string): EnumFacts {
  const [head = '', plus, name = '', flags] = /^(\+?)([^ ]+)(?: (flags))?/.exec(line) ?? []
  let members: EnumFacts['members'] | undefined
  return {
    name,
    since: plus === '+' ? 'beta' : 'v1.0',
    flags: flags !== undefined,
    get members() {
      return (members ??= readEnumMembers(line.slice(head.length + 1).split(' '), flags !== undefined))
    },
  }
}

/** Numbers that are not known go on from the member before. */
function readEnumMembers(words: readonly string[], flags: boolean): EnumFacts['members'] {
  const members: EnumFacts['members'][number][] = []
  const used = new Set<number>()
  let next = flags ? 1 : 0
  for (const word of words) {
    const [since, rest] = sinceOf(word)
    const [name = '', given] = rest.split('=')
    while (given === undefined && used.has(next)) next = flags ? next * 2 : next + 1
    const number = given === undefined ? next : Number(given)
    used.add(number)
    members.push({ name, since, number })
    next = flags ? Math.max(number * 2, 1) : number + 1
  }
  return members
}

export function readOperation(line: string): OperationFacts {
  const [head = '', kind, name = '', ...words] = line.split(' ')
  const [since, binding] = sinceOf(head)
  const parameters: [string, TypeReference, Version][] = []
  let returns: TypeReference | undefined
  for (const word of words)
    if (word.startsWith('=')) returns = readReference(word.slice(1))
    else {
      const [added, parameter] = sinceOf(word)
      const colon = parameter.indexOf(':')
      parameters.push([parameter.slice(0, colon), readReference(parameter.slice(colon + 1)), added])
    }
  return {
    kind: kind === 'action' ? kind : 'function',
    composable: kind === 'composable',
    name,
    since,
    binding: binding.endsWith('[]') ? 'collection' : 'entity',
    parameters,
    returns,
  }
}

function readReference(text: string): TypeReference {
  const nullable = text.endsWith('?') || text.endsWith('~')
  const plain = nullable ? text.slice(0, -1) : text
  const collection = plain.endsWith('[]')
  const name = collection ? plain.slice(0, -2) : plain
  return { name: /^[A-Z]/.test(name) ? `Edm.${name}` : name, collection, nullable }
}

function sinceOf(text: string): [Version, string] {
  return text.startsWith('+') ? ['beta', text.slice(1)] : ['v1.0', text]
}
