/** Assignments are named after the policy and what they reach (R8). */
import { conflict, modelValidationFailure } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import type { Rules } from '../rules.js'

/** The groups that stand for everybody. They are the same in every tenant. */
const ALL_USERS = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'
const ALL_DEVICES = 'adadadad-808e-44e2-905a-0b7873a8a531'

const UNREADABLE = 'Must specify valid information for parsing in the string.'

/** What an assignment reaches, as the second half of its id. */
export function targetId(assignment: Entity): string {
  const target = assignment['target'] as Entity | null
  if (target === null) throw modelValidationFailure(UNREADABLE, 'target')
  switch (target['@odata.type']) {
    case '#microsoft.graph.allLicensedUsersAssignmentTarget':
      return ALL_USERS
    case '#microsoft.graph.allDevicesAssignmentTarget':
      return ALL_DEVICES
    default: {
      const id = target['groupId'] ?? target['collectionId']
      if (typeof id !== 'string' || id === '') throw modelValidationFailure(UNREADABLE, 'target')
      return id
    }
  }
}

export const assignment: Rules = {
  *newId(_scope, { keys }, entity) {
    return `${keys[0]}_${targetId(entity)}`
  },

  *prepare(_scope, _location, { entity }) {
    targetId(entity)
  },

  duplicate: ({ keys }) =>
    conflict(`The mobile app configuration '${keys[0]}' already has an assignment to that target.`),
}
