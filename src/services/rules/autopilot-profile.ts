/**
 * Autopilot profiles tell some of their settings twice, under an older and a newer name; what a body says under one of them
 * is told under both (B95). An assigned profile is not deleted (B96).
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-enrollment-windowsautopilotdeploymentprofile
 */
import { backendRefusal } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { itemsAt } from '../items.js'
import type { Rules } from './rules.js'

type Names = Readonly<Record<string, string>>

/** The older name, the newer one, and those of the members of their values. */
const TWICE: readonly (readonly [older: string, newer: string, members?: Names])[] = [
  ['language', 'locale'],
  ['extractHardwareHash', 'hardwareHashExtractionEnabled'],
  ['enableWhiteGlove', 'preprovisioningAllowed'],
  [
    'outOfBoxExperienceSettings',
    'outOfBoxExperienceSetting',
    {
      deviceUsageType: 'deviceUsageType',
      hideEULA: 'eulaHidden',
      hideEscapeLink: 'escapeLinkHidden',
      hidePrivacySettings: 'privacySettingsHidden',
      skipKeyboardSelectionPage: 'keyboardSelectionPageSkipped',
      userType: 'userType',
    },
  ],
]

export const autopilotProfile: Rules = {
  own: ['managementServiceAppId'],

  *prepare(_scope, { keys }, { entity }, body) {
    const isNew = keys.length === 0
    // No app is said by an empty text as well: IntuneCD sends it.
    if (entity['managementServiceAppId'] === '') entity['managementServiceAppId'] = null
    for (const [older, newer, members] of TWICE) {
      const [saysOlder, saysNewer] = [older, newer].map((name) => said(body, name))
      if (saysNewer === true) entity[older] = renamed(entity[newer], members && inverse(members))
      else if (saysOlder === true || (isNew && (entity[older] ?? null) !== null))
        entity[newer] = renamed(entity[older], members)
    }
  },

  *beforeDelete(scope, { resource, keys }) {
    const assignments = resource.children.get('assignments')
    if (assignments === undefined || (yield* itemsAt(scope, assignments, keys, { firstBy: 'id' })).length === 0) return
    throw backendRefusal(`The deployment profile '${keys.at(-1)}' is assigned: delete its assignments first.`)
  },
}

function said(body: Entity, name: string): boolean {
  return Object.hasOwn(body, name) && body[name] !== null
}

/** In the order in which both types declare their members, which is that of the names: tools compare texts. */
function renamed(value: unknown, names: Names | undefined): unknown {
  if (names === undefined || typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).flatMap(([name, inner]) =>
    Object.hasOwn(names, name) ? [[names[name] ?? name, inner] as const] : [],
  )
  return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)))
}

function inverse(names: Names): Names {
  return Object.fromEntries(Object.entries(names).map(([name, other]) => [other, name]))
}
