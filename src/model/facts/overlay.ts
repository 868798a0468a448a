import type { Facets } from '../edm.js'
import type { EntityType, Link } from '../types.js'

/** What the public model does not say of types, by name, and of properties, by `type.property`. */
export interface Overlay {
  readonly properties: Readonly<Record<string, Facets>>
  /** How keys look, and the path of the set in which entities live that others refer to. */
  readonly types: Readonly<Record<string, Partial<Pick<EntityType, 'key' | 'namedKeys'>> & { readonly set?: string }>>
  /** Where what `type.navigation` refers to lives, where Graph declares a type that many sets hold. */
  readonly references?: Readonly<Record<string, { readonly type: string }>>
  /** `type.navigation` whose items are those that a table of pairs names, and the type of them. */
  readonly links?: Readonly<Record<string, { readonly type: string; readonly link: Link }>>
  /** `type.navigation` that Graph declares to contain what the service lets an item refer to. */
  readonly referring?: readonly string[]
  /** Which navigation of the same type also holds the items of `type.navigation`. */
  readonly storedWith?: Readonly<Record<string, string>>
  /** `type.navigation` with items of the catalog beside those of the tenant. */
  readonly shared?: readonly string[]
  /** `type.navigation` whose items are named in a member of the containing entity, and that member. */
  readonly namedIn?: Readonly<Record<string, string>>
}
