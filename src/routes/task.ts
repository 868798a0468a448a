/** What the steps of a request about entities need to know of it. */
import type { Clock, NewId } from '../clock.js'
import type { Model, Place } from '../model/model.js'
import { NAMESPACE } from '../model/model.js'
import type { EntityType } from '../model/types.js'
import { isA } from '../model/types.js'
import { contextOf } from '../odata/annotations.js'
import type { Query, ResourcePath } from '../odata/ast.js'
import type { MetadataLevel } from '../odata/query.js'
import { canonicalKeys } from '../services/entities.js'
import type { Profile, Switches } from '../services/profiles.js'
import type { Scope } from '../services/scope.js'
import type { Keys } from '../store/entities.js'
import type { Shape } from '../store/projection.js'
import type { Store } from '../store/store.js'
import type { Exchange } from './exchange.js'

export interface GraphDeps {
  readonly model: Model
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly switches: Switches
  readonly pageSize: number
  readonly maxTop: number
  /** Signs page tokens. */
  readonly pageKey: Buffer
  profileOf(tenantId: string): Profile
}

export interface Task {
  readonly deps: GraphDeps
  readonly exchange: Exchange
  readonly scope: Scope
  readonly place: Place
  readonly keys: Keys
  readonly level: MetadataLevel
}

export function taskOf(deps: GraphDeps, exchange: Exchange): Task {
  const { path, caller } = exchange
  const { place } = path
  if (place === undefined) throw new Error(`${path.target} is not about entities`)
  return {
    deps,
    exchange,
    place,
    keys: canonicalKeys(place, path.keys),
    level: metadataLevel(exchange),
    scope: {
      model: deps.model,
      version: path.version,
      errorNamespace: place.backend.flavour === 'intune' ? 'microsoft.management.services.api' : NAMESPACE,
      tenantId: caller.tenantId,
      store: deps.store.entities(caller.tenantId),
      profile: deps.profileOf(caller.tenantId),
      switches: deps.switches,
      clock: deps.clock,
      newId: deps.newId,
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

export function shapeOf({ scope, level }: Task, query?: Query): Shape {
  const select = query === undefined || query.select.all ? undefined : query.select.names
  return { version: scope.version, select, typeAnnotations: level === 'none' ? 'none' : scope.profile.typeAnnotations }
}

/** The context that belongs to a path. */
export function contextFor({ exchange }: Task, path: ResourcePath, query?: Query): string {
  return `${contextBase(exchange)}${contextOf(path, query)}`
}

export function contextBase({ origin, path }: Exchange): string {
  return `${origin}/${path.version}/$metadata#`
}

/** The concrete types that a cast segment leaves; undefined where there is none. */
export function castsOf({ place, type, cast }: ResourcePath): readonly EntityType[] | undefined {
  if (!cast || place === undefined || type === undefined) return undefined
  return place.concreteTypes.filter((concrete) => isA(concrete, type))
}
