/** Which members a grid shows, and how a value looks in a cell. */
import { typeOf } from '../../model/model'
import type { Member, Model, Resource } from '../../model/model'
import { nameMemberOf, nameOf, wordsOf } from '../../model/words'
import { TEXTS } from '../../texts'

/** Shown unless others are chosen, in this order, as many as there is room for. */
const LIKED = [
  'operatingSystem',
  'complianceState',
  'platforms',
  'platform',
  'technologies',
  'userPrincipalName',
  'mail',
  'status',
  'state',
  'publisher',
  'isAssigned',
  'lastSyncDateTime',
  'lastModifiedDateTime',
  'modifiedDateTime',
  'createdDateTime',
  'description',
]
const MOST = 4

/** Members that have a cell: no objects in objects, no large texts. */
export function cellMembers(model: Model, { type }: Resource): readonly Member[] {
  const members = model.membersOf(type).filter((member) => member.type !== 'Binary' && member.type !== 'Stream')
  const simple = members.filter((member) => !model.has(member.type))
  // A set of which the objects say nothing but an id and what is in it.
  return simple.some(({ name }) => name !== 'id') ? simple : members
}

export function usualColumns(model: Model, resource: Resource): readonly string[] {
  const members = cellMembers(model, resource)
  const names = new Set(members.map(({ name }) => name))
  const first = nameMemberOf(members) ?? 'id'
  const liked = LIKED.filter((name) => names.has(name) && name !== first)
  const others = members
    .map(({ name }) => name)
    .filter((name) => name !== first && name !== 'id' && !liked.includes(name))
  const chosen = [...liked, ...(liked.length < 2 ? others : [])]
  return [first, ...chosen].slice(0, resource.types === undefined ? MOST : MOST - 1)
}

export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value === true) return TEXTS.explorer.yes
  if (value === false) return TEXTS.explorer.no
  if (Array.isArray(value)) return value.map(cellText).join(', ')
  if (typeof value === 'object') return nameOf(value as Record<string, unknown>)
  if (typeof value === 'string') return dateText(value) ?? value
  return typeof value === 'number' ? String(value) : ''
}

export function dateText(value: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value)) return undefined
  return value.startsWith('0001-') ? TEXTS.explorer.never : value.slice(0, 16).replace('T', ' ')
}

/** The type of a row as words, where a set holds several. */
export function kindText(row: Readonly<Record<string, unknown>>): string {
  return wordsOf(typeOf(row, ''))
}
