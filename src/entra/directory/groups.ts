import { EntityStore } from '../../store/query/entities.js'
import type { Database, Work } from '../../store/work.js'
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { getTenant, isGuid, requireText, unlessTaken } from './deps.js'
import type { DirectoryDeps } from './deps.js'
import { invalid, notFound } from './errors.js'
import { getUser } from './users.js'

export interface GroupOptions {
  readonly displayName: string
  readonly description?: string | undefined
  readonly id?: string | undefined
}

export interface GroupChanges {
  readonly displayName?: string | undefined
  readonly description?: string | null | undefined
}

export function groupDirectory(deps: DirectoryDeps, database: Database) {
  const { model, records, newId } = deps
  const list = async (tenant: string) =>
    (await records.listGroups((await getTenant(deps, tenant)).id)).map(({ id, displayName, description, members }) => ({
      id,
      displayName,
      description,
      members: members.map(({ memberId }) => memberId),
    }))
  /** By id, or by name if only one group has it. */
  const show = async (tenant: string, group: string) => {
    const groups = await list(tenant)
    const byName = groups.filter(({ displayName }) => displayName.toLowerCase() === group.toLowerCase())
    const found = groups.find(({ id }) => id === group.toLowerCase()) ?? (byName.length === 1 ? byName[0] : undefined)
    if (found === undefined)
      throw notFound(
        'group',
        group,
        `in the tenant ${tenant}${byName.length > 1 ? ' that no other is named like' : ''}`,
        groups.map(({ displayName }) => displayName),
      )
    return found
  }
  return {
    async create(tenant: string, { displayName, description, id = newId() }: GroupOptions) {
      const { id: tenantId } = await getTenant(deps, tenant)
      if (!isGuid(id)) throw invalid(`the id of a group must be a GUID, not '${id}'`)
      const made = { id: id.toLowerCase(), displayName: requireText(displayName, 'the name of a group') }
      await unlessTaken(
        records.insertGroup({ ...made, tenantId, description }),
        `there is a group with the id ${made.id} already`,
      )
      return made
    },
    list,
    show,
    async update(tenant: string, group: string, { displayName, description }: GroupChanges): Promise<void> {
      const { id } = await show(tenant, group)
      const store = new EntityStore(database.provider, (await getTenant(deps, tenant)).id)
      const changes = {
        ...(displayName === undefined ? {} : { displayName: requireText(displayName, 'the name of a group') }),
        ...(description === undefined ? {} : { description }),
      }
      await database.write(() => updateGroup(store, model.resourceAt('groups'), id, changes))
    },
    async delete(tenant: string, group: string): Promise<void> {
      const { id } = await show(tenant, group)
      await records.deleteGroup((await getTenant(deps, tenant)).id, id)
    },
    async addMember(tenant: string, group: string, user: string): Promise<void> {
      const { id } = await show(tenant, group)
      const { tenantId, id: userId, userPrincipalName } = await getUser(deps, (await getTenant(deps, tenant)).id, user)
      await unlessTaken(
        records.addMember(tenantId, id, userId),
        `${userPrincipalName} is a member of the group already`,
      )
    },
    async removeMember(tenant: string, group: string, user: string): Promise<void> {
      const { id } = await show(tenant, group)
      const { tenantId, id: userId } = await getUser(deps, (await getTenant(deps, tenant)).id, user)
      if (!(await records.deleteMember(tenantId, id, userId))) throw notFound('member', user, `of the group ${group}`)
    },
  }
}

/** Changes what Graph shows of a group, with the texts that its queries look at. */
function* updateGroup(store: EntityStore, resource: Resource, id: string, changes: Entity): Work<void> {
  const found = yield* store.load(resource, [id])
  if (found === undefined) return
  const changed = { ...found, entity: { ...found.entity, ...changes } }
  yield* store.update(resource, [id], changed, { version: 'beta', select: undefined, typeAnnotations: 'none' })
}
