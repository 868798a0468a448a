/** What one version of the service shows of a declared type. Computed once per type and version. */
import { allProperties, existsIn } from './types.js'
import type { EntityType, Properties, StructuredType } from './types.js'
import type { Version } from './edm.js'

const views: Record<Version, WeakMap<StructuredType, Properties>> = { 'v1.0': new WeakMap(), beta: new WeakMap() }

/** The properties that `version` knows of `type`, inherited ones first, in response order (R17). */
export function propertiesIn(type: StructuredType, version: Version): Properties {
  const known = views[version].get(type)
  if (known !== undefined) return known
  const visible = Object.fromEntries(
    Object.entries(allProperties(type)).filter(([, property]) => existsIn(property.since, version)),
  )
  views[version].set(type, visible)
  return visible
}

/** What an answer holds that selects nothing; undefined for everything. */
export function defaultSelectionIn({ defaultSelection }: EntityType, version: Version): readonly string[] | undefined {
  return defaultSelection?.[version]
}
