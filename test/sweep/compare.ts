/** What an answer shows, against what was sent and what its version knows. */
import { model } from '../../src/entities/index.js'
import { membersIn } from '../../src/model/enum-values.js'
import { existsIn } from '../../src/model/types.js'
import { allNavigation, allProperties, isOpen } from '../../src/model/inheritance.js'
import type { Property, StructuredType, Version } from '../../src/model/types.js'
import { propertiesIn } from '../../src/model/views.js'
import type { Json } from './bodies.js'
import { ownMembers } from './own-members.js'

/** Where `got` does not hold what was sent; members that were not sent may have any value. */
export function difference(sent: unknown, got: unknown, path = ''): string | undefined {
  if (Array.isArray(sent)) {
    if (!Array.isArray(got) || got.length !== sent.length) return `${path}: ${shown(sent)} came back as ${shown(got)}`
    return first(sent.map((value, i) => difference(value, got[i], `${path}[${i}]`)))
  }
  if (!isObject(sent)) return Object.is(sent, got) ? undefined : `${path}: ${shown(sent)} came back as ${shown(got)}`
  if (!isObject(got)) return `${path}: ${shown(sent)} came back as ${shown(got)}`
  return first(
    Object.entries(sent)
      .filter(([name]) => name !== '@odata.type' || name in got)
      .map(([name, value]) => difference(value, got[name], `${path}/${name}`)),
  )
}

/** A member that `version` does not know of a value of `type`. */
export function unknownMember(value: Json, type: StructuredType, version: Version, path = ''): string | undefined {
  const named = typeNamed(value, type, version)
  if (named === undefined) return `${path}: shows the type ${shown(value['@odata.type'])}`
  const visible = propertiesIn(named, version)
  for (const [name, member] of Object.entries(value)) {
    if (name.includes('@')) continue
    const at = `${path}/${name}`
    const property = visible[name]
    if (property === undefined) {
      if (isOpen(named) && !Object.hasOwn(allProperties(named), name)) continue
      if (named.kind === 'entity' && allNavigation(named)[name] !== undefined) continue
      return `${at}: is shown, and not known of '${named.name}'`
    }
    const found = first(elements(member).map((each) => inValue(each, property, version, at)))
    if (found !== undefined) return found
  }
  return undefined
}

function inValue(value: unknown, { type }: Property, version: Version, path: string): string | undefined {
  if (type.kind === 'enum' && typeof value === 'string') {
    const unknown = value.split(',').find((name) => !Object.hasOwn(membersIn(type, version), name))
    return unknown === undefined ? undefined : `${path}: '${unknown}' is no member of '${type.name}' in ${version}`
  }
  return type.kind === 'complex' && isObject(value) ? unknownMember(value, type, version, path) : undefined
}

/**
 * A value that only beta knows, and that is not the same any more. Elements of collections, and values of another type,
 * start afresh when they are written.
 */
export function erased(before: Json, after: Json, type: StructuredType, path = ''): string | undefined {
  const named = typeNamed(before, type, 'beta') ?? type
  if (before['@odata.type'] !== after['@odata.type']) return undefined
  const visible = propertiesIn(named, 'v1.0')
  for (const [name, property] of Object.entries(allProperties(named))) {
    const [was, is] = [before[name], after[name]]
    if (property.computed || ownMembers(named).has(name)) continue
    const found = Object.hasOwn(visible, name)
      ? isObject(was) && isObject(is) && property.type.kind === 'complex'
        ? erased(was, is, property.type, `${path}/${name}`)
        : undefined
      : difference(was, is, `${path}/${name}`)
    if (found !== undefined) return found
  }
  return undefined
}

function typeNamed(value: Json, declared: StructuredType, version: Version): StructuredType | undefined {
  const name = value['@odata.type']
  if (typeof name !== 'string') return existsIn(declared.since, version) ? declared : undefined
  const type = model.findType(name.replace(/^#(microsoft\.graph\.)?/, ''), version)
  return type?.kind === 'enum' ? undefined : type
}

function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function first(found: readonly (string | undefined)[]): string | undefined {
  return found.find((each) => each !== undefined)
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 100)
}
