/** Where the explorer is: a path of Graph with its keys, read against the model. */
import type { Model, Resource, Version } from '../../model/model'
import { addressOf } from '../../routing'

export interface Place {
  readonly version: Version
  /** Decoded segments of the path, keys among them. */
  readonly segments: readonly string[]
  readonly resource: Resource
  /** One object, and not a set. */
  readonly item: boolean
  /** The id of the object in its set; undefined for what is there once. */
  readonly id: string | undefined
}

export function readPlace(model: Model, segments: readonly string[]): Place | undefined {
  let resource: Resource | undefined
  let expectsKey = false
  let id: string | undefined
  for (const segment of segments) {
    if (expectsKey) {
      id = segment
      expectsKey = false
      continue
    }
    resource = model.resourceAt(resource === undefined ? segment : `${resource.path}/${segment}`)
    if (resource === undefined) return undefined
    id = undefined
    expectsKey = resource.many === true
  }
  if (resource === undefined) return undefined
  return { version: model.version, segments, resource, item: !expectsKey, id }
}

/** The URL of Graph. */
export function graphPath(
  { version, segments }: Pick<Place, 'version' | 'segments'>,
  ...more: readonly string[]
): string {
  return `/${[version, ...segments, ...more].map(encodeURIComponent).join('/')}`
}

export function explorerAddress(
  { version, segments }: Pick<Place, 'version' | 'segments'>,
  query?: Readonly<Record<string, string | undefined>>,
): string {
  return addressOf(['explorer', version, ...segments], query)
}

/** What is below an object of a type: sets, and what is there once. */
export function childrenOf(model: Model, { resource }: Place, type: string): readonly Resource[] {
  const prefix = `${resource.path.toLowerCase()}/`
  const names = new Set(model.navigationOf(type).map(({ name }) => name.toLowerCase()))
  return model.resources.filter(({ path }) => {
    const text = path.toLowerCase()
    return text.startsWith(prefix) && names.has(text.slice(prefix.length))
  })
}

/** Sets that are not below an object, and what is there once. */
export function topResources(model: Model): readonly Resource[] {
  return model.resources.filter(({ path }) => {
    const parts = path.split('/')
    return parts.slice(0, -1).every((_, i) => model.resourceAt(parts.slice(0, i + 1).join('/'))?.many !== true)
  })
}
