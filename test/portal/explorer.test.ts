/** The explorer in Chromium on both databases: reading, writing, refusals and hostile texts. */
import type { Locator, Page, Route } from 'playwright-core'
import { test } from 'tap'
import { eventually, forEachPortal, gone, isFit, looksFit, WIDTHS, WITHOUT_BROWSER } from '../harness/portal.js'
import type { Portal } from '../harness/portal.js'
import { KINDS, snippet } from '../../portal/src/requests/snippets.js'
import { button, opensAndCloses, tabTo } from '../harness/portal-page.js'
import { PASTED } from './pasted.js'
import { isSyntaxOf } from './syntax.js'

const CATEGORIES = '/beta/deviceManagement/deviceCategories'
const POLICIES = '/beta/deviceManagement/configurationPolicies'
const CONFIGURATIONS = '/beta/deviceManagement/deviceConfigurations'

const REFUSED = { error: { code: 'Forbidden', message: 'Not for you.' } }

const HOSTILE = [
  '<img src=x onerror="window.hit=1">',
  '"><svg onload="window.hit=1">',
  '<script>window.hit=1</script>',
  'javascript:window.hit=1',
  '{{window.hit=1}} ${window.hit=1}',
  "'; window.hit=1; '",
]

async function created({ emulator }: Portal, path: string, body: object): Promise<string> {
  const answer = await emulator.admin.post(path, body)
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<{ id: string }>().id
}

const cell = (page: Page, text: string) => page.getByRole('link', { name: text, exact: true })

