/** ADMX files that clients upload: B67 and B68. */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { readAdmx } from '../../src/services/admx/parse.js'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, startEmulator } from '../harness/emulator.js'
import { limitHere } from '../harness/machine.js'

type Json = Record<string, unknown>
type Item = Json & { id: string }

const BETA = '/beta/deviceManagement'
const FILES = `${BETA}/groupPolicyUploadedDefinitionFiles`

const admx = (namespace: string, uses = 'Microsoft.Policies.Windows'): string =>
  `<?xml version="1.0" encoding="utf-8"?><!-- <policy name="none"/> -->
<policyDefinitions revision="2.3" schemaVersion="1.0">
  <policyNamespaces><target prefix="contoso" namespace="${namespace}" /><using prefix="other" namespace="${uses}" /></policyNamespaces>
  <categories>
    <category name="Root" displayName="$(string.Root)" />
    <category name="Inner" displayName="$(string.Inner)"><parentCategory ref="Root" /></category>
  </categories>
  <policies>
    <policy name="One" class="Machine" displayName="$(string.One)" explainText="$(string.OneHelp)" key="Software\\Contoso">
      <parentCategory ref="Inner" /><supportedOn ref="other:Any" />
      <elements><text id="A" valueName="A" /></elements>
    </policy>
    <policy name="Two" class="User" displayName="Two &amp; three" explainText="" key="Software\\Contoso"><parentCategory ref="Root"/></policy>
  </policies>
</policyDefinitions>`
const adml = `<policyDefinitionResources><resources><stringTable>
  <string id="Root">Contoso</string><string id="Inner">Browser</string>
  <string id="One">First &lt;policy&gt;</string><string id="OneHelp">What it does</string>
</stringTable></resources></policyDefinitionResources>`
const base64 = (text: string, encoding: BufferEncoding = 'utf8'): string =>
  Buffer.from(text, encoding).toString('base64')

const upload = (content: string, language = adml): Json => ({
  fileName: 'contoso.admx',
  content: base64(content),
  defaultLanguageCode: '',
  groupPolicyUploadedLanguageFiles: [{ fileName: 'contoso.adml', languageCode: 'en-US', content: base64(language) }],
})

await t.test('B67: a file of any bytes is read in a time that grows with its length', async (t) => {
  t.match(readAdmx(base64(`\uFEFF${admx('a')}`, 'utf16le'), undefined), {
    namespace: 'a',
    policies: [{ name: 'One' }, {}],
  })
  for (const text of ['<', '<a', '<a a', '<!--', '<a x="', '<a x=', '&a', '<a>&', "<a x='", '<policy>', '< ']) {
    const begun = performance.now()
    t.equal(readAdmx(base64(text.repeat(400_000 / text.length)), base64(text.repeat(400_000 / text.length))), undefined)
    t.equal(readAdmx(base64(text + 'a'.repeat(400_000)), undefined), undefined)
    t.ok(performance.now() - begun < limitHere(5000), `${text}: ${performance.now() - begun} ms`)
  }
})

