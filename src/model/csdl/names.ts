/** Names in CSDL files: which are allowed, what aliases stand for, and how the model calls a type. */
import { NAMESPACE } from '../model.js'
import type { Json } from './parse.js'

const IDENTIFIER = /^[\p{L}_][\p{L}\p{Nd}_]{0,127}$/u

/** Whether a type, member, operation, set or parameter may be called so. */
export function isIdentifier(name: string): boolean {
  // Members of every JavaScript object would be found where nothing is declared.
  return IDENTIFIER.test(name) && !(name in {})
}

/** Whether a namespace is Graph's, or below it. */
export function isGraphs(namespace: string): boolean {
  return namespace === NAMESPACE || namespace.startsWith(`${NAMESPACE}.`)
}

/** The model's name of a type: without `microsoft.graph.`, or with the namespace of its own. */
export function modelName(qualified: string): string {
  return qualified.startsWith(`${NAMESPACE}.`) ? qualified.slice(NAMESPACE.length + 1) : qualified
}

/** What is meant without being declared in a file. */
const WELL_KNOWN: readonly (readonly [alias: string, namespace: string])[] = [
  ['graph', NAMESPACE],
  ['Core', 'Org.OData.Core.V1'],
  ['Capabilities', 'Org.OData.Capabilities.V1'],
]

/** Namespaces by alias, of the schemas of a document and of those that it refers to. */
export function aliasesOf(document: Json): ReadonlyMap<string, string> {
  const aliases = new Map(WELL_KNOWN)
  for (const [namespace, schema] of Object.entries(document))
    if (isJson(schema) && typeof schema['$Alias'] === 'string') aliases.set(schema['$Alias'], namespace)
  const references = isJson(document['$Reference']) ? Object.values(document['$Reference']) : []
  for (const reference of references) {
    const included =
      isJson(reference) && Array.isArray(reference['$Include']) ? (reference['$Include'] as unknown[]) : []
    for (const each of included)
      if (isJson(each) && typeof each['$Alias'] === 'string' && typeof each['$Namespace'] === 'string')
        aliases.set(each['$Alias'], each['$Namespace'])
  }
  return aliases
}

/** The name with a namespace in place of an alias; a path behind it stays. */
export function withoutAlias(name: string, aliases: ReadonlyMap<string, string>): string {
  const [qualified = '', ...path] = name.split('/')
  const dot = qualified.lastIndexOf('.')
  const namespace = aliases.get(qualified.slice(0, Math.max(dot, 0)))
  return [namespace === undefined ? qualified : namespace + qualified.slice(dot), ...path].join('/')
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
