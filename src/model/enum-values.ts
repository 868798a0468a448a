/** Values of enum types as clients write them: names in any letter case, numbers, several of a type whose values combine. */
import type { EnumType, Property, Version } from './types.js'

const INTEGER = /^-?\d{1,19}$/

type Member = readonly [name: string, number: number]

/**
 * The members that a text names, as the model spells them and in its order, joined with commas; what `otherwise` makes of
 * the first part that names none.
 */
export function readMembers<T>(text: string, type: EnumType, otherwise: (part: string) => T): string | T {
  if (Object.hasOwn(type.members, text)) return text
  const members: readonly Member[] = Object.entries(type.members)
  const chosen = new Set<string>()
  for (const part of text.split(',')) {
    const wanted = part.trim()
    const found = named(wanted, members) ?? (INTEGER.test(wanted) ? ofNumber(Number(wanted), members, type) : undefined)
    if (found === undefined || (chosen.size > 0 && !type.flags)) return otherwise(wanted)
    for (const [name] of found) chosen.add(name)
  }
  return members
    .map(([name]) => name)
    .filter((name) => chosen.has(name))
    .join(',')
}

/** The members that a version has, with their numbers; all of them if no version is named. */
export function membersIn({ members, betaMembers }: EnumType, version?: Version): EnumType['members'] {
  if (version !== 'v1.0' || betaMembers === undefined || betaMembers.length === 0) return members
  return Object.fromEntries(Object.entries(members).filter(([name]) => !betaMembers.includes(name)))
}

/** The members that a version does not have. */
export function hiddenMembersIn({ betaMembers = [] }: EnumType, version: Version): readonly string[] {
  return version === 'beta' ? [] : betaMembers
}

/** What a version shows in place of members that it does not have; undefined where it has no name for that. */
export function standInFor(type: EnumType, version: Version): string | undefined {
  return Object.hasOwn(membersIn(type, version), FUTURE) ? FUTURE : undefined
}

/**
 * What a version shows of the value of a property: the members that it has. Without one that is `unknownFutureValue` where
 * the version has that, else null, or nothing (undefined) where null is no value.
 */
export function enumValueIn(
  { nullable }: Pick<Property, 'nullable'>,
  type: EnumType,
  value: unknown,
  version: Version,
): unknown {
  const names = membersIn(type, version)
  if (names === type.members) return value
  const one = (text: string): string | undefined => {
    const known = text.split(',').filter((name) => Object.hasOwn(names, name))
    if (known.length > 0) return known.join(',')
    return standInFor(type, version)
  }
  if (Array.isArray(value)) return value.flatMap((each) => (typeof each === 'string' ? (one(each) ?? []) : [each]))
  return typeof value === 'string' ? (one(value) ?? (nullable ? null : undefined)) : value
}

const FUTURE = 'unknownFutureValue'

/** Whether a text is a value as {@link readMembers} gives it, of members with these names. */
export function isCanonical(text: string, names: readonly string[], flags: boolean): boolean {
  if (names.includes(text)) return true
  if (!flags) return false
  const places = text.split(',').map((part) => names.indexOf(part))
  return places.every((place, i) => place > (i === 0 ? -1 : (places[i - 1] as number)))
}

function named(wanted: string, members: readonly Member[]): Member[] | undefined {
  const folded = wanted.toLowerCase()
  const member = members.find(([name]) => name.toLowerCase() === folded)
  return member && [member]
}

/** The member of this number, or the members that add up to it. */
function ofNumber(value: number, members: readonly Member[], { flags }: EnumType): Member[] | undefined {
  const exact = members.find(([, number]) => number === value)
  if (exact !== undefined) return [exact]
  if (!flags || !Number.isSafeInteger(value)) return undefined
  const parts = members.filter(([, number]) => number > 0 && (BigInt(value) & BigInt(number)) === BigInt(number))
  const sum = parts.reduce((union, [, number]) => union | BigInt(number), 0n)
  return sum === BigInt(value) ? parts : undefined
}