await forEachEmulator(t, async (t, emulator) => {
  const admin = await (await emulator.newTenant()).as(...mappedPermissions())
  const soon = (await startEmulator(t, { store: emulator.store, profile: 'documented+immediateProcessing' })).withToken(
    admin.token,
  )
  const values = async (url: string, client = admin): Promise<Item[]> =>
    (await expecting(200, client.get(url)))['value'] as Item[]

  await t.test('what a client writes while a file comes to its end is kept', async (t) => {
    for (let round = 0; round < 20; round += 1) {
      const { id } = await expecting(201, admin.post(FILES, { fileName: `${round}.admx`, content: base64('none') }))
      const url = `${FILES}/${String(id)}`
      const reads = [soon.get(FILES), soon.get(url), soon.get(FILES)]
      await expecting(200, admin.patch(url, { description: 'kept' }))
      await Promise.all(reads)
      const { description, status } = await expecting(200, soon.get(url))
      t.same([description, status], ['kept', 'uploadFailed'])
      await expecting(204, admin.delete(url))
    }
  })

  await t.test('B67: a file is in progress, then available, and its policies are in the catalog', async (t) => {
    const { id, ...created } = await expecting(201, admin.post(FILES, upload(admx('Contoso.Policies'))))
    t.match(created, {
      content: null,
      groupPolicyUploadedLanguageFiles: [],
      status: 'uploadInProgress',
      uploadDateTime: '0001-01-01T00:00:00Z',
      policyType: 'admxIngested',
      targetNamespace: 'Contoso.Policies',
      defaultLanguageCode: 'en-US',
      languageCodes: ['en-US'],
    })
    t.match(await values(FILES), [{ status: 'uploadInProgress' }])
    const [done] = await values(FILES, soon)
    t.match(done, { id, status: 'available', targetPrefix: `contoso${id}`, revision: '2.3', content: null })
    t.not(done?.['uploadDateTime'], '0001-01-01T00:00:00Z')

    t.equal((await values(`${FILES}/${id}/definitions`)).length, 2)
    const found = await values(
      `${BETA}/groupPolicyDefinitions?$filter=startswith(categoryPath,'\\Contoso')&$orderby=displayName&$expand=category`,
    )
    t.match(found, [
      {
        displayName: 'First <policy>',
        explainText: 'What it does',
        classType: 'machine',
        categoryPath: '\\Contoso\\Browser',
        policyType: 'admxIngested',
        supportedOn: 'other:Any',
        category: { displayName: 'Browser', ingestionSource: 'custom', isRoot: false },
      },
      { displayName: 'Two & three', classType: 'user', categoryPath: '\\Contoso', category: { isRoot: true } },
    ])
    t.equal((await values(`${BETA}/groupPolicyCategories?$filter=ingestionSource eq 'custom'`)).length, 2)
  })

  await t.test('B67: what is no ADMX file fails, and so does one that builds on a missing one', async (t) => {
    const states = async (): Promise<Json> =>
      Object.fromEntries((await values(FILES, soon)).map((file) => [file.id, file['status']]))
    const bad = await expecting(201, admin.post(FILES, { ...upload('no XML'), targetPrefix: 'sent' }))
    const builds = upload(admx('Contoso.More', 'Contoso.Base'))
    const early = await expecting(201, admin.post(FILES, builds))
    const base = await expecting(201, admin.post(FILES, upload(admx('Contoso.Base'))))
    const late = await expecting(201, admin.post(FILES, builds))
    t.match(await states(), {
      [bad.id]: 'uploadFailed',
      [early.id]: 'uploadFailed',
      [base.id]: 'available',
      [late.id]: 'available',
    })
  })

  await t.test('B68: a file is removed after a moment, with its policies', async (t) => {
    const [file] = await values(`${FILES}?$filter=targetNamespace eq 'Contoso.Policies'`)
    const url = `${FILES}('${file?.id}')`
    const own = (): Promise<Item[]> =>
      values(`${BETA}/groupPolicyDefinitions?$filter=startswith(categoryPath,'\\Contoso')`)
    const before = (await own()).length
    const { status } = await expecting(200, admin.get(url))
    await admin.patch(url, { status: 'removalInProgress' })
    t.match(await expecting(200, admin.get(url)), { status }, 'what a client says of the status is overlooked')
    await expecting(204, admin.post(`${url}/remove`))
    t.match(await expecting(200, admin.get(url)), { status: 'removalInProgress' })
    await values(FILES, soon)
    await expecting(404, admin.get(url))
    t.equal((await own()).length, before - 2)
    for (const { id } of await values(FILES)) await expecting(204, admin.delete(`${FILES}/${id}`))
    t.same(await own(), [])
    t.same(await values(`${BETA}/groupPolicyCategories?$filter=ingestionSource eq 'custom'`), [])
  })
})
