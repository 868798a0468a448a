/**
 * `createMigrationReport` (B69): the file of a group policy object is kept, and a report of it begins, whose id is the answer.
 * Its settings are not mapped.
 *
 * @see https://learn.microsoft.com/graph/api/intune-gpanalyticsservice-grouppolicymigrationreport-createmigrationreport
 */
import type { Entity } from '../../model/payload.js'
import { amid } from '../../store/work.js'
import { createEntity } from '../entities.js'
import type { Effect } from './effect.js'
import { ID_ALONE } from '../../store/layout/shape.js'

const FILES = 'deviceManagement/groupPolicyObjectFiles'

export const createMigrationReport: Effect = {
  plan(call) {
    const { scope, resource, keys } = call
    const file = (call.read()['groupPolicyObjectFile'] ?? {}) as Entity
    const { ouDistinguishedName, content } = file
    const { displayName, groupPolicyObjectId } = namesIn(String(content))
    const known = { ouDistinguishedName, ...(groupPolicyObjectId === undefined ? {} : { groupPolicyObjectId }) }
    return function* () {
      const files = scope.model.resourceAt(FILES)
      const kept = { type: files.type, values: { ...known, content }, bindings: [], contained: [] }
      yield* amid(createEntity(scope, files, [], kept, ID_ALONE))
      const report = { type: resource.type, values: { ...known, displayName }, bindings: [], contained: [] }
      return { value: (yield* amid(createEntity(scope, resource, keys, report, ID_ALONE))).id }
    }
  },
}

/** Of the XML that a console of group policies writes, in UTF-16 or UTF-8, mostly as base64. */
function namesIn(content: string): { displayName: string | null; groupPolicyObjectId: string | undefined } {
  const bytes = Buffer.from(content, 'base64')
  const texts = [content, bytes.toString('utf16le'), bytes.toString('utf8')]
  const xml = texts.find((text) => /<GPO[\s>]/.test(text)) ?? ''
  return {
    displayName: /<Name>([^<]*)<\/Name>/.exec(xml.replace(/<Identifier>[\s\S]*?<\/Identifier>/, ''))?.[1] ?? null,
    groupPolicyObjectId: /\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}/i.exec(xml)?.[1]?.toLowerCase(),
  }
}
