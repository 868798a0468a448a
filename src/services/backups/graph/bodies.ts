/** Objects in the words of Graph, with ids, as most tools save them. */
import type { Entity } from '../../../model/payload.js'
import type { Brought, Mention, Reference, Relationship } from '../backup.js'
import { tagMentions, targetMentions } from '../mentions.js'
import { nameMember } from '../sets.js'
import { isObject, lineOf } from '../text.js'

const NO_TEMPLATE = '00000000-0000-0000-0000-000000000000'

/** What a list of PowerShell is: one element stands without brackets, and none is null (K41). */
export function listed(value: unknown): Entity[] {
  if (isObject(value)) return Array.isArray(value['value']) ? value['value'].filter(isObject) : [value]
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** `assigned` are assignments that are told beside the object. */
export function graphObject(
  file: string,
  text: string,
  set: string,
  told: Entity,
  { name: known, assigned = [] }: { name?: string; assigned?: readonly Entity[] } = {},
): Brought {
  const { assignments: own, ...body } = told
  const named = body[nameMember(set)]
  const name = known ?? (typeof named === 'string' && named !== '' ? named : textOf(body['id']))
  const assignments = [...listed(own), ...assigned].map((each) => {
    const { target } = each
    return isObject(target) ? { ...each, target: { ...target } } : { ...each }
  })
  const mentions = [
    ...tagMentions(body),
    ...appMentions(body),
    ...templateMentions(body),
    ...targetMentions(assignments),
  ]
  const relationships = relationshipsOf(body)
  const references = referencesOf(body)
  const place = { file, line: lineOf(text, name) }
  return { place, text, set, name, body, assignments, mentions, relationships, references }
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** How IntuneManagement tells what an app depends on and supersedes: the name of the member, and what becomes of it. */
export const RELATED = [
  { told: '#CustomRefDependency', type: '#microsoft.graph.mobileAppDependency', how: 'dependencyType' },
  { told: '#CustomRefSupersedence', type: '#microsoft.graph.mobileAppSupersedence', how: 'supersedenceType' },
] as const

/** What IntuneManagement tells of others: the parts of each are joined with `|!|`, and all of them with `|*|` (K33). */
function toldOf(value: unknown): string[][] {
  return textOf(value)
    .split('|*|')
    .map((each) => each.split('|!|'))
}

/** Of each one its name, version, id, and what kind of relationship it is. */
function relationshipsOf(app: Entity): Relationship[] {
  return RELATED.flatMap(({ told, type, how }) =>
    toldOf(app[told]).flatMap(([name, _version, id = '', kind]): Relationship[] => {
      if (id === '') return []
      const body: Entity = { '@odata.type': type, ...(kind && { [how]: kind }) }
      const put = (found: string): void => void (body['targetId'] = found)
      return [{ body, mention: { kind: 'app', id: id.toLowerCase(), alias: name, put, drop: () => undefined } }]
    }),
  )
}

/** How IntuneManagement tells the certificates of a profile: behind this the name of the navigation property (K33). */
export const REFERRED = '#CustomRef_'
const BEFORE_TYPE = '|:|'

/** The names of the others, and their type. */
function referencesOf(profile: Entity): Reference[] {
  return Object.entries(profile).flatMap(([member, told]) => {
    if (!member.startsWith(REFERRED)) return []
    const navigation = member.slice(REFERRED.length)
    const [names = '', type] = textOf(told).split(BEFORE_TYPE)
    return names.split(',').flatMap((name): Reference[] => {
      const found: string[] = []
      const put = (id: string): void => void found.push(id)
      const mention: Mention = { kind: 'profile', name, type, put, drop: () => undefined }
      return name === '' ? [] : [{ navigation, mention, found }]
    })
  })
}

export function toldReferences(others: readonly Entity[]): string {
  return `${others.map(({ displayName }) => textOf(displayName)).join(',')}${BEFORE_TYPE}${textOf(others[0]?.['@odata.type'])}`
}

/** Ids of apps; IntuneManagement tells of each its name, id and type beside (K33). */
function appMentions(body: Entity): Mention[] {
  const known = new Map(
    toldOf(body['#CustomRefTargetedApps']).flatMap(([name, id, type]) =>
      id === undefined ? [] : [[id.toLowerCase(), { name, type }] as const],
    ),
  )
  return ['targetedMobileApps', 'selectedMobileAppIds'].flatMap((member) => {
    const ids = body[member]
    if (!Array.isArray(ids)) return []
    const found: unknown[] = [...(ids as unknown[])]
    body[member] = found
    return ids.flatMap((id, i): Mention[] => {
      if (typeof id !== 'string') return []
      const other = known.get(id.toLowerCase())
      const put = (there: string): void => void (found[i] = there)
      return [{ kind: 'app', id: id.toLowerCase(), alias: other?.name, type: other?.type, put, drop: () => undefined }]
    })
  })
}

function templateMentions(body: Entity): Mention[] {
  const actions = listed(body['scheduledActionsForRule']).flatMap((rule) =>
    listed(rule['scheduledActionConfigurations']),
  )
  return actions.flatMap((action): Mention[] => {
    const id = action['notificationTemplateId']
    if (typeof id !== 'string' || id === '' || id === NO_TEMPLATE) return []
    const put = (found: string): void => void (action['notificationTemplateId'] = found)
    return [{ kind: 'message template', id: id.toLowerCase(), put, drop: () => put(NO_TEMPLATE) }]
  })
}
