/** Settings of catalog policies by their definition, with the children of the options that are chosen (L51, L52). */
import type { Entity } from '../../../model/payload.js'
import type { Setting } from '../outcomes/policy.js'
import { asEntity, asList, textOf } from './values.js'

/** `settings` are the items of a policy, each with its `settingInstance`. */
export function catalogSettings(policyId: string, settings: readonly Entity[]): Setting[] {
  return settings.flatMap(({ settingInstance }) => instance(policyId, settingInstance, false))
}

/** In a list of groups, as rules of a firewall, each policy adds its own: nothing there clashes. */
function instance(policyId: string, given: unknown, isInList: boolean): Setting[] {
  const found = asEntity(given)
  const id = found['settingDefinitionId']
  if (typeof id !== 'string') return []
  const here = (value: string): Setting => settingOf(policyId, id, value, isInList)
  const inside = (value: unknown, inList: boolean): Setting[] =>
    asList(asEntity(value)['children']).flatMap((child) => instance(policyId, child, inList))
  const { simpleSettingValue, choiceSettingValue, groupSettingValue } = found
  if (simpleSettingValue != null) return [here(valueOf(simpleSettingValue))]
  if (choiceSettingValue != null) return [here(valueOf(choiceSettingValue)), ...inside(choiceSettingValue, isInList)]
  if (groupSettingValue != null) return inside(groupSettingValue, isInList)
  const simple = asList(found['simpleSettingCollectionValue'])
  if (simple.length > 0) return [here(textOf(simple.map(valueOf)))]
  const choices = asList(found['choiceSettingCollectionValue'])
  if (choices.length > 0)
    return [here(textOf(choices.map(valueOf))), ...choices.flatMap((choice) => inside(choice, true))]
  return asList(found['groupSettingCollectionValue']).flatMap((group, _i, all) =>
    inside(group, isInList || all.length > 1),
  )
}

const SIDE = /^(?:device|user)_/

function settingOf(policyId: string, id: string, value: string, isInList: boolean): Setting {
  const slot = id.replace(SIDE, '')
  return { key: id, value, slot: isInList ? `${policyId} ${slot}` : slot, ofUser: id.startsWith('user_') }
}

function valueOf(given: unknown): string {
  return textOf(asEntity(given)['value'] ?? '')
}

/** Settings of a template of the older kind, by their definition. */
export function intentSettings(settings: readonly Entity[]): Setting[] {
  return settings.flatMap(({ definitionId, valueJson }) => {
    if (typeof definitionId !== 'string' || NOTHING.has(valueJson)) return []
    return [{ key: definitionId, value: String(valueJson), slot: definitionId, ofUser: false }]
  })
}

const NOTHING: ReadonlySet<unknown> = new Set([null, undefined, 'null', '"notConfigured"', '"deviceDefault"', 'false'])
