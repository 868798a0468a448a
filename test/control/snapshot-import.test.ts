/** Exported tenants as snapshots, and compared as files. */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import { SNAPSHOT_VERBS } from '../../src/cli/control/snapshot.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import { appClaims, signToken } from '../harness/tokens.js'
import { CONTROL, controlOf } from './control.js'

const BASE = `/tenants/${TENANT}`
const CATEGORIES = '/beta/deviceManagement/deviceCategories'
const CONFIGURATIONS = '/beta/deviceManagement/deviceConfigurations'
const GROUPS = '/v1.0/groups'

interface Change {
  readonly set: string
  readonly change: string
  readonly name?: string
  readonly members: readonly { readonly path: readonly string[]; readonly change: string }[]
}

const told = (changes: readonly Change[]): string[] =>
  changes
    .map(({ set, change, name = '', members }) =>
      [change, set, name, ...members.map((each) => `${each.change} ${each.path.join('/')}`).sort()].join(' '),
    )
    .sort()

test('exported tenants', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { admin, store, errors } = emulator
      const control = controlOf(emulator)
      const made = async (url: string, body: object): Promise<string> => {
        const answer = await admin.post(url, body)
        t.equal(answer.statusCode, 201, answer.body)
        return answer.json().id as string
      }
      const root = { '@odata.type': '#microsoft.graph.iosTrustedRootCertificate', displayName: 'Root' }
      const rootId = await made(CONFIGURATIONS, root)
      const scep = await made(CONFIGURATIONS, {
        '@odata.type': '#microsoft.graph.iosScepCertificateProfile',
        displayName: 'Scep',
        'rootCertificate@odata.bind': `https://graph.microsoft.com${CONFIGURATIONS}('${rootId}')`,
      })
      const kiosk = await made(CATEGORIES, { displayName: 'Kiosk' })
      const group = await made(GROUPS, {
        displayName: 'Sales',
        mailEnabled: false,
        mailNickname: 'sales',
        securityEnabled: true,
      })
      await made(CATEGORIES, { displayName: 'Second' })
      await control.post(`${BASE}/users`, { userPrincipalName: 'mara', password: 'maras password' })
      const mara = await control.post(`${BASE}/tokens`, { user: 'mara', scope: 'User.Read.All' })
      await control.post(`${BASE}/snapshots`, { name: 'before' })
      const before = (await control.get(`${BASE}/snapshots/before/export`)).body
      await control.post(`${BASE}/groups/Sales/members`, { user: 'mara' })
      await admin.patch(`${CATEGORIES}/${kiosk}`, { displayName: 'Kiosks' })
      await admin.delete(`${CONFIGURATIONS}/${scep}/rootCertificate/$ref`)
      await made(CATEGORIES, { displayName: 'Since' })
      await control.post(`${BASE}/snapshots`, { name: 'after' })
      const after = (await control.get(`${BASE}/export`)).body

      t.test('become a snapshot, and the tenant stays as it is', async (t) => {
        const next = (await admin.get(`${CATEGORIES}?$top=1`)).json()['@odata.nextLink'] as string
        const imported = await control.post(
          `${BASE}/snapshots/import?name=again&description=mailed`,
          JSON.parse(before),
        )
        t.match(imported.json(), { name: 'again', description: 'mailed', rows: Number })
        t.equal(imported.statusCode, 201)
        t.equal((await control.get(`${BASE}/export`)).body, after)
        t.equal((await admin.get(new URL(next).pathname + new URL(next).search)).statusCode, 200)
        t.equal((await emulator.withToken(mara.json().accessToken).get('/v1.0/me')).statusCode, 200)
        t.strictSame((await control.get(`${BASE}/diff?from=before&to=again`)).json().changes, [])
        t.equal((await control.get(`${BASE}/diff?from=after`)).json().same, true, 'other snapshots stay as well')
      })

      t.test('are brought back like any other, beside what other tenants have made since', async (t) => {
        const other = await emulator.newTenant()
        const theirs = await other.as('DeviceManagementConfiguration.ReadWrite.All')
        const id = (await theirs.post(CONFIGURATIONS, { ...root, displayName: 'Theirs' })).json().id as string
        t.equal((await control.post(`${BASE}/snapshots/again/restore`)).statusCode, 200)
        t.equal((await control.get(`${BASE}/export`)).body, before)
        t.equal((await theirs.get(`${CONFIGURATIONS}/${id}`)).json().displayName, 'Theirs')
        await control.post(`${BASE}/snapshots/after/restore`)
        t.equal((await control.get(`${BASE}/export`)).body, after)
        await control.delete(`${BASE}/snapshots/after`)
        await control.post(`${BASE}/snapshots/again/restore`)
        t.equal((await control.get(`${BASE}/export`)).body, before)
      })

      t.test('of another tenant take the place of this one in the snapshot', async (t) => {
        const { id } = (await control.post('/tenants', { domain: 'other.test' })).json()
        const client = emulator.withToken(
          await signToken(store, appClaims(id as string, ['DeviceManagementManagedDevices.ReadWrite.All'])),
        )
        await client.post(CATEGORIES, { displayName: 'Elsewhere' })
        const document = (await control.get(`/tenants/${id}/export`)).json()
        const imported = await control.post(`${BASE}/snapshots/import?name=other`, document)
        t.equal(imported.statusCode, 201, imported.body)
        const { changes } = (await control.get(`${BASE}/diff?from=before&to=other`)).json()
        t.ok(told(changes).includes('added deviceManagement/deviceCategories Elsewhere'))
        t.equal((await control.post(`${BASE}/reset`, { to: 'snapshot', snapshot: 'other' })).statusCode, 204)
        const names = (await admin.get(CATEGORIES)).json().value
        t.ok(names.some(({ displayName }: { displayName: string }) => displayName === 'Elsewhere'))
      })

      t.test('are compared as files as their snapshots are', async (t) => {
        const folder = await mkdtemp(join(tmpdir(), 'intunite-test-'))
        const [one, other] = [join(folder, 'a.json'), join(folder, 'b.json')]
        await writeFile(one, before)
        await writeFile(other, after)
        const diff = SNAPSHOT_VERBS['diff']
        const compare = (words: readonly string[], values = {}) =>
          diff?.own?.({ words, values }, { model: undefined } as never) as Promise<{ changes: Change[]; same: boolean }>
        const { changes, same } = await compare([one, other])
        t.equal(same, false)
        t.equal(diff?.exit?.({ changes }), 1)
        await control.post(`${BASE}/snapshots/import?name=after`, JSON.parse(after))
        const ofSnapshots = (await control.get(`${BASE}/diff?from=before&to=after`)).json().changes
        t.strictSame(told(changes), told(ofSnapshots))
        t.strictSame(
          told(changes).filter((line) => !line.includes('group')),
          [
            'added deviceManagement/deviceCategories Since',
            'changed deviceManagement/deviceCategories Kiosks changed displayName',
            `changed deviceManagement/deviceConfigurations Scep removed rootCertificate`,
          ],
        )
        t.ok(
          told(changes).some((line) => line.startsWith(`changed groups Sales added members/[`)),
          group,
        )
        t.strictSame((await compare([one, one])).changes, [])
        const twin = (await control.post(`${BASE}/clone`, { domain: 'twin.test' })).json().id as string
        await writeFile(one, (await control.get(`${BASE}/export`)).body)
        await writeFile(other, (await control.get(`/tenants/${twin}/export`)).body)
        t.notMatch(
          told((await compare([one, other])).changes).join('\n'),
          /deviceManagement/,
          'ids of a clone are the same',
        )
        await writeFile(other, '{"intunite":"tenant","format":1}')
        await t.rejects(compare([one, other]), /b\.json: \/tenant is missing/)
        await t.rejects(compare([one, join(folder, 'none.json')]), /cannot read .*none\.json/)
        await t.rejects(compare([one, 'before']), /a\.json is a file: name another one/)
        await t.rejects(compare([one, other], { tenant: 'contoso.test' }), /--tenant and --with are for tenants/)
        t.equal(await compare(['before', 'after']), undefined, 'names of snapshots are for the server')
      })

      t.test('refusals', async (t) => {
        const document = JSON.parse(before) as { tenant: object }
        const cases = [
          [BASE, 'x', { intunite: 'else' }, 400, /no exported tenant/],
          [BASE, 'x', { ...document, wheels: 4 }, 400, /1 of its values are wrong/],
          [BASE, 'before', document, 409, /a snapshot 'before' already/],
          ['/tenants/nowhere.test', 'x', document, 404, /nowhere\.test/],
        ] as const
        const list = async () => (await control.get(`${BASE}/snapshots`)).json()
        const known = await list()
        for (const [tenant, name, body, status, detail] of cases) {
          const answer = await control.post(`${tenant}/snapshots/import?name=${name}`, body)
          t.equal(answer.statusCode, status, answer.body)
          t.match(answer.json().detail, detail)
        }
        t.strictSame(await list(), known)
      })
      t.strictSame(errors, [])
    },
    { control: CONTROL },
  )
})
