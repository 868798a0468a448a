/** The body of a request that creates an entity, read. */
import type { Resource } from '../model/model.js'
import type { Entity } from '../model/payload.js'
import type { EntityType } from '../model/types.js'
import type { Bindings } from './bindings.js'

/** The body of a creating request, read. */
export interface NewEntity {
  readonly type: EntityType
  readonly values: Entity
  readonly bindings: Bindings
  readonly contained: readonly Contained[]
}

/** The items of one navigation property in a body. */
export interface Contained {
  readonly resource: Resource
  readonly items: readonly NewEntity[]
}
