/** Intents: a folder for each template. */
import type { Entity } from '../../../../model/payload.js'
import { text } from '../../export/source.js'
import { cleaned } from '../file-names.js'
import { MANAGEMENT } from './objects.js'
import type { Part } from './parts.js'

export const intents: Part = async function* (writer) {
  const templates = await writer.source.list(`${MANAGEMENT}/templates`)
  for (const intent of await writer.source.list(`${MANAGEMENT}/intents`)) {
    const { id, displayName, description, templateId, roleScopeTagIds } = intent
    const settingsDelta: Entity[] = []
    for (const category of await writer.source.list(`${MANAGEMENT}/templates/${text(templateId)}/categories`))
      for (const { id: _id, ...setting } of await writer.source.list(
        `${MANAGEMENT}/intents/${text(id)}/categories/${text(category['id'])}/settings`,
      ))
        settingsDelta.push(setting)
    const template = templates.find((each) => each['id'] === templateId)
    const item = { id, displayName, description, templateId, settingsDelta, roleScopeTagIds }
    const folder = template === undefined ? 'None' : text(template['displayName'])
    const finished = await writer.finished(item, `${MANAGEMENT}/intents/${text(id)}/assignments`)
    yield { path: `Management Intents/${folder}/${cleaned(text(displayName))}`, item: finished }
  }
}
