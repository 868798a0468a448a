/** Every declared entity set and singleton; a singleton stands before the sets below it. */
import { typesOf } from '../model/hierarchy.js'
import type { Types } from '../model/hierarchy.js'
import { createTypes } from '../model/facts/types.js'
import { createModel, joinUnasked } from '../model/model.js'
import type { JoinModel, Model } from '../model/model.js'
import type { Declaration } from '../model/sets.js'
import type { EntityType } from '../model/types.js'
import { builtInOf } from './built-in/built-in.js'
import { overlay } from './overlay.js'
import deviceAppManagement from './device-app-management/device-app-management.js'
import mobileAppCategories from './device-app-management/mobile-app-categories.js'
import mobileAppConfigurations from './device-app-management/mobile-app-configurations.js'
import mobileApps from './device-app-management/mobile-apps.js'
import assignmentFilters from './device-management/assignment-filters.js'
import deviceCategories from './device-management/device-categories.js'
import deviceManagement from './device-management/device-management.js'
import managedDevices from './device-management/managed-devices.js'
import roleScopeTags from './device-management/role-scope-tags.js'
import applications from './directory/applications.js'
import directoryObjects from './directory/directory-objects.js'
import groups from './directory/groups.js'
import me from './directory/me.js'
import { neighbours } from './directory/neighbours.js'
import organization from './directory/organization.js'
import servicePrincipals from './directory/service-principals.js'
import users from './directory/users.js'

/** What is declared by hand: sets with tables of their own, and the types in them. */
export const declarations: readonly Declaration[] = [
  deviceAppManagement,
  mobileApps,
  mobileAppConfigurations,
  mobileAppCategories,
  deviceManagement,
  managedDevices,
  deviceCategories,
  assignmentFilters,
  roleScopeTags,
  users,
  me,
  groups,
  organization,
  applications,
  servicePrincipals,
  directoryObjects,
]

/**
 * The model that is served: what is declared by hand, and everything else that the facts of the public model have below
 * it. See src/model/facts/types.ts. Whether it can be served is asked where this runs from its source, which the build does too.
 */
export const model = assemble(
  declarations,
  createTypes(typesOf(declarations), overlay),
  import.meta.url.endsWith('.ts') ? createModel : joinUnasked,
)

/** A model of declarations and of what stands beside Intune, with the types that `types` has by the names of theirs. */
export function assemble(declarations: readonly Declaration[], types: Types, join: JoinModel = createModel): Model {
  const inModel = <T extends EntityType>(type: T): T => types.find(type.name) as T
  const own = new Set(declarations.map(({ path }) => path.toLowerCase()))
  const beside = neighbours(types).filter(({ path }) => !own.has(path.toLowerCase()))
  return join(
    [...declarations, ...beside].map((declaration) =>
      declaration.kind === 'entitySet'
        ? {
            ...declaration,
            entityType: inModel(declaration.entityType),
            derivedTypes: declaration.derivedTypes.map(inModel),
          }
        : { ...declaration, entityType: inModel(declaration.entityType) },
    ),
    types,
    { builtIn: builtInOf, catalog: async () => (await import('./catalog/catalog.js')).catalogRows() },
  )
}
