/**
 * What every tenant finds in the catalog, the same for all and stored once (B52, B53, B57, B66): definitions of settings
 * with their categories, templates, policies of ADMX files. It is made when a request first asks for it.
 */
import type { CatalogRows } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { intentSettings } from './intent-settings.js'
import { policyTemplates } from './policy-templates.js'
import { groupPolicies } from './group-policies.js'
import { settingCategories, settingDefinitions } from './setting-definitions.js'
import { readDefinitions, readTemplates } from './setting-ids-text.js'
import { settingTemplates } from './setting-templates.js'
import { intentTemplates } from './templates.js'

/** A setting that only reusable settings are of. */
const REUSABLE = `
@linux linuxMdm
=linux_customcompliance_
discoveryscript_reusablesetting s
`

export function catalogRows(): CatalogRows[] {
  const definitions = readDefinitions()
  const byId = new Map(definitions.map((each) => [each.id, each]))
  const linux = definitions.filter(({ area }) => area.platform === 'linux')
  const held = readTemplates()
  const root = (entities: readonly Entity[]) => entities.map((entity) => ({ keys: [], entity }))
  const templates = policyTemplates.map((template): Entity => ({
    ...template,
    settingTemplateCount: held.get(template['id'] as string)?.length ?? 0,
  }))
  return [
    { path: 'deviceManagement/configurationCategories', rows: root(settingCategories(definitions)) },
    { path: 'deviceManagement/configurationSettings', rows: root(settingDefinitions(definitions)) },
    { path: 'deviceManagement/complianceCategories', rows: root(settingCategories(linux)) },
    { path: 'deviceManagement/complianceSettings', rows: root(settingDefinitions(linux)) },
    {
      path: 'deviceManagement/reusableSettings',
      rows: root(
        settingDefinitions(readDefinitions(REUSABLE)).map((each) => ({ ...each, settingUsage: 'reusableSetting' })),
      ),
    },
    { path: 'deviceManagement/configurationPolicyTemplates', rows: root(templates) },
    {
      path: 'deviceManagement/configurationPolicyTemplates/settingTemplates',
      rows: [...held]
        .filter(([template]) => templates.some((each) => each['id'] === template))
        .flatMap(([template, settings]) =>
          settingTemplates(settings, byId).map((entity) => ({ keys: [template], entity })),
        ),
    },
    { path: 'deviceManagement/templates', rows: root(intentTemplates) },
    ...intentSettings(),
    ...groupPolicies(),
  ]
}
