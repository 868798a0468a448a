/** Many tenants and users at once: no answer holds anything that its token may not see. */
import { model } from '../../src/entities/index.js'
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { createDirectory } from '../../src/entra/directory.js'
import { createIssuer } from '../../src/entra/issuer.js'
import { standaloneJwt } from '../../src/auth/jwt.js'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client, Response } from '../harness/emulator.js'
import { give } from '../harness/given.js'
import { dialectOf } from '../../src/store/sql/dialect.js'
import type { Store } from '../../src/store/store.js'
import { run } from '../../src/store/work.js'
import type { Work } from '../../src/store/work.js'

const TENANTS = 20
const USERS = 20
const REQUESTS = 1000

const APPS = '/v1.0/deviceAppManagement/mobileAppConfigurations'

/** What a user holds; users of a tenant go through all combinations of scopes and roles. */
const SCOPES = [
  [],
  ['User.Read'],
  ['DeviceManagementApps.Read.All'],
  ['DeviceManagementApps.ReadWrite.All', 'User.Read'],
  ['User.Read.All', 'Group.Read.All', 'DeviceManagementApps.Read.All'],
] as const
const ROLES = ['none', 'readOnly', 'administrator', 'administrator'] as const

interface Person {
  readonly tenant: number
  readonly id: string
  readonly scopes: ReadonlySet<string>
  readonly role: (typeof ROLES)[number]
  readonly client: Client
  readonly configuration: string
  readonly group: string
}

type Ask = (person: Person, other: Person, n: number) => { send: () => Promise<Response>; expected: number }

const reads = ({ scopes, role }: Person): boolean =>
  role !== 'none' && (scopes.has('DeviceManagementApps.Read.All') || scopes.has('DeviceManagementApps.ReadWrite.All'))
const writes = ({ scopes, role }: Person): boolean =>
  role === 'administrator' && scopes.has('DeviceManagementApps.ReadWrite.All')
const either = (allowed: boolean, status: number): number => (allowed ? status : 403)
const oneOf = ({ scopes }: Person, ...names: string[]): boolean => names.some((name) => scopes.has(name))

const ASKS: readonly Ask[] = [
  (p) => ({ send: () => p.client.get(APPS), expected: either(reads(p), 200) }),
  (p) => ({ send: () => p.client.get(`${APPS}/${p.configuration}`), expected: either(reads(p), 200) }),
  (p, other) => ({ send: () => p.client.get(`${APPS}/${other.configuration}`), expected: either(reads(p), 404) }),
  (p, other) => ({ send: () => p.client.delete(`${APPS}/${other.configuration}`), expected: either(writes(p), 404) }),
  (p, other) => ({
    send: () => p.client.patch(`${APPS}/${other.configuration}/userStatusSummary`, {}),
    expected: either(writes(p), 404),
  }),
  (p, _other, n) => ({
    send: () =>
      p.client.post(APPS, {
        '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
        displayName: `mark-${p.tenant}- made by ${n}`,
      }),
    expected: either(writes(p), 201),
  }),
  (p) => ({
    send: () => p.client.get(`${APPS}?$filter=contains(displayName,'mark')&$count=true&$orderby=displayName`),
    expected: either(reads(p), 200),
  }),
  (p) => ({ send: () => p.client.get('/v1.0/me'), expected: either(oneOf(p, 'User.Read', 'User.Read.All'), 200) }),
  (p) => ({ send: () => p.client.get('/v1.0/users?$top=999'), expected: either(oneOf(p, 'User.Read.All'), 200) }),
  (p, other) => ({
    send: () => p.client.get(`/v1.0/users/${other.id}`),
    expected: either(oneOf(p, 'User.Read.All'), 404),
  }),
  (p) => ({
    send: () => p.client.get(`/v1.0/groups/${p.group}/members`),
    expected: either(oneOf(p, 'Group.Read.All'), 200),
  }),
  (p, other) => ({
    send: () => p.client.get(`/v1.0/groups/${other.group}/members`),
    expected: either(oneOf(p, 'Group.Read.All'), 404),
  }),
  (p, other) => ({
    send: () =>
      p.client.post('/v1.0/$batch', {
        requests: [APPS, `${APPS}/${other.configuration}`, '/users', '/me'].map((url, i) => ({
          id: `${i}`,
          method: 'GET',
          url: url.replace('/v1.0', ''),
        })),
      }),
    expected: 200,
  }),
]

