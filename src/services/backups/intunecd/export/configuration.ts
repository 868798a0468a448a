/** Device configurations, the settings catalog, administrative templates, intents. */
import type { Entity } from '../../../../model/payload.js'
import { decoded, shortType, text } from '../../export/source.js'
import { cleaned } from '../file-names.js'
import { intents } from './intents.js'
import { listOf, MANAGEMENT } from './objects.js'
import { plain } from './parts.js'
import type { Part } from './parts.js'

export const configuration: readonly Part[] = [
  plain({
    folder: 'Device Configurations',
    set: `${MANAGEMENT}/deviceConfigurations`,
    assigned: true,
    async change(item, writer) {
      if (/^(?:macOS|ios)CustomConfiguration$/.test(shortType(item['@odata.type'])))
        // IntuneCD fails to write one without a name, and goes on.
        return text(item['payloadFileName']) === ''
          ? []
          : [{ path: `mobileconfig/${cleaned(text(item['payloadFileName']))}`, text: decoded(item['payload']) }]
      if (shortType(item['@odata.type']) !== 'windows10CustomConfiguration') return []
      const settings: Entity[] = []
      for (const setting of listOf(item['omaSettings'])) {
        if (setting['isEncrypted'] !== true) {
          settings.push(setting)
          continue
        }
        const { '@odata.type': type, displayName, description, omaUri, secretReferenceValueId: secret } = setting
        const value = await writer.source.item(
          `${MANAGEMENT}/deviceConfigurations/${text(item['id'])}/getOmaSettingPlainTextValue(secretReferenceValueId='${text(secret)}')`,
        )
        settings.push({
          '@odata.type': type,
          displayName,
          description,
          omaUri,
          isEncrypted: false,
          secretReferenceValueId: null,
          value,
        })
      }
      if (settings.length > 0) item['omaSettings'] = settings
      return []
    },
  }),
  plain({
    folder: 'Settings Catalog',
    set: `${MANAGEMENT}/configurationPolicies`,
    name: 'name',
    assigned: true,
    file: (item) => `${text(item['name'])}_${text(item['technologies']).split(',').at(-1) ?? ''}`,
    async change(item, writer) {
      const settings = await writer.source.list(
        `${MANAGEMENT}/configurationPolicies/${text(item['id'])}/settings?$top=1000`,
      )
      if (settings.length > 0) item['settings'] = settings
      return []
    },
  }),
  plain({
    folder: 'Group Policy Configurations',
    set: `${MANAGEMENT}/groupPolicyConfigurations`,
    assigned: true,
    async change(item, writer) {
      const path = `${MANAGEMENT}/groupPolicyConfigurations/${text(item['id'])}/definitionValues`
      const values = await writer.source.list(`${path}?$expand=definition`)
      item['definitionValues'] = values
      for (const value of values)
        value['presentationValues'] = await writer.source.list(
          `${path}/${text(value['id'])}/presentationValues?$expand=presentation`,
        )
      return []
    },
  }),
  intents,
]
