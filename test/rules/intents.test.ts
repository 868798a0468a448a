/** Intents of templates whose settings are known, as the clients of endpoint security work with them: B57 to B61. */
import { test } from 'tap'
import { model } from '../../src/entities/index.js'
import { categoriesOfTemplates } from '../../src/entities/catalog/intent-settings.js'
import { propertyList } from '../../src/model/inheritance.js'
import type { EntityType } from '../../src/model/types.js'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator } from '../harness/emulator.js'

type Json = Record<string, any>

const DM = '/beta/deviceManagement'
const BITLOCKER = 'd1174162-1dd2-4976-affc-6667049ab0ae'
const ATTACK_SURFACE = '0e237410-1367-4844-bd7f-15fb0f08943b'
const instance = (type: string): string => `#microsoft.graph.deviceManagement${type}SettingInstance`
const endpoint = (property: string): string =>
  `deviceConfiguration--windows10EndpointProtectionConfiguration_${property}`

test('B60: settings of templates are properties of configurations, of their kind', (t) => {
  const fits = { b: 'Edm.Boolean', s: 'Edm.String', i: 'Edm.Int32' } as const
  for (const { settings } of categoriesOfTemplates().values())
    for (const { configuration, property: name, kind } of settings) {
      const type = model.findType(configuration, 'beta') as EntityType
      const property = propertyList(type).find(([each]) => each === name)?.[1]
      const found = property?.type
      const isFit =
        kind === 'e'
          ? found?.kind === 'enum'
          : kind === 'x'
            ? found?.kind === 'complex'
            : kind === 'l'
              ? property?.collection === true || (found?.kind === 'enum' && found.flags)
              : found?.name === fits[kind]
      t.ok(isFit, `${configuration}.${name}: ${found?.name}`)
    }
  t.end()
})

