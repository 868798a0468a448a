/** What the steps of a request about entities need to know of it. */
import type { Caller } from '../auth/caller.js'
import type { Clocks, NewId } from '../clock.js'
import type { Model, Resource } from '../model/model.js'
import { NAMESPACE } from '../model/model.js'
import type { EntityType } from '../model/types.js'
import { isA } from '../model/inheritance.js'
import { defaultSelectionIn, propertiesIn } from '../model/views.js'
import { contextOf, selectionOf } from '../odata/annotations.js'
import type { Query, ResourcePath } from '../odata/ast.js'
import type { MetadataLevel } from '../odata/query.js'
import type { AuditLog } from '../services/audit/audit-log.js'
import type { ContentService } from '../services/content/content.js'
import type { ExportService } from '../services/scope.js'
import type { Life } from '../services/life/life.js'
import { newItemBudget } from '../services/item-budget.js'
import { canonicalKeys } from '../services/keys.js'
import type { Cast } from '../services/presence.js'
import { profileAt } from '../services/profiles.js'
import type { Behaviour, Profile } from '../services/profiles.js'
import type { Scope } from '../services/scope.js'
import type { Keys } from '../store/query/entities.js'
import type { Shape } from '../store/layout/shape.js'
import type { Store } from '../store/store.js'
import type { DocumentTexts } from './document-texts.js'
import type { Answer, Exchange } from './exchange.js'
import { fullMetadata } from './full-metadata.js'
import type { Work } from '../store/work.js'

export interface GraphDeps {
  readonly model: Model
  readonly store: Store
  readonly documents: DocumentTexts
  readonly clocks: Clocks
  readonly newId: NewId
  readonly content: ContentService
  readonly exports: ExportService
  readonly audit: AuditLog
  readonly life: Life
  readonly pageSize: number
  readonly maxTop: number
  /** Signs page tokens. */
  readonly pageKey: Buffer
  /** Told of failures that are the server's own and that no error handler sees: those of the parts of a batch. */
  onBug(error: unknown, requestId: string): void
  /** What the caller's tenant imitates. */
  behaviourOf(caller: Caller): Behaviour
}

export interface Task {
  readonly deps: GraphDeps
  readonly exchange: Exchange
  readonly scope: Scope
  readonly resource: Resource
  readonly keys: Keys
  readonly level: MetadataLevel
}

export function taskOf(deps: GraphDeps, exchange: Exchange): Task {
  const { path, caller } = exchange
  const { resource } = path
  if (resource === undefined) throw new Error(`${path.target} is not about entities`)
  const { profile, switches } = deps.behaviourOf(caller)
  return {
    deps,
    exchange,
    resource,
    // A key that is looked up first is read when it is known.
    keys: path.references.length > 0 ? path.keys : canonicalKeys(resource, path.keys, path.keyName),
    level: metadataLevel(exchange),
    scope: {
      model: deps.model,
      version: path.version,
      backend: resource.backend.kind,
      errorNamespace: resource.backend.kind === 'intune' ? 'microsoft.management.services.api' : NAMESPACE,
      dropsBetaMembers: switches.dropBetaMembers,
      takesAbstractValues: profile.takesAbstractValues,
      tenantId: caller.tenantId,
      store: deps.store.entities(caller.tenantId),
      profile: profileAt(profile, resource),
      switches,
      clock: deps.clocks.of(caller.tenantId),
      newId: deps.newId,
      origin: exchange.origin,
      content: deps.content,
      exports: deps.exports,
      audit: deps.audit,
      trace: {},
      items: exchange.items ?? newItemBudget(),
      caller: { appId: caller.appId, userId: caller.userId },
      hashed: exchange.hashed,
      life: deps.life.settingsOf(caller.tenantId)?.delays,
    },
  }
}

/** How much an answer says about itself; `$format` outweighs the Accept header. */
export function metadataLevel({ headers }: Pick<Exchange, 'headers'>, format?: MetadataLevel): MetadataLevel {
  if (format !== undefined) return format
  const accept = headers['accept']
  if (accept === undefined) return 'minimal'
  const wanted = /odata\.metadata=(none|minimal|full)/i.exec(String(accept))
  return (wanted?.[1]?.toLowerCase() as MetadataLevel | undefined) ?? 'minimal'
}

/** A client that asks for it by name gets what OData calls minimal, whatever a profile adds to it. */
function asksForMinimal({ headers }: Pick<Exchange, 'headers'>): boolean {
  return /odata\.metadata=minimal/i.test(String(headers['accept'] ?? ''))
}

