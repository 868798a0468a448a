/** Keys of app configurations: two of them clash where they say different values for one key of one app (L53). */
import type { Entity } from '../../../model/payload.js'
import type { Setting } from '../outcomes/policy.js'
import { asEntity, asList, textOf } from './values.js'

export function appConfigurationSettings(entity: Entity): Setting[] {
  const apps = asList(entity['targetedMobileApps']).map(String)
  return [...pairs(entity)].flatMap(({ key, value, isCompared }) =>
    apps.map((app) => {
      const name = `${app}#${key}`
      const slot = isCompared ? name : `${String(entity['id'])} ${name}`
      return { key: name, value, slot, ofUser: false }
    }),
  )
}

interface Pair {
  readonly key: string
  readonly value: string
  readonly isCompared: boolean
}

function* pairs(entity: Entity): Generator<Pair> {
  for (const each of list(entity['settings']))
    yield { key: textOf(each['appConfigKey']), value: textOf(each['appConfigKeyValue']), isCompared: true }
  // A property list is a payload, which nobody looks into.
  if (typeof entity['encodedSettingXml'] === 'string')
    yield { key: 'encodedSettingXml', value: entity['encodedSettingXml'], isCompared: false }
  for (const { permission, action } of list(entity['permissionActions']))
    yield { key: `permission ${String(permission)}`, value: String(action), isCompared: true }
  yield* managedProperties(entity['payloadJson'])
}

/** Those of the managed configuration of Google, which comes as JSON in base64. */
function* managedProperties(payload: unknown): Generator<Pair> {
  if (typeof payload !== 'string' || payload === '') return
  for (const { key, ...rest } of list(asEntity(parsed(payload))['managedProperty']))
    if (typeof key === 'string') yield { key, value: textOf(rest), isCompared: true }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'))
  } catch {
    return undefined
  }
}

function list(value: unknown): readonly Entity[] {
  return asList(value).map(asEntity)
}
