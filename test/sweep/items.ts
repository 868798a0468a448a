/** Items to try operations on, with everything that has to be above them. */
import type { Resource } from '../../src/model/model.js'
import { existsIn, qualifiedName } from '../../src/model/types.js'
import { allNavigation } from '../../src/model/inheritance.js'
import type { EntityType, Version } from '../../src/model/types.js'
import type { Client } from '../harness/emulator.js'
import { createBody, updateBody } from './bodies.js'
import type { Json } from './bodies.js'

/** The types that can be at a resource in a version. */
export function typesAt({ concreteTypes }: Resource, version: Version): readonly EntityType[] {
  return concreteTypes.filter(({ since }) => existsIn(since, version))
}

/** The first type of items that has `child` below it. */
function holderOf(resource: Resource, version: Version, child: string): EntityType | undefined {
  return typesAt(resource, version).find((each) => {
    const navigation = allNavigation(each)[child]
    return navigation !== undefined && existsIn(navigation.since, version)
  })
}

/** Whether a version has a resource, and everything above it. */
export function isIn(resource: Resource, version: Version): boolean {
  const { parent, since, name } = resource
  if (!existsIn(since, version) || typesAt(resource, version).length === 0) return false
  return parent === undefined || (isIn(parent, version) && holderOf(parent, version, name) !== undefined)
}

/** Whether items of a set are made here. A service principal takes an app that has none: those that exist do. */
export function isMade({ creatable, path }: Resource): boolean {
  return creatable && path !== 'servicePrincipals'
}

/** What stands before the name of a member that only a derived type has. */
export function castTo(type: EntityType, declared: boolean): string {
  return declared ? '' : `${qualifiedName(type)}/`
}

/** URL of a set, or of a single value, below items that are made for it; the reason if one cannot be made. */
export async function place(client: Client, resource: Resource, version: Version): Promise<string | Error> {
  const { parent, name, path } = resource
  if (parent === undefined) return `/${version}/${path}`
  const above = await item(client, parent, version, name)
  if (above instanceof Error) return above
  const holder = holderOf(parent, version, name) ?? parent.type
  return `${above}/${castTo(holder, Object.hasOwn(allNavigation(parent.type), name))}${name}`
}

/** URL of an item that can have `child` below it. */
async function item(client: Client, resource: Resource, version: Version, child: string): Promise<string | Error> {
  const type = holderOf(resource, version, child)
  const at = await place(client, resource, version)
  if (at instanceof Error) return at
  if (type === undefined) return new Error(`${resource.path}: no type has '${child}' in ${version}`)
  if (resource.kind === 'singleton') return at
  if (!resource.many) {
    const made = await client.patch(at, updateBody(type, { version, rich: false, turn: 1 }))
    return made.statusCode < 300 ? at : new Error(`${resource.path}: ${made.statusCode} ${made.body}`)
  }
  if (!isMade(resource)) {
    const [existing] = (await client.get(`${at}?$top=1`)).json<{ value: Json[] }>().value
    return existing === undefined ? new Error(`${resource.path}: is empty`) : `${at}/${String(existing['id'])}`
  }
  const made = await client.post(at, createBody(type, { version, rich: false, turn: 1 }))
  if (made.statusCode !== 201) return new Error(`${resource.path}: ${made.statusCode} ${made.body}`)
  return `${at}/${encodeURIComponent(String(made.json<Json>()['id']))}`
}

/** The item at the root of a URL, which everything below goes with. */
export async function removeRoot(client: Client, resource: Resource, url: string): Promise<void> {
  let root = resource
  while (root.parent !== undefined) root = root.parent
  if (root === resource || !root.many || !root.deletable || !isMade(root)) return
  const [, version = '', ...segments] = url.split('/')
  await client.delete(`/${version}/${segments.slice(0, root.path.split('/').length + 1).join('/')}`)
}
