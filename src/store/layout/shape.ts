import type { Version } from '../../model/types.js'

/** What a reader wants to see of an entity. */
export interface Shape {
  readonly version: Version
  /**
   * Names of the wanted properties in the order of the answer; undefined for all. `a/b` is a member of a complex value,
   * `microsoft.graph.T/a` a property that only the derived type T has.
   */
  readonly select: readonly string[] | undefined
  /** A version that knows all columns that are wanted, where that is not the version of the shape. */
  readonly columns?: Version | undefined
  /** `all` writes `@odata.type` on every entity, `derived` only where the type is not the declared one (R23). */
  readonly typeAnnotations: 'all' | 'derived' | 'none'
  /** What is withheld: what lists do not show, or what an entity does not show unless it is selected; else nothing. */
  readonly withholds?: 'from lists' | 'unselected' | undefined
}

/** Of what is written and not shown: writes give back what a shape asks for. */
export const ID_ALONE: Shape = { version: 'beta', select: ['id'], typeAnnotations: 'none' }
