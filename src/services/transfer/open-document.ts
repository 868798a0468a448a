/** A document that is being imported: what is in it and where, without holding more of it in memory than one entity. */
import { escapePointer, issuesIn } from '../../model/issues.js'
import type { Issue } from '../../model/issues.js'
import type { Entity } from '../../model/payload.js'
import { documentSchema, FORMAT, KIND } from './document.js'
import type { Lists, TenantDocument } from './document.js'
import { TransferError } from './errors.js'
import { JsonReader } from './json-reader.js'
import type { ByteSource } from './spool.js'

export interface OpenDocument extends Pick<TenantDocument, 'tenant' | 'apps'> {
  /** Paths of the sets that it has entities of. */
  readonly paths: readonly string[]
  entities(path: string): Iterable<Entity>
  list<N extends keyof Lists>(name: N): Iterable<Lists[N]>
}

type Member = keyof typeof documentSchema.properties

const LISTS: ReadonlySet<string> = new Set<keyof Lists>(['signIn', 'memberships', 'documents', 'references', 'asTold'])

/** Opens a document, and says what is wrong with its members if they are not what they should be. */
export function openDocument(source: ByteSource): { readonly document: OpenDocument; readonly issues: Issue[] } {
  const reader = new JsonReader(source)
  if (reader.kind() !== 'object') throw noDocument()
  const values: Record<string, unknown> = {}
  const places = new Map<string, number>()
  const entities = new Map<string, number>()
  const issues: Issue[] = []
  for (const name of reader.members()) {
    if (places.has(name) || Object.hasOwn(values, name))
      issues.push({ pointer: `/${escapePointer(name)}`, detail: TWICE })
    const wanted = name === 'entities' ? 'object' : LISTS.has(name) ? 'array' : undefined
    if (wanted === undefined || reader.kind() !== wanted) {
      // Only its name is of interest where a member is not known.
      if (Object.hasOwn(documentSchema.properties, name)) values[name] = reader.value()
      else {
        issues.push({ pointer: `/${escapePointer(name)}`, detail: 'is not known here' })
        reader.skip()
      }
      continue
    }
    places.set(name, reader.position)
    if (name !== 'entities') reader.skip()
    else
      for (const path of reader.members()) {
        const pointer = `/entities/${escapePointer(path)}`
        if (entities.has(path)) issues.push({ pointer, detail: TWICE })
        if (reader.kind() !== 'array') issues.push({ pointer, detail: 'must be a list' })
        entities.set(path, reader.position)
        reader.skip()
      }
  }
  reader.end()
  requireReadable(values)
  for (const [name, schema] of Object.entries(documentSchema.properties)) {
    if (places.has(name)) continue
    if (Object.hasOwn(values, name)) issues.push(...issuesIn(schema, values[name], `/${name}`))
    else if (!OPTIONAL.has(name as Member)) issues.push({ pointer: `/${name}`, detail: 'is missing' })
  }
  const listAt = function* (position: number | undefined): Generator<unknown> {
    if (position === undefined) return
    reader.seek(position)
    for (const _ of reader.elements()) yield reader.value()
  }
  const { tenant, apps } = values as unknown as TenantDocument
  return {
    document: {
      tenant,
      apps,
      paths: [...entities.keys()],
      entities: (path) => listAt(entities.get(path)) as Iterable<Entity>,
      list: <N extends keyof Lists>(name: N) => listAt(places.get(name)) as Iterable<Lists[N]>,
    },
    issues,
  }
}

const TWICE = 'is there more than once'

const OPTIONAL: ReadonlySet<Member> = new Set<Member>(['documents', 'references', 'asTold'])

function requireReadable({ intunite, format }: Readonly<Record<string, unknown>>): void {
  if (intunite !== KIND) throw noDocument()
  if (typeof format === 'number' && format > FORMAT)
    throw new TransferError(
      'invalid',
      `this tenant was exported by a newer version: its format is ${format}, and this one reads up to ${FORMAT}`,
    )
}

function noDocument(): TransferError {
  return new TransferError('invalid', `this is no exported tenant: it must be an object with "intunite": "${KIND}"`)
}
