/**
 * What an administrator may do with tenants, apps, users, groups and permissions. Knows nothing of HTTP or of a
 * terminal: the control face and the command line both come here. Failures that they should show are DirectoryErrors.
 */
import { createRecords } from '../store/identity/records.js'
import type { Prisma } from '../store/migrate/prisma.js'
import type { Database } from '../store/work.js'
import { appDirectory } from './directory/apps.js'
import type { DirectoryDeps } from './directory/deps.js'
import { grantDirectory } from './directory/grants.js'
import { groupDirectory } from './directory/groups.js'
import { tenantDirectory } from './directory/tenants.js'
import { userDirectory } from './directory/users.js'

export { DirectoryError } from './directory/errors.js'

export interface DirectoryOptions extends Omit<DirectoryDeps, 'records'> {
  readonly database: Database
  readonly prisma: () => Promise<Prisma>
}

export type Directory = ReturnType<typeof createDirectory>

export function createDirectory({ model, database, prisma, identity, clock, newId }: DirectoryOptions) {
  const records = createRecords({ model, database, clock, newId }, prisma)
  const deps: DirectoryDeps = { model, identity, clock, newId, records }
  return {
    tenants: tenantDirectory(deps),
    apps: appDirectory(deps),
    users: userDirectory(deps),
    groups: groupDirectory(deps, database),
    grants: grantDirectory(deps),
  }
}
