/**
 * The type tests of the declared types: a line for each type and version that compares it with Microsoft's typings.
 * Whether they hold is for tstyche to say (`npm run test:types`).
 */
import { newerTypes } from '../test/types/exceptions.js'
import { readdir } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join, relative } from 'node:path'
import { declaredModel as model } from '../test/harness/declared-model.js'
import { existsIn, VERSIONS } from '../src/model/types.js'
import { allNavigation } from '../src/model/inheritance.js'
import type { EnumType, StructuredType, Version } from '../src/model/types.js'

type DeclaredType = StructuredType | EnumType

const ENTITIES = fileURLToPath(new URL('../src/entities', import.meta.url))

const OFFICIAL: Readonly<Record<Version, string>> = { 'v1.0': 'V1', beta: 'Beta' }

/** Module and name under which a declaration exports a type. */
async function exportedTypes(): Promise<Map<unknown, { readonly file: string; readonly name: string }>> {
  const found = new Map<unknown, { file: string; name: string }>()
  const entries = await readdir(ENTITIES, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const path of paths.sort()) {
    const file = relative(ENTITIES, path).replaceAll('\\', '/').replace(/\.ts$/, '.js')
    const exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>
    for (const [name, value] of Object.entries(exported)) if (name !== 'default') found.set(value, { file, name })
  }
  return found
}

export async function typeTests(): Promise<string> {
  const exported = await exportedTypes()
  const imports = new Map<string, string[]>()
  const versionsOf = ({ name, since }: DeclaredType): Version[] =>
    VERSIONS.filter((version) => existsIn(since, version) && newerTypes[name] !== version)
  const known = model.types.filter((type) => versionsOf(type).length > 0)
  const tests = known.map((type) => {
    const resource = exported.get(type)
    if (resource === undefined) throw new Error(`the declaration of ${type.name} is not exported`)
    imports.set(resource.file, [...(imports.get(resource.file) ?? []), resource.name])
    const lines = versionsOf(type).map((version) => {
      const parts = [
        lineOf(type)
          .map(({ name }) => `'${name}'`)
          .join(' | '),
        `typeof ${resource.name}`,
        officialName(type, version),
        `'${version}'`,
        ...navigationOf(type, version),
      ]
      return `  expect<Compared<${parts.join(', ')}>['unlike']>().type.toBe<never>()`
    })
    return `test('${type.name}', () => {\n${lines.join('\n')}\n})`
  })
  return [
    '// Made from the declarations by `npm run docs`. Exceptions are in exceptions.ts.',
    "import type * as V1 from '@microsoft/microsoft-graph-types'",
    "import type * as Beta from '@microsoft/microsoft-graph-types-beta'",
    "import { expect, test } from 'tstyche'",
    ...[...imports].map(
      ([file, names]) => `import type { ${names.sort().join(', ')} } from '../../src/entities/${file}'`,
    ),
    "import type { Compared } from './unlike.js'",
    '',
    tests.join('\n\n'),
    '',
  ].join('\n')
}

/** A type and what it derives from. */
function lineOf(type: DeclaredType): DeclaredType[] {
  const base = type.kind === 'enum' ? undefined : (type.baseType as StructuredType | undefined)
  return base === undefined ? [type] : [type, ...lineOf(base)]
}

function officialName({ name }: DeclaredType, version: Version): string {
  return `${OFFICIAL[version]}.${name[0]?.toUpperCase()}${name.slice(1)}`
}

/** Navigation properties, and for a singleton the sets below it. */
function navigationOf(type: DeclaredType, version: Version): string[] {
  if (type.kind !== 'entity') return []
  const own = Object.entries(allNavigation(type)).filter(([, { since }]) => existsIn(since, version))
  const sets = [...model.roots.values()]
    .filter((root) => root.kind === 'singleton' && root.type === type)
    .flatMap((root) => [...root.children.values()])
    .filter(({ kind, since }) => kind === 'entitySet' && existsIn(since, version))
  const names = new Set([...own.map(([name]) => name), ...sets.map(({ name }) => name)])
  return names.size === 0 ? [] : [[...names].map((name) => `'${name}'`).join(' | ')]
}
