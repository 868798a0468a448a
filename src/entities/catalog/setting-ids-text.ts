/**
 * The definitions of settings that public policies use (B49, B53), and which settings templates hold (B52), made of ids
 * and kinds. What the service tells of a setting beyond these is not known here: names are the last part of the id, a
 * choice has the options that policies take and the other half of a pair, ranges are open.
 *
 * ```
 * place      = "@" platforms " " technologies
 * area       = "=" what its ids begin with
 * definition = id kind ["!"] *(" " option) *(" <" parent ["=" option *("," option)])  ; "!": templates hold it
 * kind       = "c" / "C" / "s" ["I" / "S" / "R"] / "S" ["I" / "S"] / "g" / "G"        ; choice, simple, group; collections in capitals
 * template   = "#" id
 * held       = definition " " settingInstanceTemplateId [" " settingValueTemplateId]
 * ```
 *
 * An id stands without what its area begins with, an option without the id before it; one that begins otherwise stands
 * whole behind a slash.
 */
import { SETTING_IDS, TEMPLATE_SETTINGS } from './setting-ids.js'

export interface Definition {
  readonly id: string
  readonly area: Area
  readonly kind: string
  readonly inTemplate: boolean
  readonly options: readonly string[]
  /** By the ids of parents, the options of each under which it is shown. */
  readonly parents: ReadonlyMap<string, readonly string[]>
}

export interface Area {
  readonly prefix: string
  readonly platform: string
  readonly technologies: string
}

export interface HeldSetting {
  readonly definitionId: string
  readonly instanceId: string
  readonly valueId: string | undefined
}

export function readDefinitions(text = SETTING_IDS): Definition[] {
  const found: Definition[] = []
  let area: Area = { prefix: '', platform: '', technologies: '' }
  for (const line of text.split('\n')) {
    const [first = '', second = '', ...rest] = line.split(' ')
    if (first === '') continue
    if (first.startsWith('@')) area = { prefix: '', platform: first.slice(1), technologies: second }
    else if (first.startsWith('=')) area = { ...area, prefix: first.slice(1) }
    else found.push(readDefinition(area, first, second, rest))
  }
  return found
}

function readDefinition(area: Area, short: string, kind: string, rest: readonly string[]): Definition {
  const whole = (text: string, before: string): string => (text.startsWith('/') ? text.slice(1) : before + text)
  const id = area.prefix + short
  const parents = new Map<string, readonly string[]>()
  const options: string[] = []
  for (const part of rest) {
    if (!part.startsWith('<')) {
      options.push(whole(part, `${id}_`))
      continue
    }
    const [parent = '', under = ''] = part.slice(1).split('=')
    const parentId = whole(parent, area.prefix)
    const on = under === '' ? [] : under.split(',')
    parents.set(
      parentId,
      on.map((option) => whole(option, `${parentId}_`)),
    )
  }
  return {
    id,
    area,
    kind: kind.replace('!', ''),
    inTemplate: kind.endsWith('!'),
    options: paired(id, options),
    parents,
  }
}

/** A setting that can be switched on can be switched off. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['0', '1'],
  ['false', 'true'],
]

function paired(id: string, options: readonly string[]): readonly string[] {
  const pair = PAIRS.find(
    (each) => options.length > 0 && options.every((option) => each.some((end) => option === `${id}_${end}`)),
  )
  return pair === undefined ? options : pair.map((end) => `${id}_${end}`)
}

/** What the templates hold, by their ids. */
export function readTemplates(text = TEMPLATE_SETTINGS): Map<string, HeldSetting[]> {
  const found = new Map<string, HeldSetting[]>()
  let held: HeldSetting[] = []
  for (const line of text.split('\n')) {
    const [definitionId = '', instanceId = '', valueId] = line.split(' ')
    if (definitionId.startsWith('#')) found.set(definitionId.slice(1), (held = []))
    else if (definitionId !== '') held.push({ definitionId, instanceId, valueId })
  }
  return found
}
