/** Links to further pages, of lists and of what is expanded in them: nothing is dropped, and casts stay. */
import { test } from 'tap'
import { aGroupTarget, anIosConfiguration, V1 } from '../factories/mobile-app-configurations.js'
import type { Client } from '../harness/emulator.js'
import { forEachEmulator, ORIGIN, WRITE_APPS } from '../harness/emulator.js'

interface Page {
  readonly '@odata.context': string
  readonly '@odata.nextLink'?: string
  readonly value: { readonly id: string }[]
}

interface Expanded {
  readonly id: string
  readonly 'assignments@odata.nextLink'?: string
  readonly assignments: { readonly id: string }[]
}

async function pageAt(client: Client, link: string): Promise<Page> {
  const response = await client.get(link.replace(ORIGIN, ''))
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${response.body} for ${link}`)
  return response.json<Page>()
}

const group = (n: number): string => `5a0c4e1b-7d29-4f83-9b6e-${String(n).padStart(12, '0')}`

test('links to further pages', async (t) => {
  await forEachEmulator(t, async (t, { newTenant }) => {
    const tenant = await newTenant()
    const admin = await tenant.as(WRITE_APPS)
    const made = async (): Promise<string> => (await admin.post(V1, anIosConfiguration())).json<{ id: string }>().id
    const fill = async (id: string, n: number): Promise<void> => {
      const assignments = Array.from({ length: n }, (_, i) => aGroupTarget(group(i)))
      await admin.post(`${V1}/${id}/assign`, { assignments })
    }

    await t.test('the rest of an expanded collection is met, whatever is deleted and added meanwhile', async (t) => {
      const id = await made()
      for (const [query, url] of [
        ['$top=2;$orderby=id desc', `${V1}/${id}?`],
        ['$select=id;$top=3', `${V1}/${id}?$select=id&`],
        ["$filter=id ne 'x''y/z%';$top=1", `${V1}?$filter=id eq '${id}'&`],
        ['$skip=1;$top=2;$count=true', `${V1}?`],
      ] as const) {
        await fill(id, 9)
        const expand = encodeURIComponent(`assignments(${query})`)
        const answer = (await admin.get(`${url}$expand=${expand}`)).json<Expanded & { value: Expanded[] }>()
        const first = 'value' in answer ? answer.value.find((each) => each.id === id || each.id === undefined) : answer
        if (first === undefined) throw new Error('no such configuration')
        const met = first.assignments.map((each) => each.id)
        let link = first['assignments@odata.nextLink']
        t.match(link, `${ORIGIN}${V1}('${id}')/assignments?`, query)
        t.notMatch(link, /\$skip=/)
        for (const gone of met) t.equal((await admin.delete(`${V1}/${id}/assignments/${gone}`)).statusCode, 204)
        while (link !== undefined) {
          const page = await pageAt(admin, link)
          met.push(...page.value.map((each) => each.id))
          link = page['@odata.nextLink']
        }
        t.equal(new Set(met).size, query.includes('$skip') ? 8 : 9, query)
        t.equal(met.length, new Set(met).size, query)
      }
    })

    await t.test('such a link is good for its own collection, tenant and question only', async (t) => {
      const [id, other] = [await made(), await made()]
      await fill(id, 3)
      const { 'assignments@odata.nextLink': link = '' } = (
        await admin.get(`${V1}/${id}?$expand=assignments($top=1)`)
      ).json<Expanded>()
      t.equal((await pageAt(admin, link)).value.length, 1)
      const stranger = await (await newTenant()).as(WRITE_APPS)
      for (const [client, changed] of [
        [admin, link.replace(id, other)],
        [admin, link.replace('v1.0', 'beta')],
        [admin, `${link}&$orderby=id desc`],
        [admin, link.replace(/token=..../, 'token=AAAA')],
        [stranger, link],
      ] as const)
        t.match(await client.get(changed.replace(ORIGIN, '')), { statusCode: 400 }, changed)
    })

    await t.test('the cast of a linked collection stays in the link', async (t) => {
      const admin = await tenant.as('Group.ReadWrite.All', 'User.ReadWrite.All')
      const staff = { displayName: 'Staff', mailEnabled: false, mailNickname: 'staff', securityEnabled: true }
      const { id } = (await admin.post('/v1.0/groups', staff)).json<{ id: string }>()
      for (const name of ['ada', 'bo', 'cy']) {
        const user = {
          accountEnabled: true,
          displayName: name,
          mailNickname: name,
          userPrincipalName: `${name}@x.test`,
        }
        const made = (await admin.post('/v1.0/users', user)).json<{ id: string }>()
        await admin.post(`/v1.0/groups/${id}/members/$ref`, { '@odata.id': `${ORIGIN}/v1.0/users/${made.id}` })
      }
      for (const [path, context] of [
        ['members/microsoft.graph.user', 'users'],
        ['members/graph.user', 'users'],
        ['members', 'directoryObjects'],
        ['transitiveMembers/microsoft.graph.user', 'users'],
      ] as const) {
        let link: string | undefined = `/v1.0/groups/${id}/${path}?$top=1`
        const met: string[] = []
        while (link !== undefined) {
          const page: Page = await pageAt(admin, link)
          t.equal(page['@odata.context'], `${ORIGIN}/v1.0/$metadata#${context}`, link)
          met.push(...page.value.map((each) => each.id))
          link = page['@odata.nextLink']
          const canonical = `/v1.0/groups('${id}')/${path.replace('/graph.', '/microsoft.graph.')}?`
          if (link !== undefined) t.ok(link.startsWith(ORIGIN + canonical), link)
        }
        t.equal(new Set(met).size, 3, path)
      }
    })
  })
})
