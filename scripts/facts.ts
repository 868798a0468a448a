/**
 * Writes the facts of Microsoft Graph's public model into `src/model/facts/`, one line a type, sorted, so that a change
 * of the model is a readable diff. Their grammar is in `src/model/facts/grammar.ts`.
 *
 *     npm run facts -- FOLDER
 *
 * `FOLDER` holds `v1.0.json`, `beta.json` (format `intune-model/1`: the types, enums and operations of one version as
 * JSON) and `permissions.json` (format `intune-permissions/1`: which permissions a path and method ask for).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { permissionLines } from './facts-permissions.js'
import type { PermissionSource } from './facts-permissions.js'

const TARGET = fileURLToPath(new URL('../src/model/facts', import.meta.url))

type Members = Readonly<Record<string, string>>

interface TypeSource {
  readonly base?: string
  readonly abstract?: boolean
  readonly open?: boolean
  readonly key?: readonly string[]
  readonly props?: Members
  readonly contained?: Members
  readonly refs?: Members
  readonly navUnknown?: Members
  readonly addressedAsContained?: readonly string[]
  readonly readOnly?: readonly string[]
}

interface EnumSource {
  readonly flags?: boolean
  readonly members: Readonly<Record<string, number | null>>
}

interface OperationSource {
  readonly name: string
  readonly on: string
  readonly params?: Members
  readonly returns?: string
  readonly composable?: boolean
}

interface VersionSource {
  readonly sources: readonly string[]
  readonly roots: Members
  readonly entityTypes: Readonly<Record<string, TypeSource>>
  readonly complexTypes: Readonly<Record<string, TypeSource>>
  readonly enums: Readonly<Record<string, EnumSource>>
  readonly actions: readonly OperationSource[]
  readonly functions: readonly OperationSource[]
}

const folder = process.argv[2]
if (folder === undefined) throw new Error('which folder? npm run facts -- FOLDER')
const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T
const stable = read<VersionSource>('v1.0.json')
const beta = read<VersionSource>('beta.json')

write('entity-types', 'ENTITY_TYPES', [...typeLines('entityTypes'), userLine()])
write('complex-types', 'COMPLEX_TYPES', typeLines('complexTypes'))
write('enum-types', 'ENUM_TYPES', enumLines())
write('operations', 'OPERATIONS', [...operationLines('actions', 'action'), ...operationLines('functions', 'function')])
write('permissions', 'PERMISSIONS', permissionLines(read<PermissionSource>('permissions.json')))

function typeLines(kind: 'entityTypes' | 'complexTypes'): string[] {
  return Object.entries(beta[kind]).map(([name, type]) => {
    const old = stable[kind][name]
    const head = [`${old === undefined ? '+' : ''}${name}`]
    if (type.base !== undefined) head.push(`<${type.base}`)
    if (type.abstract === true) head.push('abstract')
    if (type.open === true) head.push('open')
    if (type.key !== undefined && type.key.join() !== 'id') head.push(`key=${type.key.join()}`)
    return [...head, ...memberTexts(type, old), ...hiddenByBase(kind, type, old)].join(' ')
  })
}

/** What users have of Intune; the rest of a user is no part of these facts. */
function userLine(): string {
  const members = Object.entries(beta.roots).flatMap(([path, type]) => {
    const name = /^users\/\{id\}\/(.+)$/.exec(path)?.[1]
    return name === undefined ? [] : [`${stable.roots[path] === undefined ? '+' : ''}${name}/${type}`]
  })
  return ['user', ...members].join(' ')
}

