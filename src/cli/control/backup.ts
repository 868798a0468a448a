/** `intunite import`: a backup, or a tenant that was exported before, from where its owner has it. */
import { randomBytes } from 'node:crypto'
import { FORMATS } from '../../services/backups/backup.js'
import type { BackupFile, Note } from '../../services/backups/backup.js'
import { Anonymizer } from '../../services/backups/anonymize.js'
import { writeBundle } from '../../services/backups/bundle.js'
import { collect } from '../../services/backups/collect.js'
import type { Collected } from '../../services/backups/collect.js'
import { BackupError, placeOf } from '../../services/backups/errors.js'
import { WRITERS } from '../../services/backups/export/formats.js'
import { httpGet } from '../../services/backups/export/http-get.js'
import { EXPORTED_SETS } from '../../services/backups/export/sets.js'
import type { BackupReport } from '../../services/backups/report.js'
import { ConfigError } from '../../settings.js'
import { progressBar } from '../progress.js'
import { tenantPath, verb } from './command.js'
import { choice, secretFrom, switchOn, TENANT, words } from './flags.js'
import { outcomeText } from './tenant.js'
import type { Outcome } from './tenant.js'
import type { ControlRequest } from './transport.js'

/** The one verb of `intunite import`. */
export const IMPORT = verb({
  summary:
    'Import a backup into a tenant: a folder, an archive, a file, or - for the standard input. Nothing is stored if it cannot be read.',
  takes: ['[backup]'],
  settings: {
    tenant: TENANT,
    dryRun: switchOn('--dry-run', 'Say what would come, and store nothing.'),
    format: choice('--format', FORMATS, 'What has made the backup: recognised unless given.'),
    placeholders: switchOn('--placeholders', 'Make up groups and scope tags of which the backup tells only the id.'),
    anonymize: switchOn('--anonymize', 'Put others in the place of people, domains, serial numbers and secrets.'),
    anonymizeKey: words(
      '--anonymize-key-file',
      'file',
      'File with the key that they are made with: the same key gives the same ones.',
    ),
    fromGraph: switchOn(
      '--from-graph',
      'Read a tenant of the real service instead of a backup: only GETs, nothing is written there.',
    ),
    graphToken: words('--graph-token-file', 'file', 'File with the access token for it (- for the standard input).'),
    graphUrl: words('--graph-url', 'url', 'Where Graph is: https://graph.microsoft.com unless given.'),
    lenient: switchOn(
      '--lenient',
      'Leave out files that cannot be read, and exit with 0 although something is missing.',
    ),
  },
  async request({ words: [path], values: { tenant, dryRun, format, placeholders, lenient, ...how } }) {
    const backup = how.fromGraph === '1' ? await fromGraph(path, how) : await collectOrExplain(path)
    const changed = how.anonymize === '1' ? await anonymized(backup, how.anonymizeKey) : backup
    const own = await ownDocument(changed)
    if (own !== undefined) return ownRequest(own, tenant, dryRun === '1')
    return {
      method: 'POST',
      path: tenantPath(tenant, 'import'),
      query: { format, dryRun: on(dryRun), placeholders: on(placeholders), lenient: on(lenient) },
      body: sent(changed),
    }
  },
  show: (_given, answer: BackupReport | Outcome) =>
    'sets' in answer ? reportText(answer) : `${outcomeText(answer)}\n`,
  exit: (answer: BackupReport | Outcome) => ('sets' in answer && !answer.complete ? 1 : 0),
})

const on = (flag: string | undefined): string | undefined => (flag === '1' ? 'true' : undefined)

async function collectOrExplain(path: string | undefined): Promise<Collected> {
  if (path === undefined) throw new ConfigError(['backup is missing'])
  try {
    return await collect(path)
  } catch (error) {
    if (error instanceof BackupError) throw new ConfigError([error.message])
    throw error
  }
}

interface GraphValues {
  readonly graphToken?: string | undefined
  readonly graphUrl?: string | undefined
}

