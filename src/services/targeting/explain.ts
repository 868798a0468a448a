/** Why a device gets a policy or app, or does not: each assignment with what it names, what excludes it, and its filter. */
import { evaluate } from '../assignment-filters/evaluate.js'
import type { Reported, Verdict } from '../assignment-filters/evaluate.js'
import type { Comparison, Rule } from '../assignment-filters/grammar.js'
import { outcomeOf } from './filters.js'
import type { Outcome } from './filters.js'
import { resolveIntents } from './intents.js'
import type { Device, Memberships, Population, User } from './population.js'
import { effective, pairsOf, sidesNamed } from './targets.js'
import type { Assignment, Hit, Intent, Side } from './targets.js'

export interface FilterRule {
  readonly name: string
  readonly text: string
  /** Undefined if the text is no rule. */
  readonly rule: Rule | undefined
}

export interface Asked {
  readonly assignments: readonly Assignment[]
  readonly filters: ReadonlyMap<string, FilterRule>
  readonly population: Population
  readonly memberships: Memberships
  readonly device: Device
  readonly reported: Reported
  /** Whether intents decide: of apps. */
  readonly hasIntents: boolean
  /** Whether the policy is for the platform of the device. */
  readonly isOfPlatform: boolean
}

export type Answer = Outcome | 'excluded' | 'notTargeted' | 'otherPlatform'

export interface Named {
  readonly id: string
  readonly name: string
}

export interface ExplainedFilter extends Named {
  readonly mode: 'include' | 'exclude'
  readonly rule: string
  readonly verdict: 'match' | 'noMatch' | 'notEvaluated'
  readonly comparisons: readonly { readonly text: string; readonly reported: string | null; readonly verdict: string }[]
}

export interface NamedSide {
  readonly side: Side
  readonly groups: readonly Named[]
}

export interface ExplainedAssignment {
  readonly id: string
  readonly target: Assignment['target']['kind']
  readonly group?: Named | undefined
  readonly intent?: Intent | undefined
  /**
   * By what of the device it names it: its user or itself, with the groups from the assigned one to that of the member. A user
   * without a licence is named, and it does not count.
   */
  readonly names: readonly NamedSide[]
  /** Whether it counts: an exclusion of the same side takes an inclusion away, an intent may lose against another. */
  readonly counts: boolean
  readonly filter?: ExplainedFilter | undefined
}

export interface Explanation {
  readonly answer: Answer
  /** Only there where the user of the device has no plan with Intune: nothing reaches the device by that user (L32). */
  readonly isUnlicensed?: true | undefined
  /** Of an app, those that hold. */
  readonly intents: readonly Intent[]
  readonly assignments: readonly ExplainedAssignment[]
}

export function explain(asked: Asked): Explanation {
  const { assignments, population, memberships, device } = asked
  const [pair] = pairsOf(assignments, population, memberships, device)
  const hits = pair === undefined ? [] : effective(pair)
  const { intents } = resolveIntents(hits)
  const counting = asked.hasIntents ? hits.filter(({ assignment: { intent } }) => holds(intents, intent)) : hits
  const counted = new Set(counting.map(({ assignment }) => assignment))
  const excluding = pair?.excludedBy.filter(({ side }) => pair.includedBy.some((each) => each.side === side)) ?? []
  for (const { assignment } of excluding) counted.add(assignment)
  return {
    answer: answerOf(asked, pair !== undefined, counting),
    ...(userOf(asked)?.isLicensed === false && { isUnlicensed: true }),
    intents: asked.hasIntents ? intents : [],
    assignments: assignments.map((assignment) => explained(asked, assignment, counted.has(assignment))),
  }
}

function holds(intents: readonly Intent[], intent: Intent | undefined): boolean {
  return intent !== undefined && intents.includes(intent)
}

function answerOf(asked: Asked, isNamed: boolean, hits: readonly Hit[]): Answer {
  if (!isNamed) return 'notTargeted'
  if (hits.length === 0) return 'excluded'
  const outcome = outcomeOf(hits, ({ id }) => verdictOf(asked, id))
  return outcome === 'applies' && !asked.isOfPlatform ? 'otherPlatform' : outcome
}

function verdictOf({ filters, reported }: Asked, filterId: string): Verdict {
  const rule = filters.get(filterId)?.rule
  return rule === undefined ? undefined : evaluate(rule, reported)
}

function explained(asked: Asked, assignment: Assignment, counts: boolean): ExplainedAssignment {
  const { target, intent, filter } = assignment
  const group = 'groupId' in target ? asked.population.groups.get(target.groupId) : undefined
  return {
    id: assignment.id,
    target: target.kind,
    ...('groupId' in target && { group: { id: target.groupId, name: group?.name ?? target.groupId } }),
    ...(intent !== undefined && { intent }),
    names: namedSides(asked, assignment),
    counts,
    ...(filter !== undefined && { filter: explainedFilter(asked, filter.id, filter.mode) }),
  }
}

function userOf({ device, population }: Asked): User | undefined {
  return device.userId === undefined ? undefined : population.users.get(device.userId)
}

function namedSides(asked: Asked, { target }: Assignment): readonly NamedSide[] {
  const { device, memberships } = asked
  const user = userOf(asked)
  const receiver = user && { ...user, isLicensed: true }
  return sidesNamed(target, device, receiver, memberships).map((side) => {
    if (!('groupId' in target)) return { side, groups: [] }
    const [kind, id] = side === 'user' ? (['users', user?.id ?? ''] as const) : (['devices', device.id] as const)
    const path = memberships.path(target.groupId, kind, id) ?? []
    return { side, groups: path.map(({ id: groupId, name }) => ({ id: groupId, name })) }
  })
}

function explainedFilter(asked: Asked, id: string, mode: ExplainedFilter['mode']): ExplainedFilter {
  const filter = asked.filters.get(id)
  return {
    id,
    name: filter?.name ?? id,
    mode,
    rule: filter?.text ?? '',
    verdict: inWords(verdictOf(asked, id)),
    comparisons: comparisonsIn(filter?.rule).map((comparison) => ({
      text: textOf(comparison),
      reported: asked.reported(`${comparison.entity}.${comparison.property}`.toLowerCase()) ?? null,
      verdict: inWords(evaluate(comparison, asked.reported)),
    })),
  }
}

function inWords(verdict: Verdict): ExplainedFilter['verdict'] {
  return verdict === undefined ? 'notEvaluated' : verdict ? 'match' : 'noMatch'
}

function comparisonsIn(rule: Rule | undefined): readonly Comparison[] {
  if (rule === undefined) return []
  return rule.kind === 'comparison' ? [rule] : rule.terms.flatMap(comparisonsIn)
}

function textOf({ entity, property, operator, value }: Comparison): string {
  const list = typeof value === 'string' || value === null ? undefined : value.map((each) => `"${each}"`).join(', ')
  const operand = list === undefined ? (value === null ? '$null' : `"${String(value)}"`) : `[${list}]`
  return `${entity}.${property} -${operator} ${operand}`
}
