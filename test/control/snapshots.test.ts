/** Snapshots of a tenant: kept, compared and brought back while the server runs. */
import { test } from 'tap'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Client, Emulator } from '../harness/emulator.js'
import { countRows } from '../harness/given.js'
import { sweep } from '../harness/sweep.js'
import { appClaims, signToken } from '../harness/tokens.js'
import { CONTROL, controlOf } from './control.js'

const POLICIES = '/beta/deviceManagement/configurationPolicies'
const APPS = '/v1.0/deviceAppManagement/mobileAppConfigurations'
const GROUPS = '/v1.0/groups'
const BASE = `/tenants/${TENANT}`

const setting = (id: string, value: number) => ({
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationSetting',
  settingInstance: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
    settingDefinitionId: id,
    simpleSettingValue: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationIntegerSettingValue',
      value,
    },
  },
})

const policy = (name: string, ...settings: object[]) => ({
  name,
  platforms: 'windows10',
  technologies: 'mdm',
  settings,
})

/** What a reader sees of the tenant. */
async function everything(admin: Client): Promise<string> {
  const urls = [
    `${POLICIES}?$expand=settings,assignments`,
    APPS,
    `${GROUPS}?$expand=members`,
    '/beta/users',
    '/beta/deviceManagement/auditEvents',
  ]
  const answers = []
  for (const url of urls) answers.push((await admin.get(url)).body)
  return answers.join('\n')
}

async function fill({ admin }: Emulator): Promise<{ policyId: string; groupId: string }> {
  const made = await admin.post(POLICIES, policy('Edge', setting('edge_a', 1), setting('edge_b', 2)))
  const group = await admin.post(GROUPS, {
    displayName: 'Sales',
    mailEnabled: false,
    mailNickname: 'sales',
    securityEnabled: true,
  })
  const [policyId, groupId] = [made.json().id as string, group.json().id as string]
  await admin.post(`${POLICIES}/${policyId}/assign`, { assignments: [target(groupId)] })
  return { policyId, groupId }
}

const target = (groupId: string) => ({
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
})

