/** The body of a request that creates an entity, read. */
import type { Resource } from '../model/model.js'
import type { Entity } from '../model/payload.js'
import type { EntityType } from '../model/types.js'
import type { Location } from './scope.js'

/** The body of a creating request, read. */
export interface NewEntity {
  readonly type: EntityType
  readonly values: Entity
  readonly bindings: Bindings
  readonly contained: readonly Contained[]
}

/** The resources that a body binds items to, and the ids that it names. */
export type Bindings = readonly Binding[]

interface Binding {
  readonly resource: Resource
  readonly name: string
  readonly ids: readonly string[]
  /** Where the other item lives if no set holds it: a copy of it stands for the reference. */
  readonly copied?: Location
}

/** The items of one navigation property in a body. */
export interface Contained {
  readonly resource: Resource
  readonly items: readonly NewEntity[]
}
