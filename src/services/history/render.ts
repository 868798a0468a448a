/** A history as text for a terminal. */
import { memberText, plain } from '../state/render.js'
import { valueInWords } from '../state/words.js'
import type { NameOf } from '../state/words.js'
import type { Json } from '../state/compare.js'
import type { History, Version } from './version.js'

const VERBS = {
  Create: 'created',
  Patch: 'changed',
  Delete: 'deleted',
  Action: 'action',
  SetReference: 'reference set',
  DeleteReference: 'reference removed',
} as const

export function historyText({ complete, versions, names }: History): string {
  const nameOf = (id: string): string | undefined => names[id]
  const lines = versions.flatMap((version) => [
    plain(headOf(version, nameOf)),
    ...version.members.map((member) => `      ${memberText(member, nameOf)}`),
    ...(version.cut ? ['      (too large to be kept)'] : []),
    ...Object.entries(version.whole ?? {}).map(
      ([name, value]) => `      ${plain(name)}: ${valueInWords(value as Json, nameOf)}`,
    ),
  ])
  const earlier =
    versions.length === 0 ? 'nothing is known of it' : complete ? undefined : 'what was before is not known'
  return `${[...lines, ...(earlier === undefined ? [] : [earlier])].join('\n')}\n`
}

function headOf(
  { number, at, operation, action, set, keys, name, app, user, requestId }: Version,
  nameOf: NameOf,
): string {
  const by = user === undefined ? (app.name ?? app.id) : `${user.name ?? user.id} with ${app.name ?? app.id}`
  const verb = operation === 'Action' ? (action ?? 'action') : VERBS[operation]
  const key = keys.at(-1)
  const title = name ?? (key === undefined ? set : (nameOf(key.toLowerCase()) ?? key))
  return `${number}  ${at}  ${verb}  ${title} (${set.split('/').at(-1) ?? set}) by ${by}, request ${requestId}`
}
