/** An explanation as sentences. */
import type { Answer, ExplainedAssignment, ExplainedFilter, Explanation, Named } from './explain.js'

export interface Question {
  readonly device: Named
  readonly user: Named | undefined
  readonly policy: Named
}

export interface Why extends Question, Explanation {
  /** The set of the policy, as in a request. */
  readonly set: string
  /** The same as sentences. */
  readonly text: string
}

const ANSWERS: Readonly<Record<Answer, string>> = {
  applies: 'applies to',
  excluded: 'does not apply to: an exclusion takes away',
  filtered: 'does not apply to: a filter takes away',
  notEvaluated: 'is not decided for: a filter asks what is not reported by',
  notTargeted: 'does not apply to: no assignment names',
  otherPlatform: 'does not apply to: it is for another platform than that of',
}

/** One line for the answer, then one for each assignment and each comparison of its filter. */
export function explanationText(question: Question, explanation: Explanation): string {
  const { answer, intents, assignments, isUnlicensed } = explanation
  const { device, user, policy } = question
  const whose = user === undefined ? 'without a user' : `of ${user.name}`
  const lines = [`'${policy.name}' ${ANSWERS[answer]} ${device.name} ${whose}.`]
  if (isUnlicensed && user !== undefined)
    lines.push(`  ${user.name} has no plan with Intune: nothing reaches the device by that user.`)
  if (intents.length > 0) lines.push(`  intent: ${intents.join(' and ')}`)
  if (assignments.length === 0) lines.push('  It has no assignments.')
  for (const assignment of assignments)
    lines.push(...assignmentLines(question, assignment, isUnlicensed === true).map((line) => `  ${line}`))
  return lines.join('\n')
}

function assignmentLines(question: Question, assignment: ExplainedAssignment, isUnlicensed: boolean): string[] {
  const { filter } = assignment
  return [
    `- ${targetText(assignment)}: ${namesText(question, assignment, isUnlicensed)}`,
    ...(filter === undefined ? [] : filterLines(filter).map((line) => `    ${line}`)),
  ]
}

function targetText({ target, group, intent }: ExplainedAssignment): string {
  const name = group === undefined ? '' : ` '${group.name}'`
  const targets = {
    group: `assigned to group${name}`,
    exclusion: `excludes group${name}`,
    allUsers: 'assigned to all users',
    allDevices: 'assigned to all devices',
  }
  return intent === undefined ? targets[target] : `${targets[target]} as ${intent}`
}

function namesText(
  { device, user }: Question,
  { names, target, counts }: ExplainedAssignment,
  isUnlicensed: boolean,
): string {
  if (names.length === 0)
    return user === undefined ? `${device.name} is not in it` : `neither ${user.name} nor ${device.name} is in it`
  const parts = names.map(({ side, groups }) => {
    const who = side === 'user' ? (user?.name ?? '') : device.name
    const [, ...inner] = groups
    if (target === 'allUsers' || target === 'allDevices') return `names ${who}`
    return inner.length === 0
      ? `${who} is a member`
      : `${who} is a member by way of ${inner.map(({ name }) => `'${name}'`).join(' in ')}`
  })
  const text = parts.join(', ')
  if (counts) return text
  if (isUnlicensed && names.every(({ side }) => side === 'user')) return `${text}, but without a licence`
  if (target === 'exclusion') return `${text}, but users are excluded from users and devices from devices alone`
  return `${text}, which does not count`
}

function filterLines({ name, mode, verdict, comparisons }: ExplainedFilter): string[] {
  const found = { match: 'matches', noMatch: 'does not match', notEvaluated: 'cannot be evaluated' }[verdict]
  return [
    `filter '${name}' (${mode}) ${found}`,
    ...comparisons.map(({ text, reported, verdict: each }) => {
      const has = reported === null ? 'nothing is reported' : `the device has '${reported}'`
      return `  ${text}: ${has}, ${{ match: 'true', noMatch: 'false', notEvaluated: 'not evaluated' }[each] ?? each}`
    }),
  ]
}
