/** What IntuneCD writes instead of ids and encoded values, turned back into bodies of Graph (K12, K18). */
import type { Entity } from '../../../model/payload.js'
import type { Mention } from '../backup.js'
import { idOrName } from '../mentions.js'
import { isObject } from '../text.js'

/** Changes the body of an object, and gives what it refers to beside tags and assignments. */
export function restoreBody(body: Entity): Mention[] {
  decodeOmaValues(body)
  if (isObject(body['payloadJson']))
    body['payloadJson'] = Buffer.from(JSON.stringify(body['payloadJson'])).toString('base64')
  return [...targetedApps(body), ...statusPageApps(body), ...templates(body), ...scripts(body)]
}

/** The value of a setting that was encrypted is the whole answer of the service that told it. */
function decodeOmaValues(body: Entity): void {
  for (const setting of listOf(body['omaSettings']))
    if (isObject(setting['value']) && 'value' in setting['value']) setting['value'] = setting['value']['value']
}

function listOf(value: unknown): Entity[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** The file tells of one app, however many there were. */
function targetedApps(body: Entity): Mention[] {
  const told = body['targetedMobileApps']
  if (!isObject(told)) return []
  body['targetedMobileApps'] = []
  const { appName, type } = told
  return [
    {
      kind: 'app',
      name: String(appName),
      type: typeof type === 'string' ? type : undefined,
      put: (id) => void (body['targetedMobileApps'] = [id]),
      drop: () => undefined,
    },
  ]
}

function statusPageApps(body: Entity): Mention[] {
  const told = body['selectedMobileAppNames']
  if (told === undefined) return []
  delete body['selectedMobileAppNames']
  const ids: string[] = []
  body['selectedMobileAppIds'] = ids
  return listOf(told).map(({ name, type }) => ({
    kind: 'app',
    name: String(name),
    type: typeof type === 'string' ? type : undefined,
    put: (id) => void ids.push(id),
    drop: () => undefined,
  }))
}

const NO_TEMPLATE = '00000000-0000-0000-0000-000000000000'

/** The id of the template is that of the tenant that was backed up; its name counts if it is there. */
function templates(body: Entity): Mention[] {
  const actions = listOf(body['scheduledActionsForRule']).flatMap((rule) =>
    listOf(rule['scheduledActionConfigurations']),
  )
  return actions.flatMap((action): Mention[] => {
    const { notificationTemplateName: name, notificationTemplateId: id } = action
    delete action['notificationTemplateName']
    if (typeof id !== 'string' || id === '' || id === NO_TEMPLATE) return []
    const put = (found: string): void => void (action['notificationTemplateId'] = found)
    const drop = (): void => put(NO_TEMPLATE)
    return [{ kind: 'message template', ...(typeof name === 'string' ? { name } : idOrName(id)), put, drop }]
  })
}

function scripts(body: Entity): Mention[] {
  const { deviceComplianceScriptName: windows, detectionScriptName: linux } = body
  delete body['deviceComplianceScriptName']
  delete body['detectionScriptName']
  const found: Mention[] = []
  const policyScript = body['deviceCompliancePolicyScript']
  if (typeof windows === 'string' && isObject(policyScript))
    found.push({
      kind: 'script',
      name: windows,
      put: (id) => void (policyScript['deviceComplianceScriptId'] = id),
      drop: () => void (body['deviceCompliancePolicyScript'] = null),
    })
  if (typeof linux === 'string')
    for (const value of linuxScripts(body['settings']))
      found.push({ kind: 'setting', name: linux, put: (id) => void (value['value'] = id), drop: () => undefined })
  return found
}

/** The values in a tree of settings that are the ids of discovery scripts. */
function linuxScripts(node: unknown): Entity[] {
  if (typeof node !== 'object' || node === null) return []
  const { settingDefinitionId, simpleSettingValue } = node as Entity
  const own = settingDefinitionId === 'linux_customcompliance_discoveryscript' && isObject(simpleSettingValue)
  return [...(own ? [simpleSettingValue] : []), ...Object.values(node).flatMap(linuxScripts)]
}
