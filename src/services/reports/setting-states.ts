/** What devices of a tenant that lives report of the settings of compliance policies: a row for each. */
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import { policyFrom } from '../life/documents/policy.js'
import { settingName } from '../life/documents/typed.js'
import type { FormerPolicy } from '../life/outcomes/device.js'
import { othersOf } from '../life/outcomes/settings.js'
import type { Scope } from '../scope.js'
import { noPages } from './pages.js'
import type { Pages } from './pages.js'
import { reportsOf } from './reported.js'
import { and, at, child, isId } from './source.js'
import type { Reading } from './source.js'

interface Judged {
  readonly policy: Entity
  /** The keys of its settings. */
  readonly settings: readonly string[]
}

const SETS = ['deviceManagement/deviceCompliancePolicies', 'deviceManagement/compliancePolicies']

function* judgedPolicies(scope: Scope, id: string | undefined): Work<Map<string, Judged>> {
  const found = new Map<string, Judged>()
  for (const path of SETS) {
    const set = at(scope, path)
    for (const { type, entity } of yield* itemsAt(scope, set, [], { filter: isId(id) })) {
      const own = String(entity['id'])
      const settings = path === SETS[0] ? [] : yield* itemsAt(scope, child(set, 'settings'), [own])
      const prepared = policyFrom(path, type, entity, { settings: settings.map((each) => each.entity) })
      const policy = { id: own, displayName: entity['displayName'] ?? entity['name'], version: entity['version'] ?? 1 }
      const keys = prepared !== undefined && 'settings' in prepared ? prepared.settings.map(({ key }) => key) : []
      found.set(own, { policy, settings: keys })
    }
  }
  return found
}

/** Rows of the devices that a filter leaves, in the states that are wanted. */
export function settingStates(
  scope: Scope,
  { members, fixed }: Reading,
  filter: string | undefined,
  isWanted: (state: unknown) => boolean,
): Pages {
  if (scope.life === undefined) return noPages
  const reports = reportsOf(scope, members.get('device') ?? [], and(filter, isId(fixed.get('DeviceId'))))
  let policies: Map<string, Judged> | undefined
  return function* () {
    policies ??= yield* judgedPolicies(scope, fixed.get('PolicyId'))
    const known = policies
    const page = yield* reports()
    return page?.flatMap(({ device, memory }) =>
      Object.entries(memory.state?.policies ?? {}).flatMap(([id, former]) => {
        const judged = known.get(id)
        if (judged === undefined) return []
        const rows = rowsOf(judged, former).filter(({ state: each }) => isWanted(each))
        return rows.map((row) => ({ ...row, policy: judged.policy, device }))
      }),
    )
  }
}

function rowsOf({ settings }: Judged, { s: status, x = [] }: FormerPolicy): Entity[] {
  const bad = new Map(x.map(([key, ...rest]) => [key, rest]))
  const others = othersOf(status)
  return [...new Set([...settings, ...bad.keys()])].map((key) => {
    const [state = others, code = 0] = bad.get(key) ?? []
    const name = settingName(key)
    return { setting: name, settingName: name, state, errorCode: code, currentValue: null, errorDescription: null }
  })
}