t.test('a thousand requests of four hundred users in twenty tenants, all at once', async (t) => {
  await forEachEmulator(t, async (t, { store, withToken, errors }) => {
    const { identity, database, prisma } = store
    const clock = () => Date.now()
    const directory = createDirectory({ model, database, prisma: () => prisma(), identity, clock, newId: randomUUID })
    const issuer = createIssuer({ identity, jwt: await standaloneJwt(), clock, newId: randomUUID })
    const people: Person[] = []
    for (let n = 0; n < TENANTS; n += 1) {
      const tenant = await directory.tenants.create({ displayName: `mark-${n}-` })
      const { appId } = await directory.apps.create(tenant.id, { displayName: `mark-${n}- app` })
      const application = await identity.applications.find(tenant.id, appId)
      if (application === undefined) throw new Error('the app is not there')
      const { id: group } = await directory.groups.create(tenant.id, { displayName: `mark-${n}- group` })
      const configuration = randomUUID()
      await give(store, tenant.id, [
        {
          at: 'deviceAppManagement/mobileAppConfigurations',
          entity: {
            '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
            id: configuration,
            displayName: `mark-${n}- configuration`,
            createdDateTime: '2026-01-01T00:00:00Z',
            lastModifiedDateTime: '2026-01-01T00:00:00Z',
            version: 1,
          },
        },
      ])
      const ids = Array.from({ length: USERS }, () => randomUUID())
      await give(
        store,
        tenant.id,
        ids.map((id, i) => ({ at: 'users', entity: userEntity(id, n, i, tenant.defaultDomain) })),
      )
      await admit(store, tenant.id, group)
      for (const [i, id] of ids.entries()) {
        const role = ROLES[i % ROLES.length] ?? 'none'
        const scopes = SCOPES[i % SCOPES.length] ?? []
        const user = await identity.users.find(tenant.id, id)
        if (user === undefined) throw new Error('the user is not there')
        const { token } = await issuer.issueUserToken({
          tenant,
          application,
          user,
          resource: { id: '00000003-0000-0000-c000-000000000000', audience: 'https://graph.microsoft.com' },
          scopes,
          authentication: 'none',
          method: 'pwd',
          signedInAt: 'now',
        })
        const rights = { role, scopes: new Set<string>(scopes) }
        people.push({ tenant: n, id, ...rights, client: withToken(token), configuration, group })
      }
    }

    const wrong: string[] = []
    const statuses: Record<number, number> = {}
    const requests = Array.from({ length: REQUESTS }, async (_, n) => {
      // Steps that share no divisor with the lengths, so that users, others and requests mix.
      const person = people[(n * 137) % people.length] as Person
      const other = people[(n * 137 + USERS * (1 + (n % (TENANTS - 1)))) % people.length] as Person
      const { send, expected } = (ASKS[n % ASKS.length] as Ask)(person, other, n)
      const response = await send()
      statuses[response.statusCode] = (statuses[response.statusCode] ?? 0) + 1
      const marks = [...response.body.matchAll(/mark-(\d+)-/g)].map(([, mark]) => Number(mark))
      if (response.statusCode !== expected)
        wrong.push(`${n}: ${response.statusCode} and not ${expected}: ${response.body.slice(0, 200)}`)
      if (marks.some((mark) => mark !== person.tenant)) wrong.push(`${n}: ${person.tenant} saw ${marks.join()}`)
      if (response.statusCode === 200 && n % ASKS.length !== ASKS.length - 1 && marks.length === 0)
        wrong.push(`${n}: nothing was seen`)
      if (n % ASKS.length === ASKS.length - 1 && response.statusCode === 200)
        wrong.push(...wrongParts(response, person, n))
    })
    await Promise.all(requests)
    t.strictSame(wrong, [])
    t.strictSame(errors, [], 'nothing is logged as an error')
    for (const status of [200, 201, 403, 404]) t.ok((statuses[status] ?? 0) > 5, `${status}: ${statuses[status]}`)
  })
})

/** What has no place in Graph's user goes by way of others: the role as job title, membership as department. */
function userEntity(id: string, tenant: number, i: number, domain: string): Record<string, unknown> {
  return {
    id,
    displayName: `mark-${tenant}- user ${i}`,
    userPrincipalName: `u${i}@${domain}`,
    accountEnabled: true,
    jobTitle: ROLES[i % ROLES.length],
    department: i % 2 === 0 ? 'inside' : 'outside',
  }
}

async function admit(store: Store, tenantId: string, group: string): Promise<void> {
  const { placeholder } = dialectOf(store.database.provider)
  await store.database.write(function* (): Work<void> {
    yield* run(`UPDATE "user" SET "intuneRole" = "jobTitle" WHERE "tenantId" = ${placeholder(1)}`, [tenantId])
    yield* run(
      `INSERT INTO "groupMember" ("tenantId", "groupId", "memberId", "memberType") SELECT "tenantId", ${placeholder(2)}, "id", 'user' FROM "user" ` +
        `WHERE "tenantId" = ${placeholder(1)} AND "department" = 'inside'`,
      [tenantId, group],
    )
  })
}

/** Parts of a batch are judged one by one. */
function wrongParts(response: Response, person: Person, n: number): string[] {
  const { responses } = response.json<{ responses: { id: string; status: number }[] }>()
  const expected = [
    either(reads(person), 200),
    either(reads(person), 404),
    either(oneOf(person, 'User.Read.All'), 200),
    either(oneOf(person, 'User.Read', 'User.Read.All'), 200),
  ]
  return responses.flatMap(({ id, status }) =>
    status === expected[Number(id)] ? [] : [`${n}: part ${id} is ${status} and not ${expected[Number(id)]}`],
  )
}
