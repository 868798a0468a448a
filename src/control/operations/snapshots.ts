import type { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import { htmlOf, markdownOf, summaryOf, textOf } from '../../services/state/render.js'
import { snapshotOf, snapshotsOf } from '../../services/state/snapshots.js'
import type { OfTenant } from '../../services/state/all-tenants.js'
import type { NewSnapshot, Snapshot } from '../../store/state/snapshots.js'
import { documentSchema } from '../../services/transfer/document.js'
import { defineOperation } from '../operation.js'
import type { ControlDeps } from '../operation.js'
import { Problem } from '../problem.js'
import { Copy, finish, Outcome, tooLarge } from './transfers.js'
import { closed, Flag, Guid, list as listOf, LongText, optional, orNull, Text, Time } from '../schemas.js'

const Shown = Type.Object({
  id: Guid,
  name: Text,
  description: orNull(LongText),
  createdDateTime: Time,
  rows: Type.Integer({ description: 'how many rows of the database it holds' }),
})

const shownOf = ({ id, name, description, createdAt, rows }: Snapshot) => ({
  id,
  name,
  description: description ?? null,
  createdDateTime: `${createdAt}Z`,
  rows,
})

export const list = defineOperation({
  summary: 'List the snapshots of a tenant, oldest first',
  answer: listOf(Shown),
  async perform(deps, { params }) {
    const { id } = await deps.directory.tenants.find(params.tenant)
    return { value: (await snapshotsOf(deps.store, id)).map(shownOf) }
  },
})

const Named = closed({ name: optional(Text), description: optional(LongText) })

/** What a snapshot of now is called: by the time unless it gets a name. All that was written before is stored by then. */
async function wantedNow(
  { store, settled }: ControlDeps,
  tenantId: string | undefined,
  { name, description }: Static<typeof Named>,
): Promise<Omit<NewSnapshot, 'id'>> {
  await settled()
  const createdAt = store.clocks.of(tenantId).now()
  return { name: name ?? `${createdAt.slice(0, 23)}Z`, description, createdAt }
}

export const create = defineOperation({
  summary: 'Keep the state of a tenant as a snapshot',
  body: Named,
  bodyOptional: true,
  status: 201,
  answer: Shown,
  async perform(deps, { params, body }) {
    const { id: tenantId } = await deps.directory.tenants.find(params.tenant)
    const wanted = { id: deps.newId(), ...(await wantedNow(deps, tenantId, body)) }
    return shownOf(await deps.jobs.snapshot(tenantId, wanted))
  },
})

/** Named `imported`, because `import` is a word of the language. */
export const imported = defineOperation({
  summary: 'Keep an exported tenant as a snapshot of a tenant, which stays as it is',
  query: Named,
  body: Type.Object({}, { description: 'an exported tenant, or an exported snapshot' }),
  status: 201,
  answer: Shown,
  async perform(deps, { params, query, body }) {
    const { id: tenantId } = await deps.directory.tenants.find(params.tenant)
    const wanted = { id: deps.newId(), ...(await wantedNow(deps, tenantId, query)) }
    const limits = { most: deps.importBytes, tooLarge: () => tooLarge(deps) }
    return shownOf(await deps.jobs.importSnapshot(tenantId, wanted, body as Readable, limits))
  },
})

const OfTenants = listOf(Type.Object({ tenantId: Guid, ...Shown.properties }))

const ofTenants = (found: readonly OfTenant[]) => ({
  value: found.map(({ tenantId, snapshot }) => ({ tenantId, ...shownOf(snapshot) })),
})

export const createAll = defineOperation({
  summary: 'Keep the state of all tenants, as one snapshot of each with the same name',
  body: Named,
  bodyOptional: true,
  status: 201,
  answer: OfTenants,
  perform: async (deps, { body }) => ofTenants(await deps.jobs.snapshotAll(await wantedNow(deps, undefined, body))),
})

export const restoreAll = defineOperation({
  summary: 'Make all tenants what they were in their snapshots of a name; tenants without one stay as they are',
  answer: OfTenants,
  async perform(deps, { params }) {
    await deps.settled()
    return ofTenants(await deps.jobs.restoreAll(params.snapshot))
  },
})

export const removeAll = defineOperation({
  summary: 'Delete the snapshots of a name of all tenants',
  perform: (deps, { params }) => deps.jobs.dropAll(params.snapshot),
})

export const show = defineOperation({
  summary: 'Show a snapshot',
  answer: Shown,
  async perform(deps, { params }) {
    const { id } = await deps.directory.tenants.find(params.tenant)
    return shownOf(await snapshotOf(deps.store, id, params.snapshot))
  },
})

export const remove = defineOperation({
  summary: 'Delete a snapshot',
  async perform(deps, { params }) {
    const { id } = await deps.directory.tenants.find(params.tenant)
    await deps.jobs.dropSnapshot(id, params.snapshot)
  },
})

export const restore = defineOperation({
  summary: 'Make a tenant what it was when the snapshot was made; what was revoked since stays revoked',
  answer: Shown,
  async perform(deps, { params }) {
    const { id } = await deps.directory.tenants.find(params.tenant)
    await deps.settled()
    return shownOf(await deps.jobs.restore(id, params.snapshot))
  },
})

/** Named `exported`, because `export` is a word of the language. */
export const exported = defineOperation({
  summary: 'Export a tenant as it was in a snapshot, as one document with everything but what is secret',
  answer: documentSchema,
  async perform({ directory, jobs }, { params }) {
    const { id } = await directory.tenants.find(params.tenant)
    return jobs.export(id, params.snapshot)
  },
})

export const branch = defineOperation({
  summary: 'Make a second tenant that is what this one was in a snapshot; secrets and passwords are the same',
  body: Copy,
  bodyOptional: true,
  status: 201,
  answer: Outcome,
  async perform(deps, { params, body }) {
    const { id } = await deps.directory.tenants.find(params.tenant)
    const target = { ...body, id: body.id?.toLowerCase() }
    return finish(deps, await deps.jobs.branch(id, params.snapshot, target), false)
  },
})

const FORMATS = ['json', 'text', 'markdown', 'html'] as const

const Change = Type.Object({
  set: Type.String({ description: 'path of the set, as in a request' }),
  id: optional(Type.String()),
  name: optional(Type.String()),
  type: optional(Type.String()),
  change: Type.Enum(['added', 'removed', 'changed']),
  members: Type.Array(
    Type.Object({
      path: Type.Array(Type.String(), {
        description: 'names of members; in brackets what identifies an element of a collection',
      }),
      change: Type.Enum(['added', 'removed', 'changed']),
      before: optional(Type.Unknown()),
      after: optional(Type.Unknown()),
      at: optional(Type.Integer({ description: 'position of an element that was added' })),
    }),
  ),
  whole: optional(Type.Object({}, { description: 'an object that was added or removed, with what it contains' })),
})

export const diff = defineOperation({
  summary:
    'What has changed from one snapshot to another one, or to now if there is no other one; or what differs in another tenant',
  query: closed({
    from: optional(Text),
    to: optional(Text),
    with: optional(Text),
    all: optional(Flag),
    format: optional(Type.Enum([...FORMATS])),
  }),
  answer: Type.Object({
    same: Flag,
    summary: Type.String(),
    changes: Type.Array(Change),
    names: Type.Record(Type.String(), Type.String(), { description: 'names of what the changes mention, by id' }),
    text: optional(Type.String({ description: 'the changes in the format that was asked for' })),
  }),
  async perform(deps, { params, query: { from, to, with: other, all, format = 'json' } }) {
    const { id, defaultDomain } = await deps.directory.tenants.find(params.tenant)
    if ((from === undefined) === (other === undefined) || (to !== undefined && from === undefined))
      throw new Problem(400, 'a diff is from a snapshot (from, to), or with another tenant (with)')
    const second = other === undefined ? undefined : await deps.directory.tenants.find(other)
    if (second?.id === id) throw new Problem(400, `with names the tenant itself, '${defaultDomain}': name another one`)
    await deps.settled()
    const { changes, names } =
      second === undefined
        ? await deps.jobs.difference(id, { from: from ?? '', to, ...(all === true && { all }) })
        : await deps.jobs.differenceOfTenants(id, second.id, all === true)
    const title =
      second === undefined ? `From ${from ?? ''} to ${to ?? 'now'}` : `From ${defaultDomain} to ${second.defaultDomain}`
    const options = { nameOf: (id: string) => names[id], title, all: all === true }
    const render = { json: undefined, text: textOf, markdown: markdownOf, html: htmlOf }[format]
    const same = changes.length === 0
    return { same, summary: summaryOf(changes), changes, names, text: render?.(changes, options) }
  },
})