function memberTexts(type: TypeSource, old: TypeSource | undefined): string[] {
  const readOnly = new Set([...(type.readOnly ?? []), ...(old?.readOnly ?? [])])
  const asContained = new Set([...(type.addressedAsContained ?? []), ...(old?.addressedAsContained ?? [])])
  const text = (name: string, mark: string, declared: string, known: Members | undefined): string => {
    const earlier = known?.[name]
    const since = old !== undefined && earlier === undefined ? '+' : ''
    // Where beta's nullability is not known, v1.0 may tell.
    return `${since}${name}${mark}${earlier ?? declared}${readOnly.has(name) ? '!' : ''}`
  }
  const all = (members: Members | undefined, markOf: (name: string) => string, known: Members | undefined): string[] =>
    Object.entries(members ?? {}).map(([name, declared]) => text(name, markOf(name), declared, known))
  return [
    ...all(type.props, () => ':', old?.props),
    ...all(type.contained, () => '/', old?.contained),
    ...all(type.refs, (name) => (asContained.has(name) ? '|' : '>'), old?.refs),
    ...all(type.navUnknown, () => '>', old?.navUnknown),
  ]
}

/** Members of a base that the type has in beta alone, because it derives from another type in v1.0. */
function hiddenByBase(kind: 'entityTypes' | 'complexTypes', type: TypeSource, old: TypeSource | undefined): string[] {
  if (old === undefined || type.base === old.base || type.base === undefined) return []
  const before = new Set(inherited(stable[kind], old.base))
  const base = beta[kind][type.base]
  return Object.entries(base?.props ?? {})
    .filter(([name]) => !before.has(name))
    .map(([name, declared]) => `+${name}:${declared}`)
}

function inherited(types: Readonly<Record<string, TypeSource>>, name: string | undefined): string[] {
  const type = name === undefined ? undefined : types[name]
  return type === undefined ? [] : [...Object.keys(type.props ?? {}), ...inherited(types, type.base)]
}

function enumLines(): string[] {
  return Object.entries(beta.enums).map(([name, type]) => {
    const old = stable.enums[name]
    const members = Object.entries(type.members).map(([member, betaNumber]) => {
      // Two enums have other numbers in beta; v1.0 is what clients compile against.
      const number = old?.members[member] ?? betaNumber
      const since = old !== undefined && old.members[member] === undefined ? '+' : ''
      return `${since}${member}${number === null ? '' : `=${number}`}`
    })
    return [`${old === undefined ? '+' : ''}${name}`, ...(type.flags === true ? ['flags'] : []), ...members].join(' ')
  })
}

function operationLines(kind: 'actions' | 'functions', word: string): string[] {
  const taken = new Set<OperationSource>()
  return beta[kind].map((operation) => {
    const { on, name, params: all = {} } = operation
    const earlier = stable[kind]
      .filter((each) => each.on === on && each.name === name && !taken.has(each))
      .find(declaresOf(kind, all))
    if (earlier !== undefined) taken.add(earlier)
    const { params = {}, returns } = earlier ?? operation
    const parameters = Object.entries({ ...params, ...all }).map(([parameter, type]) => {
      const since = earlier === undefined || Object.hasOwn(params, parameter) ? '' : '+'
      return `${since}${parameter}:${params[parameter] ?? type}`
    })
    const result = returns === undefined ? [] : [`=${returns}`]
    return [
      `${earlier === undefined ? '+' : ''}${on}`,
      operation.composable === true || earlier?.composable === true ? 'composable' : word,
      name,
      ...parameters,
      ...result,
    ].join(' ')
  })
}

/** Whether an operation of v1.0 is one of beta. An action may take more parameters there; their order says nothing. */
function declaresOf(kind: 'actions' | 'functions', all: Members): (operation: OperationSource) => boolean {
  return ({ params = {} }) => {
    const names = Object.keys(params)
    if (kind === 'functions' && names.length !== Object.keys(all).length) return false
    return names.every((parameter) => Object.hasOwn(all, parameter))
  }
}

function write(file: string, name: string, lines: readonly string[]): void {
  const sorted = [...lines].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0))
  const head = `/** Written by \`npm run facts\`; see grammar.ts. */\nexport const ${name} = \``
  writeFileSync(join(TARGET, `${file}.ts`), `${head}\n${sorted.join('\n')}\n\`\n`)
}

/** Lines keep their position when something reaches v1.0. */
function keyOf(line: string): string {
  return line.replace(/^\+/, '')
}
