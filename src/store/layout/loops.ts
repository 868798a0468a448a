/** Loops over the rows of a resource that can be stopped. */
import type { Resource } from '../../model/model.js'
import { identifier } from '../sql/dialect.js'
import { mayStopAt } from '../sql/stoppable.js'
import { layoutOf } from './layout-of.js'

/** Stands before the conditions of a WHERE. */
export function mayStop(resource: Resource, alias: string): string {
  return mayStopAt(`${alias}.${identifier(layoutOf(resource).order.column)}`)
}
