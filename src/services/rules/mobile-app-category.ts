/** Categories of apps: those that every tenant has stay as they are (B166). */
import { backendRefusal } from '../../errors.js'
import type { Location, Scope } from '../scope.js'
import type { Rules } from './rules.js'

export const mobileAppCategory: Rules = {
  *prepare(scope, location) {
    refuseBuiltIn(scope, location)
  },

  *beforeDelete(scope, location) {
    refuseBuiltIn(scope, location)
  },
}

function refuseBuiltIn({ model, tenantId }: Scope, { resource, keys: [id] }: Location): void {
  const own = model.builtIn(tenantId).find(({ path }) => path === resource.path)
  if (id !== undefined && own?.entities.some((entity) => entity['id'] === id) === true)
    throw backendRefusal(`The built-in category '${id}' cannot be changed or deleted.`)
}
