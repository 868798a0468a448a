/** The settings of templates as entities. */
import type { Entity } from '../../model/payload.js'
import { guidOf } from './guid.js'
import { PREFIX } from './setting-definitions.js'
import type { Definition, HeldSetting } from './setting-ids-text.js'

/** The settings of a template as entities that it contains. */
export function settingTemplates(held: readonly HeldSetting[], byId: ReadonlyMap<string, Definition>): Entity[] {
  return held.map((setting, i) => ({ id: String(i), settingInstanceTemplate: instanceOf(setting, byId) }))
}

function instanceOf({ definitionId, instanceId, valueId }: HeldSetting, byId: ReadonlyMap<string, Definition>): Entity {
  const { kind = 's' } = byId.get(definitionId) ?? {}
  const common = { settingInstanceTemplateId: instanceId, settingDefinitionId: definitionId, isRequired: false }
  const of = (type: string, member: string, value: unknown): Entity => ({
    '@odata.type': `${PREFIX}${type}InstanceTemplate`,
    ...common,
    [member]: value,
  })
  const settingValueTemplateId = valueId ?? guidOf(`value ${instanceId}`)
  const choice = {
    settingValueTemplateId,
    defaultValue: null,
    recommendedValueDefinition: null,
    requiredValueDefinition: null,
  }
  const simple = {
    '@odata.type': `${PREFIX}${kind.endsWith('I') ? 'Integer' : 'String'}SettingValueTemplate`,
    settingValueTemplateId,
    defaultValue: null,
  }
  const many = { allowUnmanagedValues: true }
  switch (kind.charAt(0)) {
    case 'c':
      return of('ChoiceSetting', 'choiceSettingValueTemplate', choice)
    case 'C':
      return { ...of('ChoiceSettingCollection', 'choiceSettingCollectionValueTemplate', [choice]), ...many }
    case 'S':
      return { ...of('SimpleSettingCollection', 'simpleSettingCollectionValueTemplate', [simple]), ...many }
    case 'g':
      return of('GroupSetting', 'groupSettingValueTemplate', { settingValueTemplateId, children: [] })
    case 'G':
      return {
        ...of('GroupSettingCollection', 'groupSettingCollectionValueTemplate', [
          { settingValueTemplateId, children: [] },
        ]),
        ...many,
      }
    default:
      return of('SimpleSetting', 'simpleSettingValueTemplate', simple)
  }
}
