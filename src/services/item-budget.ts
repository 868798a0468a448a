/**
 * How many items one request may make or name. All of them are written in one transaction, and on SQLite the thread that
 * serves does nothing else meanwhile.
 */
import { badRequest } from '../errors.js'
import { LIMITS } from '../odata/limits.js'

export interface ItemBudget {
  left: number
}

export function newItemBudget(): ItemBudget {
  return { left: LIMITS.items }
}

/** The same for what a parameter of an action lists: most actions write item by item. */
export function takeListed(budget: ItemBudget, parameter: string, count: number): void {
  if (count > LIMITS.listed)
    throw badRequest(`The parameter '${parameter}' has more than '${LIMITS.listed}' items.`, parameter)
  takeItems(budget, count)
}

/** Refuses what is more than the request has left. */
export function takeItems(budget: ItemBudget, count: number): void {
  if (count > budget.left) throw badRequest(`The request makes or names more than '${LIMITS.items}' items.`)
  budget.left -= count
}
