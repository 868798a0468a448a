/** Values of a diff as people read them: ids with the names of what they lead to, targets of assignments as sentences. */
import type { Json } from './compare.js'

/** The name of a group, a filter, an app by its id. */
export type NameOf = (id: string) => string | undefined

const GUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi

const QUOTED_GUID = new RegExp(`"(${GUID.source})"`, 'gi')

/** The GUIDs in a value. */
export function guidsIn(value: unknown): string[] {
  return [...JSON.stringify(value ?? null).matchAll(GUID)].map(([id]) => id.toLowerCase())
}

const TARGETS: Readonly<Record<string, string>> = {
  groupAssignmentTarget: 'group',
  exclusionGroupAssignmentTarget: 'not group',
  allDevicesAssignmentTarget: 'all devices',
  allLicensedUsersAssignmentTarget: 'all users',
  configurationManagerCollectionAssignmentTarget: 'collection',
}

/** A step of a path. */
export function stepInWords(step: string, nameOf: NameOf): string {
  const target = /^\[#microsoft\.graph\.(\w+)(.*)\]$/.exec(step)
  const words = target === null ? undefined : TARGETS[target[1] ?? '']
  return textInWords(words === undefined ? step : `[${words}${target?.[2] ?? ''}]`, nameOf)
}

/** The name of what an id leads to in the place of the id. */
function textInWords(text: string, nameOf: NameOf): string {
  return text.replace(GUID, (id) => nameOf(id.toLowerCase()) ?? id)
}

/** Characters of a value at most. */
const LONGEST = 160

export function valueInWords(value: Json | undefined, nameOf: NameOf): string {
  const named = JSON.stringify(value ?? null).replace(QUOTED_GUID, (quoted, id: string) => {
    const name = nameOf(id.toLowerCase())
    return name === undefined ? quoted : `${quoted} (${name})`
  })
  return named.length <= LONGEST ? named : `${named.slice(0, LONGEST)}… (${named.length} characters)`
}
