/** Resources of the Terraform provider `microsoft365` for administrative templates: uploaded files, and values of policies. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Test } from 'tap'
import type { Body } from '../settings.js'
import { typed } from '../settings.js'
import { GRAPH } from '../tool.js'
import type { Json, Tool } from '../tool.js'
import { DM, base64, scope } from './plan.js'

const FILES = `${DM}/groupPolicyUploadedDefinitionFiles`

const admx = (policy: string): string => `<policyDefinitions revision="1.0" schemaVersion="1.0">
  <policyNamespaces><target prefix="ferries" namespace="Ferries.Policies"/></policyNamespaces>
  <categories><category name="Ferries" displayName="$(string.Ferries)"/></categories>
  <policies><policy name="Only" class="Machine" displayName="${policy}" key="Software\\Ferries"><parentCategory ref="Ferries"/></policy></policies>
</policyDefinitions>`
const ADML = `<policyDefinitionResources><resources><stringTable><string id="Ferries">Ferries</string></stringTable></resources></policyDefinitionResources>`

/** It looks every so often, and has a minute; the test has its own time. */
async function statusAfter({ send }: Tool, id: string, passing: string): Promise<unknown> {
  for (;;) {
    const { status, body } = await send('GET', `${FILES}/${id}?%24expand=groupPolicyOperations`)
    if (status !== 200) return status
    if (body['status'] !== passing) return body['status']
    await delay(250)
  }
}

export async function uploadedDefinitionFiles(t: Test, tool: Tool): Promise<void> {
  const { ask } = tool
  const uploaded = async (policy: string): Promise<Json> => {
    const file = await ask('POST', FILES, 201, {
      fileName: 'ferries.admx',
      content: base64(admx(policy)),
      defaultLanguageCode: '',
      groupPolicyUploadedLanguageFiles: [{ fileName: 'ferries.adml', languageCode: 'en-US', content: base64(ADML) }],
    })
    t.equal(await statusAfter(tool, file.id, 'uploadInProgress'), 'available')
    return ask('GET', `${FILES}/${file.id}`, 200)
  }
  const removed = async (id: string): Promise<void> => {
    await ask('POST', `${FILES}/${id}/remove`, 204)
    t.equal(await statusAfter(tool, id, 'removalInProgress'), 404)
  }
  const first = await uploaded('Sail')
  t.match(first, { fileName: 'ferries.admx', targetNamespace: 'Ferries.Policies', languageCodes: ['en-US'] })
  // It cannot be updated: the file goes, and another one comes.
  await removed(first.id)
  const second = await uploaded('Sail on')
  t.not(second.id, first.id)
  await removed(second.id)
}

/** A value is found by the name, class and path of its definition, and told by `updateDefinitionValues`. */
export async function policyDefinition(t: Test, { ask, list }: Tool): Promise<void> {
  const path = '\\Microsoft Edge\\Startup, home page and new tab page'
  const { id } = await ask('POST', `${DM}/groupPolicyConfigurations`, 201, { displayName: 'Start', ...scope })
  const values = `${DM}/groupPolicyConfigurations/${id}/definitionValues`
  const definitions = `${DM}/groupPolicyDefinitions`
  const filter = `contains(displayName, 'Configure the home page URL') and classType eq 'machine' and categoryPath eq '${path}'`
  const options = `%24select=id,displayName,classType,categoryPath&%24filter=${encodeURIComponent(filter)}`
  const [definition, ...others] = await list(`${definitions}?${options}`)
  t.same(others, [])
  const at = `${GRAPH}/${definitions}('${definition?.id}')`
  const presentations = await list(`${definitions}/${definition?.id}/presentations`)
  const [box] = presentations.filter(
    (each) => each['@odata.type'] === '#microsoft.graph.groupPolicyPresentationTextBox',
  )
  const value = (url: string, more: Body = {}): Body => ({
    enabled: true,
    'definition@odata.bind': at,
    presentationValues: [
      typed('groupPolicyPresentationValueText', {
        value: url,
        'presentation@odata.bind': `${at}/presentations('${box?.id}')`,
        ...more,
      }),
    ],
  })
  const update = (added: Body[], updated: Body[], deletedIds: string[]) =>
    ask('POST', `${DM}/groupPolicyConfigurations/${id}/updateDefinitionValues`, 204, { added, updated, deletedIds })
  const read = async (url: string): Promise<{ own: string; presentation: string }> => {
    const [found, ...more] = await list(`${values}?%24expand=definition`)
    t.same(more, [])
    t.match(found, { enabled: true, definition: { id: definition?.id, displayName: 'Configure the home page URL' } })
    const own = found?.id ?? ''
    await ask('GET', `${values}/${own}`, 200)
    const [shown] = await list(`${values}/${own}/presentationValues?%24expand=presentation`)
    t.match(shown, { value: url, presentation: { id: box?.id } })
    return { own, presentation: shown?.id ?? '' }
  }
  await update([value('https://ferries.example')], [], [])
  const { own, presentation } = await read('https://ferries.example')
  await update([], [{ id: own, ...value('https://ferries.example/tides', { id: presentation }) }], [])
  t.same(await read('https://ferries.example/tides'), { own, presentation })
  await update([], [], [own])
  t.same(await list(values), [])
  await ask('DELETE', `${DM}/groupPolicyConfigurations/${id}`, 204)
}
