/** Secrets never get into the journal: each kind is sent, and the whole of it is searched. */
import { test } from 'tap'
import { all } from '../../src/store/work.js'
import { CONTROL, controlOf } from '../control/control.js'
import { ADMIN, forEachEmulator, TENANT } from '../harness/emulator.js'

const JOURNAL = { bounds: { entries: 10_000, days: 7, bytes: 2 ** 26 }, rate: 10_000, bodies: true }

/** What no text may hold. */
const HUSH = 'hush4711'

/** What stands around each of them. */
function leaksIn(text: string, secret: string): string[] {
  return text
    .split(secret)
    .slice(1)
    .map((rest, i) => `${text.split(secret)[i]?.slice(-80)}<here>${rest.slice(0, 20)}`)
}

test('no secret of any kind gets into the journal', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { app, store, admin } = emulator
      const sent = async (path: string, body: object) => {
        const answer = await admin.post(path, body)
        t.ok(answer.statusCode < 500, `${path}: ${answer.body.slice(0, 200)}`)
        return answer
      }
      // Users, apps and their credentials.
      await sent('/v1.0/users', {
        accountEnabled: true,
        displayName: 'Ada',
        mailNickname: 'ada',
        userPrincipalName: 'ada@intunite.test',
        passwordProfile: { password: `${HUSH} password`, forceChangePasswordNextSignIn: false },
      })
      const made = (await sent('/v1.0/applications', { displayName: 'probe' })).json()
      const added = (
        await sent(`/v1.0/applications/${made.id}/addPassword`, { passwordCredential: { displayName: 'x' } })
      ).json()
      t.ok(added.secretText)
      // Wi-Fi, OMA-URI, the catalog, app configurations, scripts of accounts.
      const network = { displayName: 'Wi-Fi', networkName: 'n', ssid: 's', connectAutomatically: true }
      await sent('/beta/deviceManagement/deviceConfigurations', {
        ...network,
        '@odata.type': '#microsoft.graph.iosWiFiConfiguration',
        preSharedKey: `${HUSH} psk`,
      })
      const oma = (
        await sent('/beta/deviceManagement/deviceConfigurations', {
          '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
          displayName: 'OMA',
          omaSettings: [
            {
              '@odata.type': '#microsoft.graph.omaSettingString',
              displayName: 'a',
              omaUri: './a',
              value: `${HUSH} oma`,
            },
          ],
        })
      ).json()
      const reference = oma.omaSettings[0].secretReferenceValueId
      const plain = await admin.get(
        `/beta/deviceManagement/deviceConfigurations/${oma.id}/getOmaSettingPlainTextValue(secretReferenceValueId='${reference}')`,
      )
      t.match(plain.body, HUSH, 'a client may read it')
      await sent('/beta/deviceManagement/configurationPolicies', {
        name: 'Edge',
        platforms: 'windows10',
        technologies: 'mdm',
        settings: [
          {
            '@odata.type': '#microsoft.graph.deviceManagementConfigurationSetting',
            settingInstance: {
              '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
              settingDefinitionId: 'device_vendor_msft_policy_config_x',
              simpleSettingValue: {
                '@odata.type': '#microsoft.graph.deviceManagementConfigurationSecretSettingValue',
                value: `${HUSH} catalog`,
                valueState: 'notEncrypted',
              },
            },
          },
        ],
      })
      await sent('/v1.0/deviceAppManagement/mobileAppConfigurations', {
        '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
        displayName: 'Mail',
        targetedMobileApps: [],
        settings: [{ appConfigKey: 'mailPassword', appConfigKeyType: 'stringType', appConfigKeyValue: `${HUSH} app` }],
      })
      // In a batch, in an unknown member, in a list, in a body that is refused, in a query.
      await sent('/v1.0/$batch', {
        requests: [
          {
            id: '1',
            method: 'POST',
            url: '/users',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${HUSH}` },
            body: { displayName: 'x', passwordProfile: { password: `${HUSH} batch` } },
          },
          { id: '2', method: 'GET', url: `/users?$top=1&access_token=${HUSH}` },
        ],
      })
      await sent('/v1.0/deviceManagement/deviceCategories', { clientSecret: HUSH, tokens: [HUSH, HUSH] })
      await admin.get(`/v1.0/users?client_secret=${HUSH}&access_token=${HUSH}&$top=1&sig=${HUSH}&code=${HUSH}`)
      await admin.get(`/v1.0/users?note=eyJhbGciOiJSUzI1NiJ9.${HUSH}.${HUSH}`)
      await app.inject({ url: '/v1.0/users', headers: { host: 'localhost:8080', authorization: `Basic ${HUSH}` } })
      // Every grant, right and wrong, and the pages.
      const form = (path: string, values: Record<string, string>, headers: Record<string, string> = {}) =>
        app.inject({
          method: 'POST',
          url: path,
          headers: { host: 'localhost:8080', 'content-type': 'application/x-www-form-urlencoded', ...headers },
          payload: new URLSearchParams(values).toString(),
        })
      const token = `/${TENANT}/oauth2/v2.0/token`
      const own = { client_id: ADMIN.id, client_secret: ADMIN.secret, scope: 'https://graph.microsoft.com/.default' }
      const issued = (await form(token, { ...own, grant_type: 'client_credentials' })).json().access_token as string
      t.ok(issued)
      for (const grant of [
        'password',
        'authorization_code',
        'refresh_token',
        'urn:ietf:params:oauth:grant-type:jwt-bearer',
      ])
        await form(token, {
          ...own,
          grant_type: grant,
          username: 'ada@intunite.test',
          password: `${HUSH} password`,
          code: HUSH,
          code_verifier: HUSH,
          refresh_token: HUSH,
          assertion: HUSH,
          client_assertion: HUSH,
          device_code: HUSH,
        })
      await form(token, { grant_type: 'client_credentials' }, { authorization: `Basic ${HUSH}` })
      const device = (await form(`/${TENANT}/oauth2/v2.0/devicecode`, { client_id: ADMIN.id, scope: 'openid' })).json()
      await form(`/${TENANT}/login`, {
        username: 'ada@intunite.test',
        password: `${HUSH} form`,
        query: `client_id=${ADMIN.id}&client_secret=${HUSH}`,
        token: HUSH,
      })
      await app.inject({
        url: `/${TENANT}/oauth2/v2.0/authorize?client_id=${ADMIN.id}&id_token_hint=${HUSH}&response_type=code`,
        headers: { host: 'localhost:8080', cookie: `intunite_session=${HUSH}` },
      })

      await app.settled()
      const journal = await store.journal()
      const rows = await journal.read(() => all('SELECT "facts", "bodies" FROM "requestBlock"', []))
      const whole = JSON.stringify(rows)
      t.ok(whole.length > 5000)
      t.same(leaksIn(whole, HUSH), [])
      for (const secret of [added.secretText, ADMIN.secret, issued, admin.token, device.device_code])
        if (secret !== undefined) t.notOk(whole.includes(secret as string), 'secrets that the server made')
      t.same(leaksIn(whole, 'eyJhbG'), [], 'no token')
      t.match(whole, /Wi-Fi/, 'and the rest of the bodies is there')
      const control = controlOf(emulator)
      t.same(leaksIn((await control.get('/requests/har?top=1000')).body, HUSH), [])
      t.same(leaksIn((await control.get('/requests/http?top=1000')).body, HUSH), [])
    },
    { control: CONTROL, journal: JOURNAL },
  )
})
