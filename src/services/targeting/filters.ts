/** What the filters of assignments make of a pair that they reach (L44, L45). */
import type { Verdict } from '../assignment-filters/evaluate.js'
import type { AssignmentFilter, Hit } from './targets.js'

export type Outcome = 'applies' | 'filtered' | 'notEvaluated'

/** Whether the device satisfies the rule of a filter; undefined where it has not reported what the rule asks. */
export type Matches = (filter: AssignmentFilter) => Verdict

/**
 * An excluding filter beats no filter, and that beats an including one; filters of one mode are joined with OR. What
 * cannot be evaluated decides nothing.
 */
export function outcomeOf(hits: readonly Hit[], matches: Matches): Outcome {
  const verdicts = (mode: AssignmentFilter['mode']): Verdict[] =>
    hits.flatMap(({ assignment: { filter } }) => (filter?.mode === mode ? [matches(filter)] : []))
  const excluding = verdicts('exclude')
  if (excluding.includes(true)) return 'filtered'
  if (excluding.includes(undefined)) return 'notEvaluated'
  if (excluding.length > 0 || hits.some(({ assignment }) => assignment.filter === undefined)) return 'applies'
  const including = verdicts('include')
  if (including.includes(true)) return 'applies'
  return including.includes(undefined) ? 'notEvaluated' : 'filtered'
}