test('intents of templates', async (t) => {
  await forEachEmulator(t, async (t, { admin }) => {
    const read = (path: string): Promise<Json> => expecting(200, admin.get(`${DM}/${path}`))
    const values = async (path: string): Promise<Json[]> => (await read(path))['value'] as Json[]
    const act = (status: number, path: string, body: unknown) => expecting(status, admin.post(`${DM}/${path}`, body))
    const byDefinition = (settings: readonly Json[]) => new Map(settings.map((each) => [each['definitionId'], each]))

    await t.test('B57: a template has a category with definitions and recommended settings', async (t) => {
      for (const { templateId, id, settings } of categoriesOfTemplates().values()) {
        t.match(await read(`templates/${templateId}`), { templateType: 'securityTemplate', id: templateId })
        const [category, ...others] = await values(`templates/${templateId}/categories?$expand=settingDefinitions`)
        t.same(others, [])
        t.equal(category?.['id'], id)
        t.equal(category?.['settingDefinitions'].length, settings.length)
        const recommended = await values(`templates/${templateId}/categories/${id}/recommendedSettings`)
        t.same([...byDefinition(recommended).keys()].sort(), settings.map((each) => each.definitionId).sort())
        t.equal((await values(`templates/${templateId}/settings`)).length, settings.length)
      }
      const known = await values('settingDefinitions?$top=999')
      t.ok(known.some(({ id }) => id === endpoint('bitLockerEncryptDevice')))
    })

    await t.test(
      'B58, B59: an instance has the settings of its template, changed as it is said, also in its category',
      async (t) => {
        const delta = [
          { '@odata.type': instance('Boolean'), definitionId: endpoint('bitLockerEncryptDevice'), value: true },
          {
            '@odata.type': instance('Complex'),
            definitionId: endpoint('bitLockerRemovableDrivePolicy'),
            valueJson: '{"requireEncryptionForWriteAccess":true}',
          },
        ]
        const made = (await act(200, `templates/${BITLOCKER}/createInstance`, {
          displayName: 'Encrypt',
          description: 'All drives',
          roleScopeTagIds: ['0'],
          settingsDelta: delta,
        })) as Json
        const settings = await values(`intents/${made['id']}/settings`)
        t.equal(settings.length, 8)
        t.match(byDefinition(settings).get(endpoint('bitLockerEncryptDevice')), { value: true })
        t.match(byDefinition(settings).get(endpoint('bitLockerAllowStandardUserEncryption')), { valueJson: 'false' })
        // As IntuneBackupAndRestore saves it, and IntuneManagement documents it.
        const [category] = await values(`templates/${made['templateId']}/categories`)
        const inCategory = `intents/${made['id']}/categories/${category?.['id']}/settings`
        t.same(await values(inCategory), settings)
        t.match(await values(`${inCategory}?$expand=Microsoft.Graph.DeviceManagementComplexSettingInstance/Value`), [
          { id: String },
        ])
        t.match(await values(`intents/${made['id']}/categories`), [{ id: category?.['id'], displayName: 'BitLocker' }])

        await expecting(204, admin.delete(`${DM}/intents/${made['id']}`))
        const restored = (await act(200, `templates/${BITLOCKER}/createInstance`, {
          displayName: 'Encrypt',
          settingsDelta: settings,
        })) as Json
        const plain = (list: readonly Json[]) => list.map(({ id: _id, ...rest }) => JSON.stringify(rest)).sort()
        t.same(plain(await values(`intents/${restored['id']}/settings`)), plain(settings))
      },
    )

    await t.test('B60, B61: what is changed at one address is changed at the other', async (t) => {
      // As Microsoft365DSC makes it: from the recommended settings, posted with the intent.
      const [category] = await values(`templates/${ATTACK_SURFACE}/categories`)
      const recommended = await values(`templates/${ATTACK_SURFACE}/categories/${category?.['id']}/recommendedSettings`)
      const sent = recommended.map(({ '@odata.type': type, id, definitionId, valueJson }) => ({
        '@odata.type': type,
        id,
        definitionId,
        valueJson: String(definitionId).endsWith('defenderProcessCreationType') ? '"block"' : valueJson,
      }))
      const made = (await act(201, 'intents', {
        displayName: 'ASR',
        templateId: ATTACK_SURFACE,
        settings: sent,
      })) as Json
      const url = `intents/${made['id']}/settings`
      const inCategory = `intents/${made['id']}/categories/${category?.['id']}/settings`
      const same = async () => t.same(await values(inCategory), await values(url))
      await same()
      const setting = byDefinition(await values(url)).get(endpoint('defenderProcessCreationType')) as Json
      t.match(setting, { valueJson: '"block"' })
      const own = { '@odata.type': instance('String'), id: setting['id'], definitionId: setting['definitionId'] }
      await act(204, `intents/${made['id']}/updateSettings`, { settings: [{ ...own, valueJson: '"auditMode"' }] })
      t.match(await read(`${inCategory}/${setting['id']}`), { valueJson: '"auditMode"' })
      await expecting(200, admin.patch(`${DM}/${inCategory}/${setting['id']}`, { ...own, valueJson: '"warn"' }))
      t.match(await read(`${url}/${setting['id']}`), { valueJson: '"warn"' })
      await expecting(204, admin.delete(`${DM}/${url}/${setting['id']}`))
      await expecting(404, admin.get(`${DM}/${inCategory}/${setting['id']}`))
      const { id: _id, ...rest } = own
      const again = (await act(201, inCategory, { ...rest, valueJson: '"block"' })) as Json
      t.match(await read(`${url}/${again['id']}`), { valueJson: '"block"' })
      await same()
      await expecting(204, admin.delete(`${DM}/${inCategory}/${again['id']}`))
      await expecting(404, admin.get(`${DM}/${url}/${again['id']}`))
      await act(201, url, { '@odata.type': instance('String'), definitionId: 'of no category', valueJson: '1' })
      t.equal(
        (await values(url)).length,
        (await values(inCategory)).length + 1,
        'other settings are of the intent alone',
      )

      await expecting(204, admin.delete(`${DM}/intents/${made['id']}/categories/${category?.['id']}`))
      const [other] = await values(url)
      await expecting(
        200,
        admin.patch(`${DM}/${url}/${other?.['id']}`, { '@odata.type': other?.['@odata.type'], valueJson: '"block"' }),
      )
      t.match(
        (await values(inCategory)).find(({ id }) => id === other?.['id']),
        { valueJson: '"block"' },
        'an intent without its category, as of an older database, gets it with its next change',
      )
      await expecting(204, admin.delete(`${DM}/intents/${made['id']}/categories/${category?.['id']}`))
      await expecting(200, admin.patch(`${DM}/intents/${made['id']}`, { displayName: 'ASR, again' }))
      t.equal((await values(inCategory)).length + 1, (await values(url)).length)

      const copy = (await act(200, `intents/${made['id']}/createCopy`, { displayName: 'Copy' })) as Json
      t.equal((await values(`intents/${copy['id']}/categories`)).length, 1)
      t.equal((await values(`intents/${copy['id']}/settings`)).length, (await values(url)).length)
    })
  })
})
