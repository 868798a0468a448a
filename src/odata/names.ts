/** Names of types, as requests write them and as error messages print them. */
import { NAMESPACE } from '../model/model.js'
import type { Resource } from '../model/model.js'

/** The namespace of Intune's own model, which leaks into its error messages. */
const INTUNE_NAMESPACE = 'microsoft.management.services.api'

const PREFIXES = [`${NAMESPACE}.`, 'graph.'] as const

/** The name without namespace of `microsoft.graph.X` or `graph.X`; undefined for any other text. */
export function localName(qualified: string): string | undefined {
  for (const prefix of PREFIXES)
    if (qualified.length > prefix.length && qualified.slice(0, prefix.length).toLowerCase() === prefix)
      return qualified.slice(prefix.length)
  return undefined
}

/** A type or action as the service behind `resource` calls it. */
export function printedName(
  named: { readonly name: string; readonly ownNamespace?: true },
  resource: Resource | undefined,
): string {
  const namespace = resource?.backend.kind === 'intune' ? INTUNE_NAMESPACE : NAMESPACE
  return named.ownNamespace === true ? named.name : `${namespace}.${named.name}`
}
