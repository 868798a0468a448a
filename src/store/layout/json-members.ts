/** The members of a JSON object that SQL writes, with what stands between them. */
import { constant } from '../sql/dialect.js'

/** Constant text, or SQL. */
export type Piece = string | { readonly sql: string }

/** Its JSON is NULL where a member that may be `missing` is. */
export type Member = readonly [name: string, json: string, missing?: 'missing'] | 'derived'

export function mayBeMissing(member: Member): boolean {
  return member !== 'derived' && member[2] === 'missing'
}

/** What may be missing is not first, unless it is all there is: then each of the others has its comma before it. */
export function beginningWithCertain(members: readonly Member[]): Member[] {
  const certain = members.findIndex((member) => !mayBeMissing(member))
  if (certain < 1) return [...members]
  return [members[certain] as Member, ...members.slice(0, certain), ...members.slice(certain + 1)]
}

/** Members with commas between them, and before the first one if something stands before it. */
export function joined(alias: string, members: readonly Member[], after = false): Piece[] {
  if (!after && members.length > 0 && members.every(mayBeMissing))
    return [{ sql: `substr(${missingJoined(members)}, 2)` }]
  return members.flatMap((member, i): Piece[] => {
    const comma = i > 0 || after ? ',' : ''
    if (member === 'derived') return [comma, { sql: `substr(${alias}."derived", 2, length(${alias}."derived") - 2)` }]
    if (mayBeMissing(member)) return [{ sql: missingJoined([member]) }]
    const [name, json] = member
    const text = `${comma}${JSON.stringify(name)}:`
    return /^'[^']*'$/.test(json) ? [text + json.slice(1, -1)] : [text, { sql: json }]
  })
}

/** Members that may be missing, each with a comma before it. */
function missingJoined(members: readonly Member[]): string {
  return concat(
    members.map(([name = '', json = '']) => ({
      sql: `coalesce(${constant(`,${JSON.stringify(name)}:`)} || ${json}, '')`,
    })),
  )
}

/** A comma, if there is anything before it. */
export function commaAfter(before: readonly Member[], rest: readonly Member[]): Piece {
  if (before.length > 0 || !rest.every(mayBeMissing)) return ','
  return { sql: `CASE WHEN ${missingJoined(rest)} = '' THEN '' ELSE ',' END` }
}

/** Joins pieces, neighbouring texts to one. */
export function concat(pieces: readonly Piece[]): string {
  const operands: string[] = []
  let text = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece
      continue
    }
    if (text !== '') operands.push(constant(text))
    text = ''
    operands.push(piece.sql)
  }
  if (text !== '' || operands.length === 0) operands.push(constant(text))
  return operands.length === 1 ? (operands[0] as string) : `(${operands.join(' || ')})`
}
