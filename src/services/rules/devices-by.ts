/** Devices of a tenant by what one of their properties says. */
import { countBy } from '../../store/query/lookups.js'
import type { Work } from '../../store/work.js'
import type { CountingScope } from '../scope.js'

export function* devicesBy(
  { store, model, known }: Pick<CountingScope, 'store' | 'model' | 'known'>,
  property: string,
): Work<ReadonlyMap<string, number>> {
  const counted = known?.devicesBy?.(property)
  if (counted !== undefined) return counted
  const counts = yield* countBy(store, model.resourceAt('deviceManagement/managedDevices'), [], property)
  return new Map([...counts].map(([value, count]) => [String(value ?? ''), count]))
}
