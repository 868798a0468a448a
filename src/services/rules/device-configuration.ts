/**
 * Configurations by OMA-URI: the service encrypts the texts of their settings. A reader sees a mask and a reference, by
 * which `getOmaSettingPlainTextValue` finds the text (B33, B34). A mask that is sent back leaves the text as it is; another text
 * at the same address keeps the reference, by which IntuneCD reads after its update.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-omasetting
 */
import type { Entity } from '../../model/payload.js'
import { dropSecret, dropSecretsOf, keepSecret, readSecret } from '../../store/query/policy-secrets.js'
import type { Work } from '../../store/work.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'
import { settleUpdateRing } from './update-ring.js'

const SETTINGS = 'omaSettings'

/** What stands for an encrypted value, by the type of the setting; values of other types are shown. */
const MASKS: Readonly<Record<string, string>> = {
  '#microsoft.graph.omaSettingBase64': '****',
  '#microsoft.graph.omaSettingString': '****',
  '#microsoft.graph.omaSettingStringXml': 'KioqKg==',
}

/** Settings of the abstract type, where a profile takes them, have no value. */
const ABSTRACT = '#microsoft.graph.omaSetting'

export const deviceConfiguration: Rules = {
  *prepare(scope, { resource, keys }, stored, body) {
    const { entity } = stored
    settleUpdateRing(scope, stored, body)
    const isNew = keys.length === 0
    const settings = entity[SETTINGS] as Entity[] | null | undefined
    if (!Array.isArray(settings) || !(isNew || Object.hasOwn(body, SETTINGS))) return
    const before = isNew ? undefined : yield* scope.store.load(resource, keys)
    const known = (before?.entity[SETTINGS] ?? []) as Entity[]
    const free = new Map(
      known.filter(isSecret).map((each) => [each['omaUri'], each['secretReferenceValueId'] as string]),
    )
    const sent = new Set(settings.map(({ secretReferenceValueId: id }) => id))
    for (const [uri, id] of free) if (sent.has(id)) free.delete(uri)
    for (const setting of settings) yield* encrypt(scope, entity['id'] as string, setting, known, free)
    const kept = new Set(settings.map(({ secretReferenceValueId: id }) => id))
    for (const { secretReferenceValueId: id } of known)
      if (typeof id === 'string' && !kept.has(id)) yield* dropSecret(scope.store, id)
  },

  *beforeDelete({ store }, { keys: [id = ''] }) {
    yield* dropSecretsOf(store, id)
  },
}

const isSecret = (setting: Entity): boolean => setting['isEncrypted'] === true

/** `known` are the settings that the configuration had before, `free` the references of those with other texts now. */
function* encrypt(
  scope: Scope,
  owner: string,
  setting: Entity,
  known: readonly Entity[],
  free: Map<unknown, string>,
): Work<void> {
  const { omaUri, value, secretReferenceValueId: sent } = setting
  const type = setting['@odata.type']
  if (type === ABSTRACT) return
  const mask = MASKS[type as string]
  Object.assign(setting, { isEncrypted: false, secretReferenceValueId: null })
  if (mask === undefined || typeof value !== 'string' || value === '') return
  const sameText = known.find((each) => isSecret(each) && isSame(each, sent, omaUri))
  if (value === mask && sameText !== undefined) {
    Object.assign(setting, { isEncrypted: true, secretReferenceValueId: sameText['secretReferenceValueId'] })
    free.delete(omaUri)
    return
  }
  const copied = value === mask && typeof sent === 'string' ? yield* readSecret(scope.store, sent) : undefined
  const before = free.get(omaUri)
  free.delete(omaUri)
  if (before !== undefined) yield* dropSecret(scope.store, before)
  const id = before ?? scope.newId()
  yield* keepSecret(scope.store, id, owner, copied ?? value)
  Object.assign(setting, { isEncrypted: true, secretReferenceValueId: id, value: mask })
}

/** v1.0 shows no references: there the address tells settings apart. */
function isSame(setting: Entity, reference: unknown, omaUri: unknown): boolean {
  if (typeof reference === 'string') return setting['secretReferenceValueId'] === reference
  return setting['omaUri'] === omaUri
}
