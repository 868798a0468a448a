/**
 * `assign` of a script, which takes ids of shell scripts and of those for custom attributes as well (B25): clients that know
 * one kind of script send all of them here.
 */
import type { Work } from '../../store/work.js'
import type { Effect, Result } from './effect.js'
import { replacement } from './replace-contained.js'

const OTHER_SCRIPTS = ['deviceManagement/deviceShellScripts', 'deviceManagement/deviceCustomAttributeShellScripts']

export const assignScript: Effect = {
  plan(call) {
    const { scope, resource, keys } = call
    const own = replacement.plan(call)
    const others = OTHER_SCRIPTS.flatMap((path) => {
      const scripts = scope.model.findResource(path)
      const operation = scripts?.type.operations.find(({ name }) => name === call.operation.name)
      if (scripts === undefined || operation === undefined) return []
      return { scripts, assign: replacement.plan({ ...call, operation, resource: scripts, type: scripts.type }) }
    })
    return function* (): Work<Result> {
      if (!(yield* scope.store.exists(resource, keys)))
        for (const { scripts, assign } of others) if (yield* scope.store.exists(scripts, keys)) return yield* assign()
      return yield* own()
    }
  },
}
