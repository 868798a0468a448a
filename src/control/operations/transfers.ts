import type { Readable } from 'node:stream'
import { Type } from 'typebox'
import { documentSchema } from '../../services/transfer/document.js'
import type { Imported } from '../../services/transfer/transfer.js'
import { defineOperation } from '../operation.js'
import type { ControlDeps } from '../operation.js'
import { Problem } from '../problem.js'
import { closed, Flag, Guid, optional, Text } from '../schemas.js'

const Domain = Type.String({
  pattern: '^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$',
  description: 'a domain name in lower case such as contoso.test',
})

const NewSecret = Type.Object({ appId: Guid, displayName: Text, secret: Type.String() })

/** What a copy of a tenant is called. */
export const Copy = closed({ id: optional(Guid), domain: optional(Domain), displayName: optional(Text) })

export const Outcome = Type.Object({
  id: Guid,
  defaultDomain: Text,
  entities: Type.Integer({ description: 'how many entities the tenant now has' }),
  secrets: Type.Array(NewSecret, { description: 'new secrets, only ever shown here' }),
  withoutSecret: Type.Array(Type.Object({ appId: Guid, displayName: Text }), {
    description: 'confidential apps that cannot sign in before they get a secret or a certificate',
  }),
})

/** Named `exported`, because `export` is a word of the language. */
export const exported = defineOperation({
  summary: 'Export a tenant as one document, with everything but what is secret',
  answer: documentSchema,
  async perform({ directory, jobs }, { params }) {
    const { id } = await directory.tenants.find(params.tenant)
    return jobs.export(id)
  },
})

export const imported = defineOperation({
  summary: 'Import a tenant from a document, under its own id or another one',
  query: closed({
    as: optional(Guid),
    domain: optional(Domain),
    displayName: optional(Text),
    replace: optional(Flag),
    newSecrets: optional(Flag),
  }),
  body: Type.Object({}, { description: 'an exported tenant' }),
  status: 201,
  answer: Outcome,
  async perform(deps, { query, body }) {
    const { as, domain, displayName, replace = false, newSecrets = false } = query
    const { jobs, importBytes: most } = deps
    const target = { id: as?.toLowerCase(), domain, displayName }
    const done = await jobs.import(body as Readable, { ...target, replace, most, tooLarge: () => tooLarge(deps) })
    return finish(deps, done, newSecrets)
  },
})

export function tooLarge({ importBytes }: ControlDeps): Problem {
  return new Problem(413, `the document has more than ${importBytes} bytes (INTUNITE_IMPORT_BYTES)`)
}

export const clone = defineOperation({
  summary: 'Make a second tenant like this one; secrets and passwords are the same',
  body: Copy,
  bodyOptional: true,
  status: 201,
  answer: Outcome,
  async perform(deps, { params, body }) {
    const { id } = await deps.directory.tenants.find(params.tenant)
    return finish(deps, await deps.jobs.clone(id, { ...body, id: body.id?.toLowerCase() }), false)
  },
})

export async function finish({ directory, store }: ControlDeps, imported: Imported, newSecrets: boolean) {
  const { tenant, entities } = imported
  const open = await withoutCredential(store, imported)
  const secrets: { appId: string; displayName: string; secret: string }[] = []
  if (newSecrets)
    for (const { appId, displayName } of open)
      secrets.push({ appId, displayName, secret: (await directory.apps.addSecret(tenant.id, appId)).secret })
  const { id, defaultDomain } = tenant
  return { id, defaultDomain, entities, secrets, withoutSecret: newSecrets ? [] : open }
}

async function withoutCredential({ identity }: ControlDeps['store'], { tenant, apps }: Imported) {
  const open: { appId: string; displayName: string }[] = []
  for (const { appId, displayName, publicClient, certificates } of apps) {
    if (publicClient || certificates.length > 0) continue
    if ((await identity.applications.listSecrets(tenant.id, appId)).length === 0) open.push({ appId, displayName })
  }
  return open
}
