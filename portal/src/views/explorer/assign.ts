/** How objects of a type are assigned, and what is sent for that. */
import type { Model } from '../../model/model'
import { annotationOf, readMember } from '../../model/model'
import type { Session } from '../../session/session'
import { isOfPolicySet, readAssignments } from './assignments'
import type { Assignment } from './assignments'
import { sendAll } from './send-all'

export interface AssignAction {
  /** The parameter that takes the assignments, and their type. */
  readonly parameter: string
  readonly type: string
  /** Members of `intent`, where assignments have one. */
  readonly intents: readonly string[]
  /** Whether what there is can be read. */
  readonly isListed: boolean
}

/** How objects of a type are assigned; undefined where they are not. */
export function assignAction(model: Model, type: string): AssignAction | undefined {
  for (const { name, kind, parameters = {} } of model.operationsOf(type)) {
    if (name !== 'assign' || kind !== 'action') continue
    for (const [parameter, text] of Object.entries(parameters)) {
      const taken = readMember(parameter, text)
      const members = model.membersOf(taken.type)
      if (!taken.collection || !members.some((member) => member.name === 'target')) continue
      const intent = members.find((member) => member.name === 'intent')
      const isListed = model.navigationOf(type).some((navigation) => navigation.name === 'assignments')
      return { parameter, type: taken.type, intents: model.enumOf(intent?.type ?? '')?.members ?? [], isListed }
    }
  }
  return undefined
}

/** Assigns objects, each as a whole or in addition to what it has. Gives what was refused, in words. */
export async function assignAll(
  session: Session,
  action: AssignAction,
  paths: readonly string[],
  assignments: readonly Assignment[],
  how: 'add' | 'replace',
): Promise<string[]> {
  const requests = []
  const problems: string[] = []
  for (const path of paths)
    try {
      const all = await assignmentsOf(session, action, path)
      const known = how === 'replace' ? all.filter(isOfPolicySet) : all
      requests.push({ method: 'POST', path: `${path}/assign`, body: bodyOf(action, merged(known, assignments)) })
    } catch (error) {
      problems.push((error as Error).message)
    }
  return [...problems, ...(await sendAll(session, requests))]
}

/** What an object is assigned to now: nothing where that cannot be read. */
export async function assignmentsOf(
  session: Session,
  { isListed }: AssignAction,
  path: string,
): Promise<readonly Assignment[]> {
  return isListed ? readAssignments(session, `${path}/assignments`) : []
}

function bodyOf(action: AssignAction, assignments: readonly Assignment[]): object {
  return {
    [action.parameter]: assignments.map(({ id: _id, ...rest }) => ({
      '@odata.type': annotationOf(action.type),
      ...cleaned(rest),
    })),
  }
}

/** Of two that are about the same target the later one counts; what a policy set says stays. */
function merged(known: readonly Assignment[], added: readonly Assignment[]): Assignment[] {
  const about = ({ target }: Assignment): string => `${target?.['@odata.type']} ${target?.groupId}`
  const fixed = new Set(known.filter(isOfPolicySet).map(about))
  const further = added.filter((each) => !fixed.has(about(each)))
  const names = new Set(further.map(about))
  return [...known.filter((each) => !names.has(about(each))), ...further]
}

/** What the service itself writes into an assignment is not sent back, but for the policy set that it comes from. */
function cleaned(assignment: Assignment): Record<string, unknown> {
  const own = isOfPolicySet(assignment) ? ['@odata.type'] : ['@odata.type', 'source', 'sourceId']
  return Object.fromEntries(Object.entries(assignment).filter(([name]) => !own.includes(name)))
}