test('snapshots', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { admin, store, errors } = emulator
      const control = controlOf(emulator)
      const { policyId, groupId } = await fill(emulator)

      t.test('a restore brings back what every reader saw', async (t) => {
        const made = await control.post(`${BASE}/snapshots`, { name: 'Before', description: 'the rollout' })
        t.equal(made.statusCode, 201)
        t.match(made.json(), { name: 'Before', description: 'the rollout', rows: Number })
        const before = await everything(admin)
        await admin.send('PUT', `${POLICIES}/${policyId}`, policy('Edge', setting('edge_b', 3), setting('edge_c', 1)))
        await admin.post(POLICIES, policy('New'))
        await admin.post(`${POLICIES}/${policyId}/assign`, { assignments: [] })
        await admin.patch(`${GROUPS}/${groupId}`, { displayName: 'Selling' })
        t.not(await everything(admin), before)

        const restored = await control.post(`${BASE}/snapshots/before/restore`)
        t.equal(restored.statusCode, 200, restored.body)
        t.equal(restored.json().name, 'Before')
        t.equal(await everything(admin), before)
        t.equal((await control.get(`${BASE}/diff?from=Before`)).json().same, true)
      })

      t.test('a diff names objects and members, settings by their definitions and groups by their names', async (t) => {
        await admin.send('PUT', `${POLICIES}/${policyId}`, policy('Edge', setting('edge_b', 3), setting('edge_c', 1)))
        await admin.post(`${POLICIES}/${policyId}/assign`, { assignments: [] })
        const added = await admin.post(POLICIES, policy('New'))
        const { same, changes, text } = (await control.get(`${BASE}/diff?from=before&format=text`)).json()
        t.equal(same, false)
        const [created, changed] = changes.filter(
          ({ set }: { set: string }) => set === 'deviceManagement/configurationPolicies',
        )
        t.match(created, { change: 'added', name: 'New', id: added.json().id, whole: { name: 'New' } })
        t.match(changed, { change: 'changed', name: 'Edge', id: policyId })
        t.strictSame(
          changed.members
            .filter(({ path }: { path: string[] }) => path[0] === 'settings')
            .map(({ change, path }: { change: string; path: string[] }) => `${change} ${path.slice(0, 2).join('')}`)
            .sort(),
          ['added settings[edge_c]', 'changed settings[edge_b]', 'removed settings[edge_a]'],
        )
        t.match(text, /- assignments\[group Sales\]/)
        t.match(text, /~ settings\[edge_b\]\/settingInstance\/simpleSettingValue\/value: 2 → 3/)
        for (const format of ['markdown', 'html'])
          t.match((await control.get(`${BASE}/diff?from=before&format=${format}`)).json().text, /edge_b/)
        await control.post(`${BASE}/snapshots`, { name: 'After' })
        t.strictSame(
          (await control.get(`${BASE}/diff?from=before&to=after`)).json().changes,
          changes,
          'a snapshot tells the same as the tenant did',
        )
        const back = (await control.get(`${BASE}/diff?from=after&to=before`)).json().changes
        t.strictSame(
          back.map(({ change }: { change: string }) => change).sort(),
          changes
            .map(({ change }: { change: string }) => ({ added: 'removed', removed: 'added' })[change] ?? change)
            .sort(),
        )
      })

      t.test('snapshots of a tenant that hardly changed share their rows', async (t) => {
        const before = await countRows(store, 'snapshotRow')
        for (let i = 0; i < 10; i++) await control.post(`${BASE}/snapshots`, { name: `number ${i}` })
        t.ok((await countRows(store, 'snapshotRow')) - before < 5)
        for (let i = 0; i < 10; i++) t.equal((await control.delete(`${BASE}/snapshots/number%20${i}`)).statusCode, 204)
        await control.post(`${BASE}/snapshots/after/restore`)
        t.equal((await control.get(`${BASE}/diff?from=after`)).json().same, true)
        await control.post(`${BASE}/snapshots/before/restore`)
        t.equal((await control.get(`${BASE}/diff?from=before`)).json().same, true)
      })

      t.test('links to further pages from before a restore are refused, those from after it are good', async (t) => {
        await control.post(`${BASE}/snapshots/after/restore`)
        const link = async (): Promise<string> => {
          const { '@odata.nextLink': next } = (await admin.get(`${POLICIES}?$top=1`)).json()
          return new URL(next as string).pathname + new URL(next as string).search
        }
        const before = await link()
        await control.post(`${BASE}/snapshots/after/restore`)
        const refused = await admin.get(before)
        t.equal(refused.statusCode, 400)
        t.match(refused.json().error.message, /\$skiptoken/)
        t.equal((await admin.get(await link())).statusCode, 200)
      })

      t.test('objects that have exchanged names that only one may have come back', async (t) => {
        const user = async (name: string) =>
          (
            await admin.post('/v1.0/users', {
              accountEnabled: true,
              displayName: name,
              mailNickname: name,
              userPrincipalName: `${name}@intunite.test`,
              passwordProfile: { password: 'Str0ng-enough!' },
            })
          ).json().id as string
        const [ada, bob] = [await user('ada'), await user('bob')]
        await control.post(`${BASE}/snapshots`, { name: 'names' })
        const rename = (id: string, name: string) =>
          admin.patch(`/v1.0/users/${id}`, { userPrincipalName: `${name}@intunite.test` })
        for (const [id, name] of [
          [ada, 'eve'],
          [bob, 'ada'],
          [ada, 'bob'],
        ] as const)
          t.equal((await rename(id, name)).statusCode, 204)
        t.equal((await control.post(`${BASE}/snapshots/names/restore`)).statusCode, 200)
        t.equal((await admin.get(`/v1.0/users/${ada}`)).json().userPrincipalName, 'ada@intunite.test')
        t.equal((await admin.get(`/v1.0/users/${bob}`)).json().userPrincipalName, 'bob@intunite.test')
      })

      t.test('other tenants stay as they are, and have snapshots of their own', async (t) => {
        const other = await emulator.newTenant()
        const client = await other.as('DeviceManagementConfiguration.ReadWrite.All')
        await client.post(POLICIES, policy('Theirs'))
        await control.post(`/tenants/${other.id}/snapshots`, { name: 'before' })
        await control.post(`${BASE}/snapshots/before/restore`)
        t.equal((await client.get(POLICIES)).json().value.length, 1)
        await control.delete(`/tenants/${other.id}`)
        t.equal(await countRows(store, 'snapshotRow', `WHERE "tenantId" = '${other.id}'`), 0)
        t.equal(await countRows(store, 'snapshot', `WHERE "tenantId" = '${other.id}'`), 0)
      })

      t.test('a document that is gone comes back beside those that other tenants have made since', async (t) => {
        const made = (await admin.post(POLICIES, policy('Last'))).json().id as string
        await control.post(`${BASE}/snapshots`, { name: 'last' })
        await admin.delete(`${POLICIES}/${made}`)
        const client = await (await emulator.newTenant()).as('DeviceManagementConfiguration.ReadWrite.All')
        const theirs = (await client.post(POLICIES, policy('Theirs'))).json().id as string
        t.equal((await control.post(`${BASE}/snapshots/last/restore`)).statusCode, 200)
        t.equal((await client.get(`${POLICIES}/${theirs}`)).json().name, 'Theirs')
        t.equal((await admin.get(`${POLICIES}/${made}`)).json().name, 'Last')
      })

      t.test('what is revoked stays revoked', async (t) => {
        const user = await control.post(`${BASE}/users`, {
          userPrincipalName: 'mara',
          password: 'maras password',
          intuneRole: 'administrator',
        })
        await control.post(`${BASE}/snapshots`, { name: 'signed in' })
        const { accessToken } = (
          await control.post(`${BASE}/tokens`, { user: 'mara', scope: 'DeviceManagementConfiguration.Read.All' })
        ).json()
        const mara = emulator.withToken(accessToken)
        t.equal((await mara.get(POLICIES)).statusCode, 200, user.body)
        await control.post(`${BASE}/users/mara/revoke-sessions`)
        t.equal((await mara.get(POLICIES)).statusCode, 401)
        await control.post(`${BASE}/snapshots/signed%20in/restore`)
        t.equal((await mara.get(POLICIES)).statusCode, 401)
      })

      t.test('readers during restores see one of the two states, never a mixture', async (t) => {
        const url = `${POLICIES}?$expand=settings,assignments&$count=true`
        const states = new Set<string>()
        for (const name of ['before', 'after']) {
          await control.post(`${BASE}/snapshots/${name}/restore`)
          states.add((await admin.get(url)).body)
        }
        t.equal(states.size, 2)
        let restoring = true
        let reads = 0
        const mixtures: string[] = []
        const read = async (): Promise<void> => {
          while (restoring) {
            const { body } = await admin.get(url)
            reads += 1
            if (!states.has(body)) mixtures.push(body)
          }
        }
        const readers = Array.from({ length: 8 }, () => read())
        // All of the sweep: 10,000 reads during 100 restores and more.
        for (let i = 0; i < sweep(100, 10) || reads < sweep(10_000, 20); i++)
          await control.post(`${BASE}/snapshots/${i % 2 === 0 ? 'before' : 'after'}/restore`)
        restoring = false
        await Promise.all(readers)
        t.strictSame(mixtures, [], `${reads} reads`)
        t.ok(reads > 20, `${reads} reads`)
      })

      t.test('a snapshot is exported, and branches into a tenant of its own', async (t) => {
        await control.post(`${BASE}/snapshots/after/restore`)
        const document = (await control.get(`${BASE}/export`)).body
        await admin.post(POLICIES, policy('Newer'))
        const exported = await control.get(`${BASE}/snapshots/after/export`)
        t.equal(exported.body, document)
        const branched = await control.post(`${BASE}/snapshots/after/branch`, { domain: 'branch.test' })
        t.equal(branched.statusCode, 201, branched.body)
        const { id } = branched.json()
        const policiesOf = (text: string): string[] =>
          JSON.parse(text)
            .documents.filter(({ path }: { path: string }) => path === 'deviceManagement/configurationPolicies')
            .map(({ entity }: { entity: { name: string } }) => entity.name)
        t.strictSame(policiesOf((await control.get(`/tenants/${id}/export`)).body), policiesOf(document))
        t.ok(policiesOf((await control.get(`${BASE}/export`)).body).includes('Newer'), 'the tenant itself is as it was')
      })

      t.test('two tenants are compared by names, whatever their ids', async (t) => {
        const clone = await control.post(`${BASE}/clone`, { domain: 'twin.test' })
        t.equal(clone.statusCode, 201, clone.body)
        const second = emulator.withToken(
          await signToken(store, appClaims(clone.json().id, ['DeviceManagementConfiguration.ReadWrite.All'])),
        )
        const sets = async (): Promise<string[]> =>
          (await control.get(`${BASE}/diff?with=twin.test`)).json().changes.map(({ set }: { set: string }) => set)
        t.notMatch((await sets()).join(), /deviceManagement/, 'a clone differs in what it is called')
        await second.post(POLICIES, policy('Only there'))
        const { changes, text } = (await control.get(`${BASE}/diff?with=twin.test&format=text`)).json()
        t.match(text, /\+ Only there/)
        t.equal(changes.filter(({ set }: { set: string }) => set.startsWith('deviceManagement')).length, 1)
        for (const query of ['', '?from=before&with=twin.test', '?to=before'])
          t.match((await control.get(`${BASE}/diff${query}`)).json(), { status: 400, detail: /from.*with/ })
        t.equal((await control.get(`${BASE}/diff?with=nowhere.test`)).statusCode, 404)
      })

      t.test('of all tenants at once: one moment, one name, and all come back or none', async (t) => {
        const { id } = (await control.post('/tenants', { domain: 'second.test' })).json()
        const made = await control.post('/snapshots', { name: 'all' })
        t.equal(made.statusCode, 201, made.body)
        const ids = made.json().value.map(({ tenantId }: { tenantId: string }) => tenantId)
        t.ok(ids.includes(id) && ids.includes(TENANT))
        await control.post(`/tenants/${id}/users`, { userPrincipalName: 'mara', displayName: 'Mara' })
        await admin.post(POLICIES, policy('Since'))
        await control.post('/tenants', { domain: 'third.test' })
        const restored = await control.post('/snapshots/ALL/restore')
        t.equal(restored.json().value.length, ids.length, restored.body)
        t.same((await control.get(`/tenants/${id}/users`)).json().value, [])
        for (const tenant of [TENANT, id])
          t.equal((await control.get(`/tenants/${tenant}/diff?from=all`)).json().same, true)
        t.equal((await control.get('/tenants/third.test')).statusCode, 200, 'a tenant that was made since stays')
        t.equal((await control.post('/snapshots', { name: 'All' })).statusCode, 409)
        t.equal((await control.delete('/snapshots/all')).statusCode, 204)
        t.equal((await control.post('/snapshots/all/restore')).statusCode, 404)
        t.equal((await control.delete('/snapshots/all')).statusCode, 404)
      })

      t.test('refusals', async (t) => {
        const cases = [
          ['POST', '/snapshots', { name: 'BEFORE' }, 409, /a snapshot 'BEFORE' already/],
          ['POST', '/snapshots', { name: '' }, 400, /name must be/],
          ['POST', '/snapshots', { nam: 'x' }, 400, /did you mean name/],
          ['POST', '/snapshots/nothing/restore', undefined, 404, /no snapshot 'nothing'/],
          ['DELETE', '/snapshots/nothing', undefined, 404, /no snapshot 'nothing'/],
          ['GET', '/snapshots/nothing', undefined, 404, /no snapshot 'nothing'/],
          ['GET', '/diff?from=nothing', undefined, 404, /no snapshot 'nothing'/],
          ['GET', '/diff?from=before&to=nothing', undefined, 404, /no snapshot 'nothing'/],
          ['GET', '/diff', undefined, 400, /from/],
          ['GET', '/diff?with=intunite.test', undefined, 400, /names the tenant itself, 'intunite\.test'/],
        ] as const
        for (const [method, path, body, status, message] of cases) {
          const answer = await control.send(method, `${BASE}${path}`, body)
          t.equal(answer.statusCode, status, `${method} ${path} ${answer.body}`)
          t.match(answer.json().detail, message)
        }
      })

      t.strictSame(errors, [])
    },
    { control: CONTROL },
  )
})
