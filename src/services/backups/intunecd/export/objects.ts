/** An object as IntuneCD writes it: members left out, ids that have become names. */
import type { Entity } from '../../../../model/payload.js'
import { text } from '../../export/source.js'
import type { Source } from '../../export/source.js'
import { isObject } from '../../text.js'

export const MANAGEMENT = 'deviceManagement'
export const APPS = 'deviceAppManagement'

/** Members that IntuneCD takes away. */
const REMOVED = new Set(
  (
    'id version topicIdentifier certificate createdDateTime lastModifiedDateTime isAssigned @odata.context ' +
    'scheduledActionConfigurations@odata.context scheduledActionsForRule@odata.context sourceId supportsScopeTags companyCodes ' +
    'isGlobalScript highestAvailableVersion token lastSyncDateTime isReadOnly secretReferenceValueId isEncrypted ' +
    'modifiedDateTime deployedAppCount intunecd_name deviceHealthScriptType'
  ).split(' '),
)

const NO_TEMPLATE = '00000000-0000-0000-0000-000000000000'

export function removeKeys(item: Entity): Entity {
  for (const name of Object.keys(item)) if (REMOVED.has(name)) delete item[name]
  return item
}

export class Writer {
  readonly source: Source
  #tags: Promise<Entity[]> | undefined

  constructor(source: Source) {
    this.source = source
  }

  /** An object as it is in its file. `assigned` is where its assignments are. */
  async finished(item: Entity, assigned?: string): Promise<Entity> {
    const assignments = assigned === undefined ? [] : await this.#assignments(assigned)
    delete item['assignments@odata.context']
    if (assignments.length > 0) item['assignments'] = assignments
    const tags = await (this.#tags ??= this.source.list(`${MANAGEMENT}/roleScopeTags`))
    for (const member of ['roleScopeTagIds', 'roleScopeTags']) {
      const ids = item[member]
      if (Array.isArray(ids) && ids.length > 0)
        item[member] = tags.filter(({ id }) => ids.includes(id)).map(({ displayName }) => displayName)
    }
    return removeKeys(item)
  }

  async #assignments(path: string): Promise<Entity[]> {
    const items = await this.source.list(path)
    for (const item of items) {
      const { target } = item
      delete item['id']
      delete item['sourceId']
      if (!isObject(target)) continue
      await this.#nameGroup(target)
      for (const name of ['id', 'groupId', 'sourceId']) delete target[name]
      const filter = text(target['deviceAndAppManagementAssignmentFilterId'])
      if (filter === '' || filter === NO_TEMPLATE) continue
      const found = await this.source.known(`${MANAGEMENT}/assignmentFilters/${filter}`)
      if (found !== undefined) target['deviceAndAppManagementAssignmentFilterId'] = found['displayName']
    }
    return items
  }

  async #nameGroup(target: Entity): Promise<void> {
    const id = text(target['groupId'])
    const group = id === '' ? undefined : await this.source.known(`groups/${id}`)
    if (group === undefined) return
    target['groupName'] = group['displayName']
    const types = group['groupTypes']
    const isDynamic = Array.isArray(types) && types.includes('DynamicMembership')
    target['groupType'] = isDynamic ? 'DynamicMembership' : 'StaticMembership'
    if (isDynamic) target['membershipRule'] = group['membershipRule'] ?? null
  }

  async nameTemplates(rules: unknown): Promise<void> {
    for (const rule of listOf(rules)) {
      removeKeys(rule)
      for (const action of listOf(rule['scheduledActionConfigurations'])) {
        const id = text(action['notificationTemplateId'])
        if (id !== NO_TEMPLATE && id !== '') {
          const template = await this.source.known(`${MANAGEMENT}/notificationMessageTemplates/${id}`)
          if (template !== undefined) action['notificationTemplateName'] = template['displayName']
        }
        removeKeys(action)
      }
    }
  }

  app(id: unknown): Promise<Entity | undefined> {
    return this.source.known(`${APPS}/mobileApps/${text(id)}`)
  }
}

export function listOf(value: unknown): Entity[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
