/** What a source of rows is, and the pieces that sources of all kinds are made of. */
import type { Resource } from '../../model/model.js'
import { quoted } from '../items.js'
import type { Scope } from '../scope.js'
import type { ColumnFacts } from './columns.js'
import { pagesOf } from './pages.js'
import type { Pages } from './pages.js'

/** What a report wants of its rows. */
export interface Reading {
  /** Members of the rows that its columns show, by the part that they belong to; '' is the row itself. */
  readonly members: ReadonlyMap<string, readonly string[]>
  /** Values that columns must have, by the name of the column: a source may leave out rows with others. */
  readonly fixed: ReadonlyMap<string, string>
}

export interface Source extends ColumnFacts {
  pages(scope: Scope, reading: Reading): Pages
}

export const DEVICES = 'deviceManagement/managedDevices'

/** The items of a set, as they are. */
export function set(path: string, type: string, columns: string, filter?: string): Source {
  return {
    types: { '': type },
    columns,
    pages: (scope, { members }) => pagesOf(scope, at(scope, path), [], { filter, select: own(members) }),
  }
}

export function at(scope: Scope, path: string): Resource {
  return scope.model.resourceAt(path)
}

export function child(resource: Resource, name: string): Resource {
  const found = resource.children.get(name.toLowerCase())
  if (found === undefined) throw new Error(`${resource.path} has no ${name}`)
  return found
}

/** Members of the rows themselves, with their id. */
export function own(members: Reading['members']): readonly string[] {
  return [...new Set(['id', ...(members.get('') ?? [])])]
}

export function isId(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `id eq ${quoted(id)}`
}

export function and(...conditions: readonly (string | undefined)[]): string | undefined {
  const given = conditions.filter((condition) => condition !== undefined)
  return given.length === 0 ? undefined : given.join(' and ')
}