export function shapeOf({ scope, level, resource, exchange }: Task, query?: Query): Shape {
  const all = query === undefined || query.select.all
  const usual = level === 'minimal' && asksForMinimal(exchange) ? 'derived' : scope.profile.typeAnnotations
  // What is declared to be of a broader type says what it is.
  const typeAnnotations = ANNOTATED[level] ?? (resource.declaredAs === undefined ? usual : 'all')
  const shown = all && scope.version === 'v1.0' ? scope.profile.shownInV1[resource.lowerPath] : undefined
  // What v1.0 tells without declaring it is read as beta has it (B108a).
  if (shown !== undefined && resource.layout === 'document') {
    const select = [...Object.keys(propertiesIn(resource.type, 'v1.0')), ...shown]
    return { version: 'beta', select, typeAnnotations }
  }
  const select = all
    ? (defaultSelection(scope, resource) ?? withoutHidden(scope, resource, isList(exchange, query)))
    : withId(scope.profile, resource, query.select.names)
  return { version: scope.version, select, typeAnnotations }
}

function defaultSelection({ profile, version }: Scope, { lowerPath, type }: Resource): readonly string[] | undefined {
  const selection = defaultSelectionIn(type, version)
  const besides = profile.shownUnselected[lowerPath]
  return besides === undefined ? selection : selection && [...selection, ...besides]
}

function isList({ path }: Exchange, query: Query | undefined): boolean {
  return query !== undefined && path.target === 'collection'
}

/** All members but those that are shown only where they are selected; undefined where there are none of these. */
function withoutHidden(
  { profile, version }: Scope,
  { lowerPath, type }: Resource,
  list: boolean,
): string[] | undefined {
  const hidden = profile.shownIfSelected[lowerPath]
  if (hidden === undefined) return undefined
  return Object.keys(propertiesIn(type, version)).filter(
    (name) => hidden[name] === undefined || (hidden[name] === 'in lists' && !list),
  )
}

function withId({ showsId }: Profile, { lowerPath }: Resource, names: readonly string[]): readonly string[] {
  return names.includes('id') || !showsId.includes(lowerPath) ? names : ['id', ...names]
}

const ANNOTATED = { none: 'none', minimal: undefined, full: 'all' } as const

/** The JSON text of an entity of the addressed resource as the metadata level wants it. */
export function leveled({ exchange, resource, keys, level }: Task, json: string): string {
  return level === 'full' ? fullMetadata(exchange)(json, resource, keys) : json
}

/** The context that belongs to a path. */
export function contextFor({ exchange, scope: { profile } }: Task, path: ResourcePath, query?: Query): string {
  const { resource, target, canonical } = path
  const own = target === 'entity' && canonical === resource?.path ? profile.contexts[resource.lowerPath] : undefined
  const isOwn = own !== undefined && (query === undefined || selectionOf(query) === '')
  return `${contextBase(exchange)}${isOwn ? own : contextOf(path, query)}`
}

export function contextBase({ origin, path }: Exchange): string {
  return `${origin}/${path.version}/$metadata#`
}

/** The concrete types that a cast segment leaves; undefined where there is none. */
export function castsOf({ resource, type, cast }: ResourcePath): readonly EntityType[] | undefined {
  if (!cast || resource === undefined || type === undefined) return undefined
  return resource.concreteTypes.filter((concrete) => isA(concrete, type))
}

/** The items on the way of a path, its end included, that casts take for a narrower type. */
export function castItemsOf({ exchange: { path }, resource, keys }: Task): Cast[] {
  const items = castItems(path.casts, keys)
  const endsInItem = path.target !== 'collection' && path.target !== 'count' && path.operation?.binding !== 'collection'
  if (path.cast && path.type !== undefined && endsInItem) items.push(castItem(resource, [path.type], keys))
  return items
}

/** The items among those on the way that have to be of certain types. `keys` lead past all of them. */
export function castItems(casts: ResourcePath['casts'], keys: Keys): Cast[] {
  return casts.map(({ resource, types, key }) => ({ ...castItem(resource, types, keys), key }))
}

function castItem(resource: Resource, types: readonly EntityType[], keys: Keys): Cast {
  let depth = 0
  for (let at: Resource | undefined = resource; at !== undefined; at = at.parent) if (at.many) depth += 1
  return {
    resource,
    keys: keys.slice(0, depth),
    types: resource.concreteTypes.filter((concrete) => types.some((type) => isA(concrete, type))),
  }
}

export interface Plan {
  readonly writes: boolean
  /**
   * May be run again after a lost race. A plain function that starts a generator declared once: to V8 a generator function
   * made for a request is a class of its own, and costs more than the request.
   */
  work(): Work<Answer>
  /** What has to be stored before. */
  readonly before?: (() => Promise<void>) | undefined
  /** Told of the answer when what was done is stored. */
  readonly done?: (answer: Answer) => void
}
