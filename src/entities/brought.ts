/** The model with what a user's files add: sets, types and operations, of Graph or of a service of their own. */
import { readModel } from '../model/csdl/csdl.js'
import type { CsdlSet, CsdlText } from '../model/csdl/csdl.js'
import type { Problem } from '../model/csdl/problems.js'
import { createTypes } from '../model/facts/types.js'
import type { Overlay } from '../model/facts/overlay.js'
import { typesOf } from '../model/hierarchy.js'
import type { Types } from '../model/hierarchy.js'
import type { Model } from '../model/model.js'
import { defineEntitySet, defineSingleton } from '../model/sets.js'
import type { Backend, Declaration, Permissions } from '../model/sets.js'
import type { EntityType } from '../model/types.js'
import { assemble, declarations } from './index.js'
import { overlay } from './overlay.js'
import { keepTexts } from './texts.js'

const backend: Backend = { kind: 'intune', service: 'CustomModel_2607/StatelessCustomModelFEService' }

/** For sets of which nothing else is said. */
const PERMISSIONS: Permissions = {
  read: ['DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All'],
  write: ['DeviceManagementConfiguration.ReadWrite.All'],
}

/** The built-in model is not touched: each call makes types of its own. */
export async function modelWith(
  texts: readonly CsdlText[],
): Promise<Model | { readonly problems: readonly Problem[] }> {
  const written = typesOf(declarations)
  const brought = await readModel(texts, { written: new Map(written.map((type) => [type.name, type])), declarations })
  if ('problems' in brought) return brought
  const types = createTypes(written, overlayWith(brought.facets, brought.sets), brought.facts)
  const bySet = new Map(brought.sets.map((set) => [set.name.toLowerCase(), set]))
  const kept = declarations.map((declaration) => {
    const set = bySet.get(declaration.path.toLowerCase())
    bySet.delete(declaration.path.toLowerCase())
    return set === undefined ? declaration : changed(declaration, set)
  })
  const model = assemble([...kept, ...[...bySet.values()].map((set) => declarationOf(set, types))], types)
  keepTexts(model, texts)
  return model
}

/** References lead to the first set of the type that they refer to. */
function overlayWith(facets: Overlay['properties'], sets: readonly CsdlSet[]): Overlay {
  const types: Record<string, Overlay['types'][string]> = { ...overlay.types }
  for (const { kind, name, type } of sets)
    if (kind === 'entitySet' && types[type]?.set === undefined) types[type] = { ...types[type], set: name }
  return { properties: { ...overlay.properties, ...facets }, types }
}

function declarationOf({ kind, name, type, since, capabilities }: CsdlSet, types: Types): Declaration {
  const entityType = types.find(type) as EntityType
  const { permissions, readOnly, fixedMembers } = capabilities
  const facts = {
    path: name,
    entityType,
    // What only beta has is in no set of v1.0.
    since: entityType.since === 'beta' ? 'beta' : since,
    permissions: permissionsOf(permissions, PERMISSIONS),
    backend,
    layout: 'document',
  } as const
  return kind === 'singleton' ? defineSingleton(facts) : defineEntitySet({ ...facts, readOnly, fixedMembers })
}

function permissionsOf({ read, write }: Partial<Permissions>, others: Permissions): Permissions {
  return { read: read ?? others.read, write: write ?? others.write }
}

/** A set that is there already gets what a file says of it. */
function changed(declaration: Declaration, { capabilities }: CsdlSet): Declaration {
  if (Object.keys(capabilities.permissions).length === 0 && !capabilities.readOnly && !capabilities.fixedMembers)
    return declaration
  const permissions = permissionsOf(capabilities.permissions, declaration.permissions ?? PERMISSIONS)
  if (declaration.kind === 'singleton') return { ...declaration, permissions }
  return {
    ...declaration,
    permissions,
    readOnly: declaration.readOnly || capabilities.readOnly,
    fixedMembers: declaration.fixedMembers || capabilities.fixedMembers,
  }
}