async function fromGraph(path: string | undefined, { graphToken, graphUrl }: GraphValues): Promise<Collected> {
  if (path !== undefined) throw new ConfigError(['--from-graph takes no backup: it reads the tenant of the token'])
  const token = (await secretFrom(graphToken))?.trim()
  if (token === undefined || token === '') throw new ConfigError(['--from-graph needs a token: --graph-token-file'])
  const url = graphUrl ?? 'https://graph.microsoft.com'
  if (!/^https:\/\/|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/.test(url))
    throw new ConfigError(['--graph-url must begin with https://, so that nobody else sees the token'])
  const onForbidden = (set: string): void => void process.stderr.write(`intunite: the token may not read ${set}\n`)
  const get = httpGet({ url, token, onForbidden })
  return {
    count: EXPORTED_SETS.length,
    bytes: 0,
    single: false,
    remote: true,
    leftOut: [],
    files: () => WRITERS.graph(get, { id: '', name: '' }),
    close: async () => undefined,
  }
}

async function anonymized(backup: Collected, keyFile: string | undefined): Promise<Collected> {
  const anonymizer = new Anonymizer((await secretFrom(keyFile)) ?? randomBytes(32))
  async function* files() {
    const kept: BackupFile[] | undefined = backup.remote === true ? [] : undefined
    for await (const file of backup.files()) {
      anonymizer.learn(file)
      kept?.push(file)
    }
    for await (const file of kept ?? backup.files()) yield anonymizer.file(file)
  }
  return { ...backup, files }
}

/** Text of a single file that is a tenant which this program has exported. */
async function ownDocument(backup: Collected): Promise<string | undefined> {
  if (!backup.single) return undefined
  for await (const { text } of backup.files()) if (/^\s*\{\s*"intunite"\s*:\s*"tenant"/.test(text)) return text
  return undefined
}

function ownRequest(text: string, tenant: string | undefined, dryRun: boolean): ControlRequest {
  if (dryRun) throw new ConfigError(['--dry-run is for backups; a tenant that was exported is all or nothing anyway'])
  const id = tenant !== undefined && /^[0-9a-f-]{36}$/i.test(tenant) ? tenant : undefined
  if (tenant !== undefined && id === undefined)
    throw new ConfigError(['an exported tenant is imported under an id: --tenant must be a GUID'])
  return { method: 'POST', path: '/tenants/import', query: { as: id }, body: text }
}

async function* sent(backup: Collected): AsyncGenerator<string> {
  const bar = progressBar('Reading', process.stderr)
  let read = 0
  async function* counted() {
    for await (const file of backup.files()) {
      bar.show((read += 1), backup.count)
      yield file
    }
  }
  try {
    yield* writeBundle(counted())
  } finally {
    bar.end()
    await backup.close()
  }
}

const place = (note: Note): string => (note.file === '' ? '' : `${placeOf(note)}: `)

/** What came, set by set, and then what did not. */
export function reportText({ sets, ...report }: BackupReport): string {
  const rows = sets.map(({ set, made, there, leftOut }) =>
    [
      `  ${set}: `,
      [
        `${made} new`,
        ...(there === 0 ? [] : [`${there} there already`]),
        ...(leftOut === 0 ? [] : [`${leftOut} left out`]),
      ].join(', '),
    ].join(''),
  )
  const list = (title: string, notes: readonly string[]): string[] =>
    notes.length === 0 ? [] : ['', `${title}:`, ...notes.map((note) => `  ${note}`)]
  return [
    `${report.dryRun ? 'This backup' : 'The backup'} of ${report.format} holds ${report.objects} objects${report.dryRun ? '; nothing is stored' : ''}`,
    ...rows,
    ...(report.groupsMade === 0 ? [] : [`  groups that only assignments name: ${report.groupsMade} new`]),
    ...(report.byName === 0 ? [] : [`  references found by name: ${report.byName}`]),
    ...(report.secrets === 0 ? [] : [`  secret values that the backup has in clear: ${report.secrets}`]),
    ...list(
      'Not found',
      report.unresolved.map(
        (each) => `${place({ ...each, detail: '' })}the ${each.kind} '${each.name}', which '${each.of}' refers to`,
      ),
    ),
    ...list(
      'Left out',
      report.leftOut.map((note) => `${place(note)}${note.detail}`),
    ),
    ...list(
      'Remarks',
      report.remarks.map((note) => `${place(note)}${note.detail}`),
    ),
    ...(report.more === 0 ? [] : ['', `and ${report.more} more`]),
    '',
  ].join('\n')
}
