/**
 * Administrative templates: what a policy configures is a definition of the service. Those that the tenant does not have are
 * made of what the backup tells of them (K34).
 */
import type { Entity } from '../../../model/payload.js'
import type { Brought } from '../backup.js'
import { isObject } from '../text.js'
import { listed, textOf } from './bodies.js'

const DEFINITIONS = 'deviceManagement/groupPolicyDefinitions'
const BEFORE = 'https://graph.microsoft.com/beta/'

/** The kind of a presentation, by that of its value. */
const PRESENTATIONS: Readonly<Record<string, string>> = {
  Boolean: 'groupPolicyPresentationCheckBox',
  Decimal: 'groupPolicyPresentationDecimalTextBox',
  LongDecimal: 'groupPolicyPresentationLongDecimalTextBox',
  List: 'groupPolicyPresentationListBox',
  MultiText: 'groupPolicyPresentationMultiTextBox',
  Text: 'groupPolicyPresentationTextBox',
}

/** Binds the values of a policy to their definitions, and gives the definitions as objects that come before it. */
export function definitionsOf(policy: Entity, file: string, text: string): Brought[] {
  const made: Brought[] = []
  for (const value of listed(policy['definitionValues'])) {
    const bound = textOf(value['definition@odata.bind'])
    const told = isObject(value['definition']) ? value['definition'] : undefined
    const id = textOf(told?.['id']) || idIn(bound, 'groupPolicyDefinitions')
    delete value['definition']
    if (id === undefined) continue
    value['definition@odata.bind'] = `${BEFORE}${DEFINITIONS}('${id}')`
    const presentations = listed(value['presentationValues']).flatMap((each) => presentationOf(each, id))
    const name = textOf(told?.['displayName'] ?? value['#Definition_displayName']) || id
    const body: Entity = {
      ...(told ?? {
        displayName: name,
        classType: value['#Definition_classType'] ?? 'machine',
        categoryPath: value['#Definition_categoryPath'] ?? '',
      }),
      id,
      presentations,
    }
    made.push({ place: { file }, text, set: DEFINITIONS, name, body, assignments: [], mentions: [] })
  }
  return made
}

function presentationOf(value: Entity, definition: string): Entity[] {
  const told = isObject(value['presentation']) ? value['presentation'] : undefined
  const id = textOf(told?.['id']) || idIn(textOf(value['presentation@odata.bind']), 'presentations')
  delete value['presentation']
  if (id === undefined) {
    // What IntuneManagement writes where it was told of no presentation: `presentations('')`.
    delete value['presentation@odata.bind']
    return []
  }
  value['presentation@odata.bind'] = `${BEFORE}${DEFINITIONS}('${definition}')/presentations('${id}')`
  const [, kind = ''] = /groupPolicyPresentationValue(\w+)$/.exec(textOf(value['@odata.type'])) ?? []
  const type = PRESENTATIONS[kind]
  if (told !== undefined) return [told]
  return type === undefined
    ? []
    : [{ '@odata.type': `#microsoft.graph.${type}`, id, label: value['#Presentation_Label'] ?? '' }]
}

function idIn(url: string, segment: string): string | undefined {
  return new RegExp(`/${segment}(?:\\('|/)([^'/)]+)`).exec(url)?.[1]
}
