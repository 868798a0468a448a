/**
 * `executeAction` of a profile of driver updates (B190): drivers of its inventory are approved, declined or suspended.
 *
 * @see https://learn.microsoft.com/graph/api/intune-softwareupdate-windowsdriverupdateprofile-executeaction
 */
import { notFound } from '../not-found.js'
import type { Effect } from './effect.js'
import { ID_ALONE } from '../../store/layout/shape.js'

const STATUS: Readonly<Record<string, string>> = { approve: 'approved', decline: 'declined', suspend: 'suspended' }

export const executeDriverAction: Effect = {
  plan(call) {
    const { scope, resource, keys } = call
    const { actionName, driverIds, deploymentDate } = call.read()
    return function* () {
      const drivers = resource.children.get('driverinventories')
      if (drivers === undefined || !(yield* scope.store.exists(resource, keys))) throw notFound(resource, keys)
      const ids = [...new Set((driverIds ?? []) as readonly string[])]
      const done = new Set<string>()
      // In one order for all callers: two that wait for each other's drivers would both be refused.
      for (const id of ids.toSorted()) {
        const at = [...keys, id]
        const driver = yield* scope.store.load(drivers, at)
        if (driver === undefined) continue
        const deployed = deploymentDate === null ? {} : { deployDateTime: deploymentDate }
        const entity = { ...driver.entity, approvalStatus: STATUS[actionName as string], ...deployed }
        yield* scope.store.update(drivers, at, { ...driver, entity }, ID_ALONE)
        done.add(id)
      }
      return {
        value: {
          successfulDriverIds: ids.filter((id) => done.has(id)),
          failedDriverIds: [],
          notFoundDriverIds: ids.filter((id) => !done.has(id)),
        },
      }
    }
  },
}
