/** What the primary process has to say of itself. It serves nothing, so there is little. */
import { numbers } from '../metrics/families.js'
import type { Family } from '../metrics/families.js'
import { processFamilies } from '../metrics/process.js'

export function ownFamilies(ready: number, replaced: number): Family[] {
  return [
    numbers('gauge', { name: 'intunite_workers', help: 'Workers that serve.' }, [[{}, ready]]),
    numbers('counter', { name: 'intunite_workers_replaced_total', help: 'Workers that died and were replaced.' }, [
      [{}, replaced],
    ]),
    ...processFamilies(),
  ]
}
