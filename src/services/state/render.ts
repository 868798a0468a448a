/** A diff as text for a terminal, as Markdown for a pull request, and as a page. */
import type { MemberChange } from './compare.js'
import type { ObjectChange } from './diff.js'
import { stepInWords, valueInWords } from './words.js'
import type { NameOf } from './words.js'

export type Format = 'text' | 'json' | 'markdown' | 'html'

export interface RenderOptions {
  readonly nameOf: NameOf
  /** Colours of a terminal. */
  readonly colour?: boolean
  /** What is compared, for a heading. */
  readonly title?: string
  /** States that devices and users report are told one by one, and not counted. */
  readonly all?: boolean
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const
const COLOURS = { added: 32, removed: 31, changed: 33 } as const

export function textOf(changes: readonly ObjectChange[], options: RenderOptions): string {
  const { nameOf, colour = false } = options
  const paint = (code: number, text: string): string => (colour ? `\u001B[${code}m${text}\u001B[0m` : text)
  const lines: string[] = []
  for (const [set, objects] of bySet(changes)) {
    lines.push(paint(1, set))
    for (const object of objects) {
      lines.push(`  ${paint(COLOURS[object.change], `${SIGNS[object.change]} ${titleOf(object)}`)}`)
      const { members, reported } = toldOf(object, options)
      for (const member of members)
        lines.push(`      ${paint(COLOURS[member.change], SIGNS[member.change])} ${memberText(member, nameOf)}`)
      for (const told of reported) lines.push(`      ${paint(COLOURS.changed, SIGNS.changed)} ${told}`)
    }
  }
  return `${[...lines, summaryOf(changes)].join('\n')}\n`
}

export function markdownOf(changes: readonly ObjectChange[], options: RenderOptions): string {
  const { nameOf, title } = options
  const lines = title === undefined ? [] : [`## ${markdownText(title)}`, '']
  lines.push(`**${summaryOf(changes)}**`)
  for (const [set, objects] of bySet(changes)) {
    lines.push('', `### ${set}`, '')
    for (const object of objects) {
      lines.push(`- ${object.change} **${markdownText(titleOf(object))}**`)
      const { members, reported } = toldOf(object, options)
      for (const member of members) lines.push(`  - ${markdownMember(member, nameOf)}`)
      for (const told of reported) lines.push(`  - ${told}`)
    }
  }
  return `${lines.join('\n')}\n`
}

export function htmlOf(changes: readonly ObjectChange[], options: RenderOptions): string {
  const { nameOf, title = 'Changes' } = options
  const sets = [...bySet(changes)].map(([set, objects]) => {
    const items = objects.map((object) => {
      const { members, reported } = toldOf(object, options)
      const lines = [
        ...members.map((member) => `<li class="${member.change}">${escaped(memberText(member, nameOf))}</li>`),
        ...reported.map((told) => `<li class="changed">${escaped(told)}</li>`),
      ]
      const inside = lines.length === 0 ? '' : `<ul>${lines.join('')}</ul>`
      return `<li class="${object.change}"><b>${escaped(`${SIGNS[object.change]} ${titleOf(object)}`)}</b>${inside}</li>`
    })
    return `<h2>${escaped(set)}</h2><ul>${items.join('\n')}</ul>`
  })
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>` +
    `<body><h1>${escaped(title)}</h1><p>${escaped(summaryOf(changes))}</p>${sets.join('\n')}</body></html>\n`
  )
}

const STYLE =
  'body{font:14px system-ui,sans-serif;margin:2em;max-width:70em}ul{list-style:none;padding-left:1.2em}h2{font-size:1.05em}' +
  'li{overflow-wrap:anywhere}.added{color:#107c10}.removed{color:#a4262c}.changed{color:#8a5700}' +
  '@media(prefers-color-scheme:dark){body{background:#1b1a19;color:#f3f2f1}.added{color:#6ccb5f}.removed{color:#ff99a4}.changed{color:#fce100}}'

export function summaryOf(changes: readonly ObjectChange[]): string {
  if (changes.length === 0) return 'no differences'
  const count = (which: ObjectChange['change']): number => changes.filter(({ change }) => change === which).length
  return `${count('added')} added, ${count('changed')} changed, ${count('removed')} removed`
}

function bySet(changes: readonly ObjectChange[]): Map<string, ObjectChange[]> {
  const sets = new Map<string, ObjectChange[]>()
  for (const change of changes) sets.set(change.set, [...(sets.get(change.set) ?? []), change])
  return sets
}

/** Collections in which devices and users report, each of them with every check-in. */
const REPORTED = /(?:Statuses|States?)$/

/** The members that are told one by one, and for each collection of reports how many of them differ. */
function toldOf(
  { members }: ObjectChange,
  { all = false }: RenderOptions,
): { readonly members: readonly MemberChange[]; readonly reported: readonly string[] } {
  const reports = new Map<string, MemberChange[]>()
  const others = members.filter((member) => {
    const [name = '', element] = member.path
    const isReport = !all && REPORTED.test(name) && element?.startsWith('[') === true
    if (!isReport) return true
    const known = reports.get(name)
    if (known === undefined) reports.set(name, [member])
    else known.push(member)
    return false
  })
  return { members: others, reported: [...reports].map(([name, those]) => `${name}: ${countsOf(those)} (reports)`) }
}

/** A report whose members differ is one that changed, however many of them do. */
function countsOf(reports: readonly MemberChange[]): string {
  const ids = { added: new Set<string>(), changed: new Set<string>(), removed: new Set<string>() }
  for (const { path, change } of reports) ids[path.length === 2 ? change : 'changed'].add(path[1] ?? '')
  return Object.entries(ids)
    .flatMap(([change, { size }]) => (size === 0 ? [] : [`${size} ${change}`]))
    .join(', ')
}

function titleOf({ name, id, type }: ObjectChange): string {
  const kind = type === undefined ? '' : ` (${type})`
  return plain(`${name ?? id ?? 'itself'}${kind}`)
}

export function plain(text: string): string {
  return text.replace(CONTROL_CHARACTERS, ' ')
}

/** They could write to the terminal of a reader whatever a client chose. */
// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f]/g

function pathOf({ path }: MemberChange, nameOf: NameOf): string {
  return path
    .map((step) => stepInWords(step, nameOf))
    .join('/')
    .replaceAll('/[', '[')
}

export function memberText(member: MemberChange, nameOf: NameOf): string {
  const path = pathOf(member, nameOf)
  if (member.change === 'added') return `${path}: ${valueInWords(member.after, nameOf)}`
  if (member.change === 'removed') return `${path}: ${valueInWords(member.before, nameOf)}`
  return `${path}: ${valueInWords(member.before, nameOf)} → ${valueInWords(member.after, nameOf)}`
}

function markdownMember(member: MemberChange, nameOf: NameOf): string {
  const path = code(pathOf(member, nameOf))
  if (member.change === 'added') return `${path} added: ${code(valueInWords(member.after, nameOf))}`
  if (member.change === 'removed') return `${path} removed: ${code(valueInWords(member.before, nameOf))}`
  return `${path}: ${code(valueInWords(member.before, nameOf))} → ${code(valueInWords(member.after, nameOf))}`
}

/** Code in Markdown, whatever it holds. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `\`${text}\`` : `${fence} ${text} ${fence}`
}

function markdownText(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, '\\$&').replaceAll('\n', ' ')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
