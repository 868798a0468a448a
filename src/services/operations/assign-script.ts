/**
 * `assign` of a script, which takes ids of shell scripts as well (B25): clients that know one kind of script send both here.
 */
import type { Work } from '../../store/work.js'
import type { Effect, Result } from './effect.js'
import { replacement } from './replace-contained.js'

const SHELL_SCRIPTS = 'deviceManagement/deviceShellScripts'

export const assignScript: Effect = {
  plan(call) {
    const { scope, resource, keys } = call
    const own = replacement.plan(call)
    const shellScripts = scope.model.findResource(SHELL_SCRIPTS)
    const { operations = [] } = shellScripts?.type ?? {}
    const operation = operations.find(({ name }) => name === call.operation.name)
    if (shellScripts === undefined || operation === undefined) return own
    const other = replacement.plan({ ...call, operation, resource: shellScripts, type: shellScripts.type })
    return function* (): Work<Result> {
      const isShellScript =
        !(yield* scope.store.exists(resource, keys)) && (yield* scope.store.exists(shellScripts, keys))
      return yield* (isShellScript ? other : own)()
    }
  },
}
