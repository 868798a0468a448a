/** Answers of Graph, one file for each set that holds anything; and what the portal exports (K44). */
import type { Entity } from '../../../model/payload.js'
import type { BackupFile } from '../backup.js'
import { decrypt, Source, text } from '../export/source.js'
import type { Get } from '../export/source.js'
import { EXPORTED_SETS } from '../export/sets.js'

const BOM = '\uFEFF'

export async function* writeGraph(get: Get): AsyncGenerator<BackupFile> {
  const source = new Source(get)
  for (const { set, expand } of EXPORTED_SETS) {
    const query = expand === undefined ? '' : `?$expand=${expand}`
    const { context, value } = await source.answer(set + query)
    if (value.length === 0) continue
    for (const [i, item] of value.entries()) value[i] = await completed(source, set, item)
    const answer = { '@odata.context': context, value }
    yield { path: `${set.replaceAll('/', '_')}.json`, text: `${JSON.stringify(answer, undefined, 2)}\n` }
  }
}

/** What lists do not show: scripts, values that are encrypted, and what administrative templates set. */
async function completed(source: Source, set: string, item: Entity): Promise<Entity> {
  await decrypt(source, set, item)
  const path = `${set}/${text(item['id'])}`
  if (/Scripts$/.test(set)) {
    const { '@odata.context': _context, ...whole } = (await source.item(path)) ?? item
    return { ...whole, ...(item['assignments'] !== undefined && { assignments: item['assignments'] }) }
  }
  if (!set.endsWith('/groupPolicyConfigurations')) return item
  const values = await source.list(`${path}/definitionValues?$expand=definition`)
  for (const value of values)
    value['presentationValues'] = await source.list(
      `${path}/definitionValues/${text(value['id'])}/presentationValues?$expand=presentation`,
    )
  return { ...item, definitionValues: values }
}

/** The members of an export, in its order. */
const PORTAL = [
  'createdDateTime',
  'creationSource',
  'description',
  'lastModifiedDateTime',
  'name',
  'platforms',
  'priorityMetaData',
  'roleScopeTagIds',
  'settingCount',
  'technologies',
  'id',
  'templateReference',
]

/** The policies of the settings catalog, one file for each: UTF-8 with a byte order mark, no assignments. */
export async function* writePortal(get: Get): AsyncGenerator<BackupFile> {
  const source = new Source(get)
  for (const listed of await source.list('deviceManagement/configurationPolicies')) {
    const path = `deviceManagement/configurationPolicies/${text(listed['id'])}`
    const policy = (await source.item(path)) ?? listed
    const settings = (await source.list(`${path}/settings`)).map(({ id, settingInstance }) => ({ id, settingInstance }))
    const told: Entity = { '@odata.context': text(policy['@odata.context']) }
    for (const name of PORTAL) told[name] = policy[name] ?? null
    const file = { ...told, settings }
    const name = text(policy['name']).replace(/[/\\:*?<>"|]/g, '_')
    yield { path: `${name}.json`, text: `${BOM}${JSON.stringify(file, undefined, 2).replaceAll('\n', '\r\n')}` }
  }
}
