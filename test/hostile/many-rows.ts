/** An organization that is large enough for a query to take long, and queries that do. */
import { randomUUID } from 'node:crypto'
import type { Emulator } from '../harness/emulator.js'
import { TENANT } from '../harness/emulator.js'
import { give } from '../harness/given.js'
import { IOS, V1 } from '../factories/mobile-app-configurations.js'

const AT = 'deviceAppManagement/mobileAppConfigurations'

/** Configurations as they are usual, and one with long collections. Gives the id of the latter. */
export async function giveManyRows({ store }: Emulator, rows: number, members = 200): Promise<string> {
  const id = randomUUID()
  const tags = Array.from({ length: members }, (_, i) => `${i}`)
  const given = (n: number, more: Record<string, unknown> = {}) => ({
    at: AT,
    entity: {
      '@odata.type': IOS,
      id: randomUUID(),
      displayName: `Configuration ${n}`,
      description: `Made for many rows, number ${n} of them`,
      createdDateTime: '2026-01-01T00:00:00Z',
      lastModifiedDateTime: '2026-01-01T00:00:00Z',
      version: 1,
      ...more,
    },
  })
  await give(store, TENANT, [given(0, { id, roleScopeTagIds: tags })])
  for (let at = 1; at <= rows; at += 2000)
    await give(
      store,
      TENANT,
      Array.from({ length: Math.min(2000, rows - at + 1) }, (_, i) => given(at + i)),
    )
  return id
}

export function filtered(filter: string, more = ''): string {
  return `${V1.replace('v1.0', 'beta')}?$filter=${encodeURIComponent(filter)}${more}`
}

const names = (n: number): string => Array.from({ length: n }, (_, i) => (i % 2 ? 'description' : 'displayName')).join()

function concatenated(members: readonly string[]): string {
  if (members.length === 1) return members[0] ?? ''
  const middle = members.length >> 1
  return `concat(${concatenated(members.slice(0, middle))},${concatenated(members.slice(middle))})`
}

/** What an organization of 20,000 configurations was stopped by. */
export const HOSTILE = {
  nested: filtered(
    "roleScopeTagIds/any(a:roleScopeTagIds/any(b:roleScopeTagIds/any(c:roleScopeTagIds/any(d:d eq 'x'))))",
  ),
  twice: filtered("roleScopeTagIds/any(a:roleScopeTagIds/any(b:concat(a,b) eq 'x'))"),
  concatenated: filtered(`contains(${concatenated(names(512).split(','))},'x y z')`),
  contains: filtered(Array.from({ length: 900 }, (_, i) => `contains(description,'${i}x')`).join(' or ')),
  sorted: filtered(
    "contains(description,'number')",
    `&$orderby=${encodeURIComponent('length(description),description desc')}`,
  ),
  searched: `${V1}?$search=${Array.from({ length: 64 }, (_, i) => `x${i}`).join('%20OR%20')}`,
  counted: `${V1}/$count?$filter=${encodeURIComponent("endswith(toupper(concat(description,displayName)),'Q')")}`,
  prefixed: filtered("startswith(displayName,'c') and version lt 0", '&$orderby=displayName&$top=5'),
} as const