test('the explorer in Chromium', { skip: WITHOUT_BROWSER }, async (t) => {
  await forEachPortal(t, async (t, portal) => {
    const { emulator, visit, sampled, whole } = portal
    const group = await created(portal, '/v1.0/groups', {
      displayName: 'Field staff',
      mailEnabled: false,
      mailNickname: 'field',
      securityEnabled: true,
    })
    const configuration = await created(portal, CONFIGURATIONS, {
      '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
      displayName: 'Custom for Windows',
      description: 'Made by a test',
      omaSettings: [
        { '@odata.type': '#microsoft.graph.omaSettingInteger', displayName: 'One', omaUri: './Vendor/One', value: 1 },
      ],
    })

    await t.test('the keyboard alone finds a set, makes an object, changes it and sees the change', async (t) => {
      await visit(t, '/explorer', async (page) => {
        const to = (locator: Locator) => tabTo(page, locator)
        await to(page.getByRole('searchbox', { name: 'Find a set' }))
        await page.keyboard.type('device categories')
        await to(page.getByRole('link', { name: 'Device categories' }).first())
        await page.keyboard.press('Enter')
        await page.getByText('Nothing here yet.').waitFor()
        await to(page.getByRole('button', { name: 'Create' }))
        await page.keyboard.press('Enter')
        await to(page.getByRole('textbox', { name: 'Display name' }))
        await page.keyboard.type('Kiosks')
        await page.keyboard.press('Tab')
        await page.keyboard.type('Stand in shops')
        await to(page.getByRole('button', { name: 'Create' }))
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: 'Kiosks' }).waitFor()
        await to(page.getByRole('button', { name: 'Edit' }))
        await page.keyboard.press('Enter')
        await to(page.getByRole('textbox', { name: 'Display name' }))
        await page.keyboard.press('End')
        await page.keyboard.type(' in shops')
        await page.keyboard.press('Enter')
        await page.getByRole('heading', { name: 'Kiosks in shops' }).waitFor()
        await opensAndCloses(page, button(page, 'Delete'), page.getByRole('alertdialog'))
        await to(page.getByRole('tab', { selected: true }).last())
        await page.keyboard.press('End')
        await page.keyboard.press('Enter')
        await page.getByText('Changed').waitFor()
        await eventually(
          t,
          () => page.locator('#view').innerText(),
          /admin@intunite\.test \(Intunite Portal\)[\s\S]*Display name: Kiosks Kiosks in shops[\s\S]*Created/,
        )
      })
      const { value } = (await emulator.admin.get(CATEGORIES)).json<{ value: object[] }>()
      t.match(value, [{ displayName: 'Kiosks in shops', description: 'Stand in shops' }])
    })

    if (!whole) return
    await t.test('what Graph refuses is told at the field, and nothing is lost', async (t) => {
      await visit(t, '/explorer/beta/groups?new=1', async (page) => {
        await page.getByRole('textbox', { name: 'Display name' }).fill('Without a nickname')
        await page.getByRole('textbox', { name: 'Description' }).fill('Kept')
        await page.getByRole('button', { name: 'Create', exact: true }).click()
        await page.locator('.fui-MessageBar').waitFor()
        const field = page.locator('.fui-Field', { has: page.getByText(/is missing|required|mail/i) })
        await field.first().waitFor()
        await eventually(t, () => page.getByRole('textbox', { name: 'Description' }).inputValue(), 'Kept')
        await isFit(t, page, 'explorer-refused')
      })
    })

    await t.test('an object is duplicated with another name, assigned in words, and deleted', async (t) => {
      await visit(t, `/explorer${CONFIGURATIONS}/${configuration}`, async (page) => {
        await page.getByRole('button', { name: 'Duplicate' }).click()
        await page.getByRole('button', { name: 'Create' }).click()
        await page.getByRole('heading', { name: 'Custom for Windows (copy)' }).waitFor()
        // What there is cannot be read, so nothing may take its place.
        const refuse = (route: Route): Promise<void> => route.fulfill({ status: 403, json: REFUSED })
        await page.route('**/assignments*', refuse)
        await page.getByRole('button', { name: 'Assign' }).click()
        await page.getByRole('dialog').getByText('Not for you.').waitFor()
        t.equal(await page.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled'), 'true')
        await page.unroute('**/assignments*', refuse)
        await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click()
        await page.getByRole('button', { name: 'All devices' }).click()
        await page.getByRole('searchbox', { name: 'Add a group: its name begins with' }).fill('Fie')
        await page.getByRole('button', { name: 'Not members of Field staff' }).click()
        if (sampled) await isFit(t, page, 'explorer-assign')
        await page.getByRole('button', { name: 'Save' }).click()
        await page.getByRole('dialog').waitFor({ state: 'detached' })
        await page.getByRole('tab', { name: 'Assignments' }).click()
        await page.getByText('Not members of Field staff').waitFor()
        await eventually(t, () => page.locator('#view').innerText(), /All devices/)
        await page.getByRole('button', { name: 'Delete' }).click()
        await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
        await page.getByRole('heading', { name: 'Device configurations' }).waitFor()
        await cell(page, 'Custom for Windows').waitFor()
        await gone(cell(page, 'Custom for Windows (copy)'))
        await opensAndCloses(page, button(page, 'Columns'), page.getByRole('menu'))
        await page.goto(`${page.url()}/00000000-0000-4000-a000-00000000dead`)
        await page.getByText('There is no such object, or no longer.').waitFor()
        await page.getByRole('link', { name: 'Look at those that there are' }).click()
        await cell(page, 'Custom for Windows').waitFor()
      })
      const kept = (await emulator.admin.get(CONFIGURATIONS)).json<{
        value: { id: string; omaSettings?: object[] }[]
      }>()
      t.match(kept.value, [{ id: configuration, omaSettings: [{ displayName: 'One' }] }])
    })

    await t.test(
      'several are chosen and deleted at once; search, filter, sort and columns are in the address',
      async (t) => {
        for (const name of ['Alpha', 'Beta', 'Gamma']) await created(portal, CATEGORIES, { displayName: name })
        await visit(t, `/explorer${CATEGORIES}?search=a&sort=displayName%20desc`, async (page) => {
          await cell(page, 'Gamma').waitFor()
          const rows = () => page.locator('[role=row] a').allInnerTexts()
          await eventually(t, rows, ['Gamma', 'Beta', 'Alpha'])
          await page.getByLabel('Filter ($filter)').fill("displayName ne 'Beta'")
          await page.keyboard.press('Enter')
          await cell(page, 'Beta').waitFor({ state: 'detached' })
          await page.getByLabel('Filter ($filter)').fill('nonsense eq 1')
          await page.keyboard.press('Enter')
          await page
            .getByText(/nonsense/)
            .first()
            .waitFor()
          await page.getByLabel('Filter ($filter)').fill('')
          await page.keyboard.press('Enter')
          await page.getByLabel('Choose Alpha').check()
          await page.getByLabel('Choose Gamma').check()
          await page.getByRole('button', { name: 'Delete (2)' }).click()
          await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
          await cell(page, 'Alpha').waitFor({ state: 'detached' })
          await cell(page, 'Beta').waitFor()
          await eventually(t, rows, ['Beta'])
        })
      },
    )

    await t.test('several are assigned at once, in addition to what each has or in place of it', async (t) => {
      const others = await Promise.all(
        ['First', 'Second'].map((displayName) =>
          created(portal, CONFIGURATIONS, {
            '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
            displayName,
          }),
        ),
      )
      const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group }
      await emulator.admin.post(`${CONFIGURATIONS}/${others[0]}/assign`, { assignments: [{ target }] })
      const targets = async (): Promise<string[][]> =>
        Promise.all(
          others.map(async (id) => {
            const answer = await emulator.admin.get(`${CONFIGURATIONS}/${id}/assignments`)
            const { value = [] } = answer.json<{ value?: { target: Record<string, string> }[] }>()
            return value
              .map(({ target }) => (target['@odata.type'] ?? '').replace(/^.*\.|AssignmentTarget$/g, ''))
              .sort()
          }),
        )
      await visit(t, `/explorer${CONFIGURATIONS}`, async (page) => {
        const assign = async (): Promise<void> => {
          await page.getByLabel('Choose First').check()
          await page.getByLabel('Choose Second').check()
          await page.getByRole('button', { name: 'Assign (2)' }).click()
          await page.getByRole('heading', { name: 'Who gets these 2 objects?' }).waitFor()
        }
        await assign()
        await page.getByText('Choose who gets them in addition.').waitFor()
        await page.getByRole('button', { name: 'All devices' }).click()
        if (sampled) await isFit(t, page, 'explorer-assign-several')
        await page.getByRole('button', { name: 'Save' }).click()
        await gone(page.getByRole('dialog'))
        t.same(await targets(), [['allDevices', 'group'], ['allDevices']])
        await assign()
        await page.getByRole('checkbox', { name: 'In place of what each of them has so far' }).check()
        await page.getByText('Saved like this, they are no longer assigned.').waitFor()
        await page.getByRole('button', { name: 'Save' }).click()
        await gone(page.getByRole('dialog'))
        t.same(await targets(), [[], []])

        const ofSet = { target, source: 'policySets', sourceId: '11111111-0000-4000-a000-000000000001' }
        await emulator.admin.post(`${CONFIGURATIONS}/${others[0]}/assign`, { assignments: [ofSet] })
        await assign()
        await page.getByRole('checkbox', { name: 'In place of what each of them has so far' }).check()
        await page.getByRole('button', { name: 'All devices' }).click()
        await page.getByRole('button', { name: 'Save' }).click()
        await gone(page.getByRole('dialog'))
        t.same(await targets(), [['allDevices', 'group'], ['allDevices']])
        await page.goto(page.url().replace('/beta/', '/v1.0/'))
        await cell(page, 'First').click()
        await page.getByRole('button', { name: 'Assign' }).click()
        const dialog = page.getByRole('dialog')
        await dialog.getByText(/^Members of Field staff.*, by way of a policy set$/).waitFor()
        t.equal(
          await dialog.getByRole('button', { name: /^Remove/ }).count(),
          1,
          'what a policy set says is changed there',
        )
        await dialog.getByRole('button', { name: /^Remove/ }).click()
        await dialog.getByRole('button', { name: 'Save' }).click()
        await gone(dialog)
        const left = (await emulator.admin.get(`${CONFIGURATIONS}/${others[0]}/assignments`)).json<{
          value: object[]
        }>()
        t.match(left.value, [ofSet], 'it is still of its policy set')
        t.equal(left.value.length, 1)
        await page.goBack()
        await page.goto(page.url().replace('/v1.0/', '/beta/'))
        await assign()
        await emulator.admin.delete(`${CONFIGURATIONS}/${others[1]}`)
        await page.getByRole('button', { name: 'All users' }).click()
        await page.getByRole('button', { name: 'Save' }).click()
        await page.getByText(/^One was refused: /).waitFor()
        t.same((await targets())[0], ['allLicensedUsers', 'group'])
      })
      await emulator.admin.delete(`${CONFIGURATIONS}/${others[0]}`)
    })

    await t.test('what an object contains is made with it, as a tree, and copied with it', async (t) => {
      await visit(t, `/explorer${POLICIES}?new=1`, async (page) => {
        await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Catalog')
        await page.getByRole('switch', { name: 'Show what is not set' }).click()
        const platforms = page.getByRole('combobox', { name: 'Platforms' })
        await platforms.click()
        await page.getByRole('menuitemcheckbox', { name: 'iOS', exact: true }).click()
        await page.getByRole('menuitemcheckbox', { name: 'macOS', exact: true }).click()
        await page.keyboard.press('Escape')
        await eventually(t, () => platforms.innerText(), 'iOS, macOS')
        await page.locator('summary', { hasText: 'Settings (0)' }).click()
        await button(page, 'Add: Settings').click()
        await page.locator('summary', { hasText: /^1$/ }).last().click()
        await page.locator('summary', { hasText: /^Setting instance$/ }).click()
        await button(page, 'Set: Setting instance').click()
        const kind = page.getByRole('combobox', { name: 'Kind of setting instance' })
        await kind.selectOption('deviceManagementConfigurationSimpleSettingInstance')
        await page.getByRole('textbox', { name: 'Setting definition ID' }).fill('edge_a')
        await page.locator('summary', { hasText: /^Simple setting value$/ }).click()
        await button(page, 'Set: Simple setting value').click()
        const of = page.getByRole('combobox', { name: 'Kind of simple setting value' })
        await of.selectOption('deviceManagementConfigurationStringSettingValue')
        await page.getByRole('textbox', { name: 'Value', exact: true }).fill('on')
        await isFit(t, page, 'explorer-nested')
        await button(page, 'Create').click()
        await page.getByRole('heading', { name: 'Catalog' }).waitFor()
        await button(page, 'Duplicate').click()
        await button(page, 'Create').click()
        await page.getByRole('heading', { name: 'Catalog (copy)' }).waitFor()
        await page.getByRole('tab', { name: 'Contains' }).click()
        await page.getByRole('link', { name: 'Settings', exact: true }).click()
        await page.getByText('edge_a').waitFor()
      })
      const { value } = (await emulator.admin.get(`${POLICIES}?$expand=settings`)).json<{
        value: { name: string; platforms: string; settings: object[] }[]
      }>()
      const settings = [{ settingInstance: { settingDefinitionId: 'edge_a', simpleSettingValue: { value: 'on' } } }]
      t.match(value, [
        { name: 'Catalog', platforms: 'iOS,macOS', settings },
        { name: 'Catalog (copy)', platforms: 'iOS,macOS', settings },
      ])
    })

    await t.test('JSON is completed from the model and saved as it is written', async (t) => {
      await visit(t, `/explorer${CATEGORIES}?new=1`, async (page) => {
        await page.getByRole('tab', { name: 'JSON' }).click()
        const text = page.getByRole('textbox', { name: /The object as JSON/ })
        await text.fill('')
        await text.pressSequentially('{"dis')
        await page.getByRole('option', { name: 'displayName' }).waitFor()
        await page.keyboard.press('Tab')
        await text.pressSequentially('"From JSON"}')
        await page.getByRole('button', { name: 'Create' }).click()
        await page.getByRole('heading', { name: 'From JSON' }).waitFor()
      })
    })

    await t.test('every view shows its request for other clients', async (t) => {
      await visit(t, `/explorer${CONFIGURATIONS}/${configuration}`, async (page) => {
        await page.locator('summary', { hasText: `GET ${CONFIGURATIONS}/${configuration}` }).click()
        for (const [tab, pattern] of [
          ['curl', /curl -sS 'http:\/\/127\.0\.0\.1:\d+\/beta\/deviceManagement/],
          ['PowerShell', /Invoke-MgGraphRequest -Method GET/],
          ['JavaScript SDK', /client\.api\("\/deviceManagement\/deviceConfigurations/],
          ['C# SDK', /RequestInformation/],
          ['Python SDK', /requests\.request/],
        ] as const) {
          await page
            .getByRole('tab', { name: tab.replace(' SDK', ''), exact: false })
            .first()
            .click()
          await eventually(t, () => page.locator('pre').innerText(), pattern, tab)
        }
      })
    })

    await t.test('what is printed is what works, whatever texts are in it', { skip: !sampled }, async (t) => {
      const text = [...HOSTILE, "@file it's ‘typographic’ \\ $HOME `id` %41 \u2028\u0085 Ü 😀\n\ttwo lines"].join(' ')
      const id = await created(portal, CATEGORIES, { displayName: 'Printed' })
      const filter = encodeURIComponent(
        `displayName eq '${text.slice(-60).replaceAll("'", "''")}' or displayName ne 'a&b=c'`,
      )
      const headers = { ConsistencyLevel: 'eventual' }
      const requests = [
        { method: 'GET', path: `${CATEGORIES}?$select=id,displayName&$filter=${filter}&$top=5` },
        {
          method: 'GET',
          path: `/v1.0/groups?$filter=${encodeURIComponent("displayName ne 'a'")}&$count=true`,
          headers,
        },
        { method: 'POST', path: CATEGORIES, body: { displayName: 'Pasted', description: text } },
        { method: 'PATCH', path: `${CATEGORIES}/${id}`, body: { description: text } },
      ] as const
      const { token } = emulator.admin
      for (const language of ['csharp', 'powershell'] as const) {
        for (const request of requests) {
          const printed = snippet(language, request, portal.origin)
          t.ok(await isSyntaxOf(language, printed), `${language}: ${request.method}`)
        }
        t.notOk(await isSyntaxOf(language, `var x = "a"b" 'it's'`), language)
      }
      for (const request of requests)
        for (const kind of KINDS) {
          const sent = await PASTED[kind](snippet(kind, request, portal.origin), portal.origin)
          if (sent === undefined) continue
          const { method, url, headers = {}, body } = sent
          const { searchParams, pathname } = new URL(url)
          const asked = new URL(portal.origin + request.path)
          t.same([method, pathname, [...searchParams]], [request.method, asked.pathname, [...asked.searchParams]], kind)
          if (kind === 'url') continue
          if ('body' in request) t.strictSame(body, request.body, `${kind}: the body`)
          const all = new Headers({ ...headers })
          all.set('authorization', `Bearer ${token}`)
          all.set('content-type', 'application/json')
          const payload = body === undefined ? {} : { body: JSON.stringify(body) }
          const answer = await fetch(url, { method, headers: all, ...payload })
          t.ok(answer.ok, `${kind}: ${method} ${answer.status} ${answer.ok ? '' : await answer.text()}`)
        }
      const line = { method: 'DELETE', path: `${CATEGORIES}/${id}` }
      t.match(await PASTED.javascript(snippet('javascript', line, portal.origin), portal.origin), { method: 'DELETE' })
      t.match(await PASTED.curl(snippet('curl', line, portal.origin), portal.origin), { method: 'DELETE' })
      await emulator.admin.delete(line.path)
    })

    await t.test('a search in the directory is shown with the header that it needs', async (t) => {
      await visit(t, '/explorer/beta/groups?search=Field', async (page) => {
        await cell(page, 'Field staff').waitFor()
        await page.locator('summary', { hasText: "startswith(displayName,'Field')" }).click()
        await eventually(t, () => page.locator('pre').innerText(), /count=true'[^]*-H 'ConsistencyLevel: eventual'/)
      })
    })

    await t.test('hostile texts are texts, wherever they stand', async (t) => {
      const ids: string[] = []
      for (const text of HOSTILE)
        ids.push(
          await created(portal, CONFIGURATIONS, {
            '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
            displayName: text,
            description: text,
            omaSettings: [
              { '@odata.type': '#microsoft.graph.omaSettingString', displayName: text, omaUri: text, value: text },
            ],
          }),
        )
      await emulator.admin.patch(`${CONFIGURATIONS}/${ids[0]}`, {
        '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
        description: HOSTILE.join('\n'),
      })
      const app = await created(portal, '/beta/deviceAppManagement/mobileApps', {
        '@odata.type': '#microsoft.graph.webApp',
        displayName: HOSTILE[0],
        publisher: HOSTILE[1],
        appUrl: 'https://contoso.example',
        largeIcon: {
          '@odata.type': '#microsoft.graph.mimeContent',
          type: 'image/svg+xml',
          value: Buffer.from(
            `<svg xmlns="http://www.w3.org/2000/svg" onload="window.hit=1"><script>window.hit=1</script></svg>`,
          ).toString('base64'),
        },
      })
      const noHit = async (page: Page, where: string): Promise<void> => {
        await page.waitForTimeout(100)
        t.equal(await page.evaluate('window.hit'), undefined, where)
        await gone(page.locator('#portal script, #portal svg[onload], #portal img[onerror]'))
      }
      await visit(t, `/explorer${CONFIGURATIONS}?columns=displayName,description`, async (page) => {
        await cell(page, HOSTILE[0] ?? '').waitFor()
        await noHit(page, 'grid')
        for (const id of ids.slice(0, sampled ? undefined : 2)) {
          for (const view of ['', 'json', 'history']) {
            await page.evaluate(
              `history.pushState(null, '', '/_intunite/portal/explorer${CONFIGURATIONS}/${id}?view=${view}'); dispatchEvent(new PopStateEvent('popstate'))`,
            )
            await page.getByRole('button', { name: 'Edit' }).waitFor()
            await page.waitForTimeout(50)
            await noHit(page, `${id} ${view}`)
          }
          await page.locator('summary', { hasText: 'GET /beta' }).click()
        }
        await page.evaluate(
          `history.pushState(null, '', '/_intunite/portal/explorer/beta/deviceAppManagement/mobileApps/${app}'); dispatchEvent(new PopStateEvent('popstate'))`,
        )
        await page.getByRole('img', { name: 'The picture' }).waitFor()
        await noHit(page, 'picture')
        for (const address of [
          '/explorer/beta/<img src=x onerror=alert(1)>',
          '/explorer/javascript:alert(1)//',
          '/explorer/beta/deviceManagement/deviceConfigurations/%22%3E%3Csvg%20onload=1%3E',
        ]) {
          await page.evaluate(
            `history.pushState(null, '', ${JSON.stringify(encodeURI(`/_intunite/portal${address}`))}); dispatchEvent(new PopStateEvent('popstate'))`,
          )
          await noHit(page, address)
        }
      })
      for (const id of ids) await emulator.admin.delete(`${CONFIGURATIONS}/${id}`)
    })

    await t.test('a reader sees and cannot change; a user without a role is told so', async (t) => {
      const asReader = async (page: Page): Promise<void> => {
        await page.getByRole('heading', { name: 'Custom for Windows' }).waitFor()
        await page.getByRole('tab', { name: 'JSON' }).waitFor()
        for (const name of ['Edit', 'Delete', 'Assign', 'Duplicate']) await gone(page.getByRole('button', { name }))
        // The form has an address.
        await gone(page.getByRole('button', { name: 'Save' }))
      }
      await visit(t, `/explorer${CONFIGURATIONS}/${configuration}?edit=1`, asReader, { user: 'reader' })
      const inSet = async (page: Page): Promise<void> => {
        await cell(page, 'Custom for Windows').waitFor()
        await gone(page.getByRole('button', { name: 'Create', exact: true }))
        await gone(page.getByRole('button', { name: /^Delete/ }))
      }
      await visit(t, `/explorer${CONFIGURATIONS}?new=1`, inSet, { user: 'reader' })
      const asNobody = (page: Page) =>
        page.getByText('User is not authorized to perform this operation').first().waitFor()
      await visit(t, `/explorer${CONFIGURATIONS}`, asNobody, { user: 'nobody' })
    })

    if (!sampled) return
    await t.test('the views are fit to be shown', async (t) => {
      await looksFit(t, portal, '/explorer', 'explorer-tree')
      await looksFit(t, portal, `/explorer${CONFIGURATIONS}`, 'explorer-set', (page) =>
        cell(page, 'Custom for Windows').waitFor(),
      )
      const loaded = (page: Page) => page.getByRole('tab', { name: 'JSON' }).waitFor()
      await looksFit(t, portal, `/explorer${CONFIGURATIONS}/${configuration}`, 'explorer-object', loaded)
      await looksFit(t, portal, `/explorer${CONFIGURATIONS}/${configuration}?edit=1`, 'explorer-form', loaded)
      // A name without an end, and choices with long names.
      const long = await created(portal, CONFIGURATIONS, {
        '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
        displayName: `Configuration ${'x'.repeat(200)}`,
        description: 'A text with many words. '.repeat(20),
      })
      const looks = async (page: Page): Promise<void> => {
        await page.getByRole('textbox', { name: 'Description' }).waitFor()
        await isFit(t, page, 'explorer-long')
        await page.goto(`${portal.origin}/_intunite/portal/explorer${CONFIGURATIONS}?new=1`)
        await page.getByRole('combobox', { name: 'Kind' }).waitFor()
        await isFit(t, page, 'explorer-new')
      }
      await visit(t, `/explorer${CONFIGURATIONS}/${long}?edit=1`, looks, { width: WIDTHS.narrow })
      await looksFit(t, portal, `/explorer/beta/groups/${group}/members`, 'explorer-empty', (page) =>
        page.getByText('Nothing here').waitFor(),
      )
    })
  })
})
