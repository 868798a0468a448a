/**
 * Settings of a policy that is made of a template name the settings of that template by their ids (B50). Of a template the
 * catalog knows some settings: an id of another one in place of what is known is refused, what is not known is taken.
 */
import { backendRefusal } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import type { Location, Scope } from '../scope.js'

const TEMPLATES = 'deviceManagement/configurationPolicyTemplates'

/** By request: the ids of templates' settings by those of the definitions. */
const known = new WeakMap<Scope, Map<string, ReadonlyMap<string, string>>>()

export function* requireTemplateIds(scope: Scope, policy: Location, instance: unknown): Work<void> {
  const { settingDefinitionId, settingInstanceTemplateReference: reference } = (instance ?? {}) as Entity
  const sent = (reference as Entity | null | undefined)?.['settingInstanceTemplateId']
  if (typeof sent !== 'string') return
  const stored = yield* scope.store.load(policy.resource, policy.keys, 'unlocked')
  const template = (stored?.entity['templateReference'] as Entity | null | undefined)?.['templateId']
  if (typeof template !== 'string' || template === '') return
  const expected = (yield* settingsOf(scope, template)).get(String(settingDefinitionId))
  if (expected === undefined || expected === sent.toLowerCase()) return
  throw backendRefusal(
    `Info\nInvalid Reference id found in Policy ${policy.keys[0] ?? ''} created from Template ${template}\n` +
      `PolicyId\n${policy.keys[0] ?? ''}\nTemplateId\n${template}\nInvalidReferenceId\n${sent}`,
    'settingInstanceTemplateId',
  )
}

function* settingsOf(scope: Scope, template: string): Work<ReadonlyMap<string, string>> {
  const cache = known.get(scope) ?? new Map<string, ReadonlyMap<string, string>>()
  known.set(scope, cache)
  let found = cache.get(template)
  if (found === undefined) {
    const held = scope.model.resourceAt(TEMPLATES).children.get('settingtemplates')
    const items = held === undefined ? [] : yield* itemsAt(scope, held, [template])
    found = new Map(
      items.map(({ entity }) => {
        const { settingDefinitionId, settingInstanceTemplateId } = entity['settingInstanceTemplate'] as Entity
        return [String(settingDefinitionId), String(settingInstanceTemplateId).toLowerCase()]
      }),
    )
    cache.set(template, found)
  }
  return found
}
