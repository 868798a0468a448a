/**
 * A state of a script on a device: the service makes them, and each is about a device. One that a client makes and that names
 * none is about the first device that can run the script, where there is one (B84).
 */
import type { Resource } from '../../model/model.js'
import { addReference } from '../../store/query/references.js'
import { itemsAt } from '../items.js'
import type { Rules } from './rules.js'
import { ID_ALONE } from '../../store/layout/shape.js'

export const runState: Rules = {
  *after(scope, { resource, keys }, { entity }) {
    const id = entity['id'] as string
    const device = resource.children.get('manageddevice')
    const isNew = keys.at(-1) !== id
    if (!isNew || scope.keepsIds === true || device?.referred === undefined) return 'unchanged'
    const own = [...keys, id]
    if ((yield* scope.store.find(device, own, ID_ALONE)) !== undefined) return 'unchanged'
    const filter = `startswith(operatingSystem,'${platformOf(resource)}')`
    const [first] = yield* itemsAt(scope, device.referred, [], { filter, firstBy: 'id', select: ['id'] })
    if (first !== undefined) yield* addReference(scope.store, device, own, first.entity['id'] as string)
    return 'unchanged'
  },
}

/** Shell scripts, those of own attributes among them, run on macOS; all others are PowerShell. */
function platformOf({ path }: Resource): string {
  return /ShellScripts\//.test(path) ? 'macOS' : 'Windows'
}
