/**
 * `setAsManagedInstaller` turns the Intune management extension into a managed installer, and back (B171).
 * @see https://learn.microsoft.com/graph/api/intune-apps-windowsmanagementapp-setasmanagedinstaller
 */
import { amid } from '../../store/work.js'
import { readChanges, updateEntity } from '../entities.js'
import type { Effect } from './effect.js'
import { ID_ALONE } from '../../store/layout/shape.js'

export const setAsManagedInstaller: Effect = {
  plan({ scope, resource, keys, read }) {
    read()
    return function* () {
      const before = (yield* scope.store.load(resource, keys))?.entity['managedInstaller']
      const changes = readChanges(scope, resource, {
        '@odata.type': '#microsoft.graph.windowsManagementApp',
        managedInstaller: before === 'enabled' ? 'disabled' : 'enabled',
        managedInstallerConfiguredDateTime: asShown(scope.clock.milliseconds()),
      })
      yield* amid(updateEntity(scope, resource, keys, changes, ID_ALONE))
      return undefined
    }
  },
}

/** The service shows this time as its own language writes it: `8/23/2025 7:51:54 AM +00:00`. */
function asShown(milliseconds: number): string {
  const at = new Date(milliseconds)
  const hours = at.getUTCHours()
  const [minutes, seconds] = [at.getUTCMinutes(), at.getUTCSeconds()].map((each) => String(each).padStart(2, '0'))
  const day = `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()}`
  return `${day} ${hours % 12 === 0 ? 12 : hours % 12}:${minutes}:${seconds} ${hours < 12 ? 'AM' : 'PM'} +00:00`
}
