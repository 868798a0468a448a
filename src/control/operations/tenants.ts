import { Type } from 'typebox'
import { defineOperation } from '../operation.js'
import { Problem } from '../problem.js'
import { closed, Flag, Guid, list as listOf, Instant, optional, orNull, Text, Time } from '../schemas.js'

const Domain = Type.String({
  maxLength: 253,
  pattern: '^[^\\u0000-\\u001f]+$',
  description: 'a domain name such as contoso.test',
})

const Tenant = Type.Object({
  id: Guid,
  displayName: Text,
  defaultDomain: Domain,
  domains: Type.Array(Domain),
  asksPassword: Flag,
  userConsent: Flag,
  profile: orNull(Text),
  createdDateTime: Time,
})

const settings = { asksPassword: optional(Flag), userConsent: optional(Flag) }

const SEED = {
  size: optional(Type.Enum(['small', 'large'])),
  seed: optional(Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 })),
  asOf: optional(Instant),
}

function seedOf(
  { size = 'small', seed = 1, asOf }: { size?: 'small' | 'large'; seed?: number; asOf?: string },
  now: number,
) {
  return { size, seed, asOf: asOf === undefined ? now : Date.parse(asOf) }
}

export const list = defineOperation({
  summary: 'List all tenants',
  answer: listOf(Tenant),
  perform: async ({ directory }) => ({ value: await directory.tenants.list() }),
})

export const create = defineOperation({
  summary: 'Create a tenant',
  body: closed({
    id: optional(Guid),
    displayName: optional(Text),
    domain: optional(Domain),
    profile: optional(Text),
    ...settings,
  }),
  bodyOptional: true,
  status: 201,
  answer: Type.Pick(Tenant, ['id', 'displayName', 'defaultDomain', 'asksPassword', 'userConsent', 'profile']),
  async perform({ directory }, { body }) {
    const { id, displayName, defaultDomain, asksPassword, userConsent, profile } = await directory.tenants.create(body)
    return { id, displayName, defaultDomain, asksPassword, userConsent, profile: profile ?? null }
  },
})

export const show = defineOperation({
  summary: 'Show a tenant',
  answer: Tenant,
  perform: ({ directory }, { params }) => directory.tenants.show(params.tenant),
})

export const update = defineOperation({
  summary: 'Change a tenant',
  body: closed({ displayName: optional(Text), profile: optional(orNull(Text)), ...settings }),
  answer: Tenant,
  async perform({ directory }, { params, body }) {
    await directory.tenants.update(params.tenant, body)
    return directory.tenants.show(params.tenant)
  },
})

export const remove = defineOperation({
  summary: 'Delete a tenant with everything in it',
  async perform({ directory, jobs }, { params }) {
    await jobs.erase((await directory.tenants.find(params.tenant)).id)
  },
})

export const addDomain = defineOperation({
  summary: 'Add a domain to a tenant',
  body: closed({ domain: Domain }),
  status: 201,
  answer: Tenant,
  async perform({ directory }, { params, body }) {
    await directory.tenants.addDomain(params.tenant, body.domain)
    return directory.tenants.show(params.tenant)
  },
})

export const removeDomain = defineOperation({
  summary: 'Take a domain away from a tenant',
  perform: ({ directory }, { params }) => directory.tenants.removeDomain(params.tenant, params.domain),
})

export const reset = defineOperation({
  summary:
    'Empty a tenant of everything in Intune, make it what a seed is, or what it was in a snapshot; its apps stay as they are, and so do its users and groups unless people is true',
  body: closed({
    people: optional(Flag),
    to: optional(Type.Enum(['empty', 'seed', 'snapshot'])),
    snapshot: optional(Text),
    ...SEED,
  }),
  bodyOptional: true,
  async perform(deps, { params, body: { people, to = 'empty', snapshot, ...seed } }) {
    const { directory, jobs, store } = deps
    const { id } = await directory.tenants.find(params.tenant)
    const [given] = Object.keys(seed)
    if (given !== undefined && to !== 'seed')
      throw new Problem(400, `${given} is for a reset to a seed: to must be seed`)
    if (snapshot !== undefined && to !== 'snapshot')
      throw new Problem(400, 'snapshot is for a reset to a snapshot: to must be snapshot')
    if (snapshot === undefined && to === 'snapshot')
      throw new Problem(400, 'snapshot is missing: a reset to a snapshot needs its name')
    await deps.settled()
    if (to === 'empty') return jobs.reset(id, { people })
    if (to === 'seed') return jobs.reset(id, { people, seed: seedOf(seed, store.clocks.milliseconds(id)) })
    await jobs.restore(id, snapshot ?? '', people === true ? 'withoutApps' : 'withoutPeople')
  },
})

export const seed = defineOperation({
  summary: 'Fill an empty tenant with an invented organization',
  body: closed(SEED),
  bodyOptional: true,
  answer: Type.Object({ outcome: Type.Enum(['seeded', 'there']), rows: optional(Type.Integer()) }),
  async perform({ directory, jobs, store }, { params, body }) {
    const tenant = await directory.tenants.show(params.tenant)
    const { id, defaultDomain } = tenant
    const done = await jobs.seed({ id, defaultDomain }, seedOf(body, store.clocks.milliseconds(id)))
    if (done.outcome === 'touched')
      throw new Problem(
        409,
        `the tenant ${tenant.defaultDomain} holds data already, and only an empty one can be seeded`,
      )
    return done
  },
})
