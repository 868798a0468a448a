/** What may stand at the caret in a path of Graph: segments, operations, query options, and members in them. */
import type { Member, Model, Operation, Resource } from '../../model/model'
import type { Method } from './draft'

export interface Offer {
  readonly text: string
  /** Where the caret goes, from the end. */
  readonly back?: number
}

export interface Offers {
  readonly offers: readonly Offer[]
  /** The text that an offer takes the place of. */
  readonly from: number
  readonly to: number
}

const MOST = 12

export function offersAt(model: Model, method: Method, text: string, caret: number): Offers | undefined {
  const before = text.slice(0, caret)
  const question = before.indexOf('?')
  return question < 0
    ? segmentOffers(model, method, text, before)
    : queryOffers(model, text, before, before.slice(0, question), question)
}

interface Place {
  /** Undefined before the first segment. */
  readonly resource: Resource | undefined
  readonly type: string
  /** A set, and not an object. */
  readonly many: boolean
}

function placeOf(model: Model, segments: readonly string[]): Place | undefined {
  let place: Place = { resource: undefined, type: '', many: false }
  for (const segment of segments) {
    const [, name = segment, key] = /^([^(]*)\((.*)\)$/.exec(segment) ?? []
    const { resource } = place
    if (place.many && resource !== undefined) {
      // A key, or a cast of the set.
      const cast = castOf(model, segment)
      place = cast === undefined ? { ...place, many: false } : { ...place, type: cast }
      continue
    }
    const cast = castOf(model, segment)
    if (cast !== undefined) {
      place = { ...place, type: cast }
      continue
    }
    const found = model.resourceAt(resource === undefined ? name : `${resource.path}/${name}`)
    if (found === undefined) {
      const navigation = model.navigationOf(place.type).find((each) => each.name.toLowerCase() === name.toLowerCase())
      if (navigation === undefined) return undefined
      const target = model.resources.find(({ type, many }) => type === navigation.target && many === true)
      place = { resource: target, type: navigation.target, many: navigation.many && key === undefined }
    } else place = { resource: found, type: found.type, many: found.many === true && key === undefined }
  }
  return place
}

/** The type of what is at a path. */
export function typeAt(model: Model, path: string): string | undefined {
  return placeOf(model, (path.split('?')[0] ?? '').split('/').filter(Boolean))?.type
}

function castOf(model: Model, segment: string): string | undefined {
  const [, name] = /^microsoft\.graph\.(\w+)$/.exec(segment) ?? []
  return name !== undefined && model.has(name) ? name : undefined
}

function segmentOffers(model: Model, method: Method, text: string, before: string): Offers | undefined {
  const from = before.lastIndexOf('/') + 1
  const rest = text.slice(before.length)
  const end = rest.search(/[/?]/)
  const to = before.length + (end < 0 ? rest.length : end)
  const place = placeOf(model, before.slice(0, from).split('/').filter(Boolean))
  if (place === undefined) return undefined
  return matching([...segmentsIn(model, method, place)], before.slice(from), from, to)
}

function* segmentsIn(model: Model, method: Method, { resource, type, many }: Place): Generator<Offer> {
  if (many) {
    if (method === 'GET') yield { text: '$count' }
  } else yield* childrenOf(model, resource, type)
  if (type === '') return
  for (const operation of model.operationsOf(type))
    if (fits(operation, method) && (operation.binding === 'collection') === many) yield operationOffer(operation)
}

function* childrenOf(model: Model, resource: Resource | undefined, type: string): Generator<Offer> {
  const prefix = resource === undefined ? '' : `${resource.path}/`
  const names = new Set<string>()
  for (const { path } of model.resources)
    if (path.startsWith(prefix) && path.length > prefix.length)
      names.add(path.slice(prefix.length).split('/')[0] as string)
  if (type !== '') for (const { name } of model.navigationOf(type)) names.add(name)
  for (const text of [...names].sort()) yield { text }
}

function fits({ kind }: Operation, method: Method): boolean {
  return kind === 'function' ? method === 'GET' : method === 'POST'
}

/** Functions take their parameters in parentheses; texts of them in quotes. */
function operationOffer({ name, kind, parameters = {} }: Operation): Offer {
  const given = Object.entries(parameters)
  if (kind === 'action' || given.length === 0) return { text: kind === 'function' ? `${name}()` : name }
  const written = given.map(([each, type]) => `${each}=${/^String|^Guid/.test(type) ? "''" : ''}`)
  return { text: `${name}(${written.join(',')})`, back: 2 }
}

const OF_SETS = ['$select', '$filter', '$expand', '$orderby', '$top', '$skip', '$count=true', '$search']
const OF_OBJECTS = ['$select', '$expand']

function queryOffers(model: Model, text: string, before: string, path: string, question: number): Offers | undefined {
  const start = Math.max(question, before.lastIndexOf('&')) + 1
  const rest = text.slice(before.length)
  const end = rest.indexOf('&')
  const to = before.length + (end < 0 ? rest.length : end)
  const option = before.slice(start)
  const place = placeOf(model, path.split('/').filter(Boolean))
  if (place === undefined) return undefined
  const equals = option.indexOf('=')
  if (equals < 0) {
    const said = new Set([...text.matchAll(/[?&](\$\w+)=/g)].map(([, name]) => name))
    const names = (place.many ? OF_SETS : OF_OBJECTS).filter((name) => !said.has(name.split('=')[0]))
    return matching(
      names.map((name) => ({ text: name.includes('=') ? name : `${name}=` })),
      option,
      start,
      to,
    )
  }
  const name = option.slice(0, equals).toLowerCase()
  const value = option.slice(equals + 1)
  const word = /[\w.$'-]*$/.exec(value)?.[0] ?? ''
  const from = before.length - word.length
  const stop = Math.max(before.length, Math.min(to, before.length + (/^[\w.$]*/.exec(rest)?.[0].length ?? 0)))
  return matching(valuesOf(model, place.type, name, value.slice(0, value.length - word.length)), word, from, stop)
}

function valuesOf(model: Model, type: string, option: string, before: string): Offer[] {
  const members = allMembers(model, type)
  const names = members.map(({ name }) => ({ text: name }))
  if (option === '$select') return names
  if (option === '$expand') return model.navigationOf(type).map(({ name }) => ({ text: name }))
  if (option === '$orderby')
    return / $/.test(before) && !/,\s*$/.test(before) ? [{ text: 'desc' }, { text: 'asc' }] : names
  if (option !== '$filter') return []
  const [, member, operator] = /(\w+)\s+(\w+)\s+$/.exec(before) ?? []
  if (member !== undefined && OPERATORS.includes(operator ?? '')) return literalsOf(model, members, member)
  const [, left] = /(?:^|[\s(])(\w+)\s+$/.exec(before) ?? []
  if (left !== undefined && members.some(({ name }) => name === left))
    return OPERATORS.map((text) => ({ text: `${text} ` }))
  if (/\)\s+$|'\s+$/.test(before)) return [{ text: 'and ' }, { text: 'or ' }]
  return [...names, ...FUNCTIONS]
}

const OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le']

const FUNCTIONS: readonly Offer[] = [
  { text: "startswith(,'')", back: 4 },
  { text: "contains(,'')", back: 4 },
  { text: "endswith(,'')", back: 4 },
  { text: 'not ' },
]

function literalsOf(model: Model, members: readonly Member[], name: string): Offer[] {
  const type = members.find((each) => each.name === name)?.type ?? ''
  if (type === 'Boolean') return [{ text: 'true' }, { text: 'false' }]
  const known = model.enumOf(type)?.members.map((text) => ({ text: `'${text}'` }))
  return known ?? (type === 'String' ? [{ text: "''", back: 1 }] : [])
}

/** Of the type and of those that derive from it: the service filters and selects by them, too. */
function allMembers(model: Model, type: string): Member[] {
  const found = new Map<string, Member>()
  for (const each of [type, ...model.concreteTypes(type)])
    for (const member of model.membersOf(each)) if (!found.has(member.name)) found.set(member.name, member)
  return [...found.values()]
}

/** Those that begin with what is there come first. */
function matching(all: readonly Offer[], word: string, from: number, to: number): Offers | undefined {
  const wanted = word.toLowerCase()
  const rank = ({ text }: Offer): number => {
    const at = text.toLowerCase().indexOf(wanted)
    return at < 0 ? 3 : at === 0 ? 0 : 1
  }
  const fitting = all.filter((offer) => rank(offer) < 3)
  const offers = fitting.sort((one, other) => rank(one) - rank(other)).slice(0, MOST)
  const [only] = offers
  if (only === undefined || (offers.length === 1 && only.text === word)) return undefined
  return { offers, from, to }
}

export function complete(
  text: string,
  { from, to }: Offers,
  { text: chosen, back = 0 }: Offer,
): { readonly text: string; readonly caret: number } {
  return { text: text.slice(0, from) + chosen + text.slice(to), caret: from + chosen.length - back }
}
