/** Items whose ids the server counts or puts together: made at once, or twice, they are one each or a conflict. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client } from '../harness/emulator.js'
import { APPS, newApp, newWebApp, toGroup } from '../harness/app-content.js'
import { LOCALES } from '../sweep/bodies.js'

const BETA = '/beta/deviceManagement'
const SETTING = {
  settingInstance: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
    settingDefinitionId: 'device_vendor_msft_policy_config_camera_allowcamera',
    simpleSettingValue: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue',
      value: '1',
    },
  },
}

async function made(client: Client, url: string, body: object): Promise<string> {
  const response = await client.post(url, body)
  if (response.statusCode !== 201) throw new Error(`POST ${url}: ${response.statusCode} ${response.body}`)
  return `${url}/${response.json<{ id: string }>().id}`
}

const policy = (client: Client): Promise<string> =>
  made(client, `${BETA}/configurationPolicies`, { name: 'p', platforms: 'windows10', technologies: 'mdm' })

const compliancePolicy = (client: Client): Promise<string> =>
  made(client, `${BETA}/deviceCompliancePolicies`, {
    '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
    displayName: 'p',
  })

const template = (client: Client): Promise<string> =>
  made(client, `${BETA}/notificationMessageTemplates`, { displayName: 't', brandingOptions: 'none' })

const program = (client: Client): Promise<string> => made(client, `${BETA}/depOnboardingSettings`, { tokenName: 't' })

const message = { locale: 'da-dk', subject: 's', messageTemplate: 'm' }

await forEachEmulator(t, async (t, { admin, errors }) => {
  await t.test('made at once, each has an id of its own', async (t) => {
    const places: readonly (readonly [string, object])[] = [
      [`${await policy(admin)}/settings`, SETTING],
      [`${await compliancePolicy(admin)}/scheduledActionsForRule`, { scheduledActionConfigurations: [] }],
      [`${BETA}/roleScopeTags`, { displayName: 'tag' }],
      [(await newApp(admin)).versions, {}],
    ]
    for (const [url, body] of places) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => admin.post(url, body)))
      t.same(
        answers.filter(({ statusCode }) => statusCode !== 201).map((answer) => answer.body),
        [],
        url,
      )
      t.equal(new Set(answers.map((answer) => answer.json<{ id: string }>().id)).size, 10, url)
    }
    const [settings = ''] = places[0] ?? []
    t.match((await admin.get(settings.replace('/settings', ''))).json(), { settingCount: 10 })
  })

  await t.test('what is made at once below one item is all there, and the item tells of it', async (t) => {
    const group = () => ({ '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: randomUUID() })
    const [assigned, app, messages] = [await policy(admin), `${APPS}/${await newWebApp(admin)}`, await template(admin)]
    const inLanguage = (i: number) => ({ ...message, locale: LOCALES[i], isDefault: true })
    const places: readonly (readonly [string, (i: number) => object, string, object])[] = [
      [`${assigned}/assignments`, () => ({ target: group() }), assigned, { isAssigned: true }],
      [`${app}/assignments`, () => ({ ...toGroup, settings: null, target: group() }), app, { isAssigned: true }],
      [`${messages}/localizedNotificationMessages`, inLanguage, messages, {}],
    ]
    for (const [url, body, item, told] of places) {
      const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => admin.post(url, body(i))))
      t.same(
        answers.filter(({ statusCode }) => statusCode !== 201).map((answer) => answer.body),
        [],
        url,
      )
      t.equal((await admin.get(url)).json<{ value: unknown[] }>().value.length, 10, url)
      t.match((await admin.get(item)).json(), told)
    }
  })

  await t.test('what several change at once in an item beside theirs is what the last of them says', async (t) => {
    const [programs, messages] = [await program(admin), await template(admin)]
    const profile = { '@odata.type': '#microsoft.graph.depIOSEnrollmentProfile', displayName: 'p' }
    const places: readonly (readonly [string, (i: number) => object, string])[] = [
      [`${programs}/enrollmentProfiles`, () => profile, `${programs}/defaultIosEnrollmentProfile`],
      [`${messages}/localizedNotificationMessages`, (i) => ({ ...message, locale: LOCALES[i] }), messages],
    ]
    for (const [url, body, beside] of places) {
      const items = await Promise.all(Array.from({ length: 10 }, (_, i) => made(admin, url, body(i))))
      for (const isDefault of [true, false, true]) {
        const changed = await Promise.all(items.map((item, i) => admin.patch(item, { ...body(i), isDefault })))
        t.same(
          changed.filter(({ statusCode }) => statusCode !== 200).map((answer) => answer.body),
          [],
          `${url} ${isDefault}`,
        )
      }
      t.equal((await admin.get(beside)).statusCode, 200)
    }
    const inLanguages = (await admin.get(`${messages}/localizedNotificationMessages`)).json<{ value: object[] }>()
    t.equal(inLanguages.value.filter((each) => 'isDefault' in each && each.isDefault === true).length, 1)
  })

  await t.test('a key that is there already is a conflict, whenever it was made', async (t) => {
    const url = `${await template(admin)}/localizedNotificationMessages`
    const answers = await Promise.all([1, 2, 3].map(() => admin.post(url, message)))
    t.same(answers.map(({ statusCode }) => statusCode).sort(), [201, 409, 409])
    t.match((await admin.post(url, message)).json(), { error: { code: 'Conflict' } })
  })

  t.same(errors, [])
})
