import { textOf, markdownOf, htmlOf } from '../../services/state/render.js'
import type { Difference } from '../../services/state/snapshots.js'
import { json, tenantPath, verb } from './command.js'
import type { Verb } from './command.js'
import { newTenant, outcomeText } from './tenant.js'
import type { Outcome } from './tenant.js'
import { ConfigError } from '../../settings.js'
import { choice, contentsOf, NAME, switchOn, TENANT, words } from './flags.js'

const DESCRIPTION = words('--description', 'text', 'What it is for.')

const ALL = switchOn('--all-tenants', 'Of all tenants at once, whatever --tenant says.')

const RENDER = { text: textOf, markdown: markdownOf, html: htmlOf }

function ofAll(value: readonly unknown[]): string {
  return `${value.length} ${value.length === 1 ? 'tenant' : 'tenants'}`
}

export const SNAPSHOT_VERBS: Readonly<Record<string, Verb>> = {
  create: verb({
    summary: 'Keep the state of a tenant under a name, the time unless given.',
    takes: ['[name]'],
    settings: { tenant: TENANT, description: DESCRIPTION, allTenants: ALL },
    request: ({ words: [name], values: { tenant, description, allTenants } }) => ({
      method: 'POST',
      path: allTenants === '1' ? '/snapshots' : tenantPath(tenant, 'snapshots'),
      body: json({ name, description }),
    }),
    say: (_given, { value, name, rows }: { value?: readonly unknown[]; name: string; rows: number }) =>
      value === undefined ? `the snapshot ${name} holds ${rows} rows` : ofAll(value),
  }),
  list: verb({
    summary: 'List the snapshots of a tenant.',
    takes: [],
    settings: { tenant: TENANT },
    columns: ['name', 'createdDateTime', 'rows', 'description'],
    request: ({ values: { tenant } }) => ({ method: 'GET', path: tenantPath(tenant, 'snapshots') }),
  }),
  show: verb({
    summary: 'Show a snapshot.',
    takes: ['snapshot'],
    settings: { tenant: TENANT },
    request: ({ words: [snapshot], values: { tenant } }) => ({
      method: 'GET',
      path: tenantPath(tenant, 'snapshots', snapshot),
    }),
  }),
  restore: verb({
    summary: 'Make a tenant what it was when the snapshot was made.',
    takes: ['snapshot'],
    settings: { tenant: TENANT, allTenants: ALL },
    request: ({ words: [snapshot = ''], values: { tenant, allTenants } }) => ({
      method: 'POST',
      path:
        allTenants === '1'
          ? `/snapshots/${encodeURIComponent(snapshot)}/restore`
          : tenantPath(tenant, 'snapshots', snapshot, 'restore'),
    }),
    say: (
      _given,
      { value, name, createdDateTime }: { value?: readonly unknown[]; name: string; createdDateTime: string },
    ) =>
      value === undefined ? `the tenant is what it was in the snapshot ${name} of ${createdDateTime}` : ofAll(value),
  }),
  import: verb({
    summary: 'Keep a tenant that was exported as a snapshot, by the time unless named; - reads the standard input.',
    takes: ['file', '[name]'],
    settings: { tenant: TENANT, description: DESCRIPTION },
    request: async ({ words: [file = '', name], values: { tenant, description } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'snapshots', 'import'),
      query: { name, description },
      body: await contentsOf(file),
    }),
    say: (_given, { name, rows }: { name: string; rows: number }) => `the snapshot ${name} holds ${rows} rows`,
  }),
  export: verb({
    summary: 'Print a tenant as it was in a snapshot, as one JSON document with everything but what is secret.',
    takes: ['snapshot'],
    settings: { tenant: TENANT },
    raw: true,
    request: ({ words: [snapshot], values: { tenant } }) => ({
      method: 'GET',
      path: tenantPath(tenant, 'snapshots', snapshot, 'export'),
    }),
  }),
  branch: verb({
    summary: 'Make a second tenant that is what this one was, by the id or domain of the new one.',
    takes: ['snapshot', '[new]'],
    settings: { tenant: TENANT, name: NAME },
    request: ({ words: [snapshot, other], values: { tenant, name } }) => ({
      method: 'POST',
      path: tenantPath(tenant, 'snapshots', snapshot, 'branch'),
      body: json({ ...newTenant(other), displayName: name }),
    }),
    say: (_given, outcome: Outcome) => outcomeText(outcome),
  }),
  delete: verb({
    summary: 'Delete a snapshot.',
    takes: ['snapshot'],
    settings: { tenant: TENANT, allTenants: ALL },
    request: ({ words: [snapshot = ''], values: { tenant, allTenants } }) => ({
      method: 'DELETE',
      path:
        allTenants === '1' ? `/snapshots/${encodeURIComponent(snapshot)}` : tenantPath(tenant, 'snapshots', snapshot),
    }),
    say: ({ words: [snapshot] }) => `the snapshot ${snapshot} is deleted`,
  }),
  diff: verb({
    summary:
      'Show what has changed since a snapshot, up to another one or to now, how another tenant differs, or what differs between two exported files (.json). Exits with 1 if anything does, and with 2 if it cannot be told.',
    takes: ['[from]', '[to]'],
    settings: {
      tenant: TENANT,
      format: choice('--format', ['text', 'markdown', 'html'], 'text for a terminal, markdown for a pull request.'),
      with: words('--with', 'tenant', 'The tenant to compare with, as it is, instead of snapshots.'),
      all: switchOn('--all', 'Times, versions, summaries and the audit log count, too.'),
    },
    async own({ words: [from = '', to = ''], values: { all, with: other, tenant } }, client) {
      const files = [from, to].filter((name) => name.endsWith('.json'))
      if (files.length === 0) return undefined
      if (files.length === 1)
        throw new ConfigError([
          `${files[0]} is a file: name another one, or make a snapshot of it (intunite snapshot import)`,
        ])
      if (other !== undefined || tenant !== undefined)
        throw new ConfigError(['two files are compared with each other: --tenant and --with are for tenants'])
      const { compareFiles } = await import('./files.js')
      return compareFiles(from, to, client, all === '1')
    },
    request: ({ words: [from, to], values: { tenant, all, with: other } }) => ({
      method: 'GET',
      path: tenantPath(tenant, 'diff'),
      query: { from, to, with: other, all: all === '1' ? 'true' : undefined },
    }),
    show: (
      { words: [from = 'here', to], values: { format = 'text', with: other, all } },
      { changes, names }: Difference,
      colour,
    ) =>
      RENDER[format](changes, {
        nameOf: (id) => names[id],
        colour,
        title: `From ${from} to ${other ?? to ?? 'now'}`,
        all: all === '1',
      }),
    exit: ({ changes }: Difference) => (changes.length === 0 ? 0 : 1),
    failed: 2,
  }),
}
