/** What the load generator asks for, and how it knows a right answer. */
import { isDeepStrictEqual } from 'node:util'
import { guid, idOf, itemAt, summarised, summaryAt, TEAM, teamName } from './data.js'
import type { Item } from './data.js'
import { configurationEntity, expandedList, HOST, PREFIX, selectedList, summaryEntity } from './expected.js'
import { TENANT } from './data.js'
import * as documents from './documents.js'
import { CATALOG_POLICIES, WITH_SETTINGS } from './documents.js'

export interface Prepared {
  /** Everything before the token, and everything behind it. */
  readonly head: string
  readonly tail: string
  readonly status: number
  /** Length of the body, if it is known; else the least that it can be. */
  readonly length: number | undefined
  readonly least: number
  /** What is wrong with the body, if anything. Called for a sample of the answers. */
  readonly complaint: (body: string) => string | undefined
}

export interface Workload {
  readonly name: string
  readonly title: string
  readonly requests: readonly Prepared[]
  /** Each request can be sent once only; then what was created is to be removed. */
  readonly once: boolean
  /** Leaves rows behind. */
  readonly writes: boolean
  /** About what Intunite keeps as documents. */
  readonly documents: boolean
}

/** More requests are not prepared: the generator goes round. */
const VARIETY = 2000

export function createWorkloads(rows: number): Workload[] {
  const items = Array.from({ length: Math.min(rows, VARIETY) }, (_, i) => itemAt(spread(i, rows), rows))
  const withSummary = summarised(rows)
  const few = Math.min(withSummary, VARIETY)
  const known = Array.from({ length: few }, (_, i) => itemAt(spread(i, withSummary), rows))
  const waiting = Array.from({ length: Math.min(rows - withSummary, 5000) }, (_, i) => withSummary + i)
  const gets = items.map(getConfiguration)
  const summaries = known.map(getSummary)
  const creates = Array.from({ length: VARIETY }, (_, i) => createConfiguration(i))
  const summaryCreates = waiting.map(createSummary)
  const teams = (limit: number): Item[][] =>
    Array.from({ length: Math.min(limit / TEAM, 100) }, (_, n) => teamItems(spread(n, limit / TEAM), rows))
  const make = (
    name: string,
    title: string,
    requests: readonly Prepared[],
    rest: Partial<Workload> = {},
  ): Workload => ({
    name,
    title,
    requests,
    once: false,
    writes: false,
    documents: false,
    ...rest,
  })
  return [
    make('W1', 'get a configuration', gets),
    make('W2', 'get its userStatusSummary', summaries),
    make('W3', 'create the summary', summaryCreates, { once: true, writes: true }),
    make('W4', 'list 100, filter, orderby, select', teams(rows).map(listTeam)),
    make('W5', 'create a configuration', creates, { writes: true }),
    make('W6', '80/20 mix', mix(gets, summaries, summaryCreates, creates), { once: true, writes: true }),
    make('W7', 'list 100, expand two', teams(withSummary).map(expandTeam)),
    make(
      'W8',
      '$batch of 20 reads',
      Array.from({ length: 50 }, (_, i) => batch(i, known)),
    ),
    make('W9', 'issue a token', [issueToken()]),
    make(
      'W10',
      'get a policy with 80 members',
      items.map((_, i) => getPolicy(spread(i, rows))),
      { documents: true },
    ),
    make('W11', 'list 100 policies by name, select', listPolicies(rows), { documents: true }),
    make(
      'W12',
      'create a policy with 100 settings',
      Array.from({ length: 200 }, (_, i) => createCatalogPolicy(i, 100)),
      { writes: true, documents: true },
    ),
    make(
      'W13',
      'get it with its settings',
      Array.from({ length: WITH_SETTINGS }, (_, i) => getCatalogPolicy(i)),
      {
        documents: true,
      },
    ),
    make(
      'W14',
      'find one of 100,000 by name',
      Array.from({ length: VARIETY }, (_, i) => findCatalogPolicy(spread(i, CATALOG_POLICIES))),
      { documents: true },
    ),
    make(
      'W15',
      'create a policy with 1,000 settings',
      Array.from({ length: 20 }, (_, i) => createCatalogPolicy(i, 1000)),
      { writes: true, documents: true },
    ),
  ]
}

/** Neighbours in time are no neighbours in the database. */
function spread(i: number, size: number): number {
  return (i * 7919) % size
}

/** Of ten requests 4 are W1, 4 are W2, one is W3, one is W5. */
function mix(
  gets: readonly Prepared[],
  summaries: readonly Prepared[],
  ...writes: (readonly Prepared[])[]
): Prepared[] {
  const [summaryCreates = [], creates = []] = writes
  return summaryCreates.flatMap((create, i) => {
    const reads = [0, 1, 2, 3].flatMap((n) => [
      gets[(i * 4 + n) % gets.length],
      summaries[(i * 4 + n) % summaries.length],
    ])
    const [a, b, c, d, e, f, g, h] = reads as [
      Prepared,
      Prepared,
      Prepared,
      Prepared,
      Prepared,
      Prepared,
      Prepared,
      Prepared,
    ]
    return [a, b, c, d, create, e, f, g, h, creates[i % creates.length] as Prepared]
  })
}

function teamItems(team: number, rows: number): Item[] {
  const items = Array.from({ length: TEAM }, (_, i) => itemAt(team * TEAM + i, rows))
  return items.sort((a, b) => (a.configuration.displayName < b.configuration.displayName ? -1 : 1))
}

function prepared(method: string, url: string, body: string | undefined, rest: Partial<Prepared>): Prepared {
  const length =
    body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
  return {
    head: `${method} ${url} HTTP/1.1\r\nhost: ${HOST}\r\nauthorization: Bearer `,
    tail: `\r\n${length}\r\n${body ?? ''}`,
    status: 200,
    length: undefined,
    least: 2,
    complaint: () => undefined,
    ...rest,
  }
}

/** The very bytes are expected. */
function exactly(text: string): Partial<Prepared> {
  return { length: Buffer.byteLength(text), complaint: (body) => (body === text ? undefined : difference(body, text)) }
}

function difference(body: string, text: string): string {
  let at = 0
  while (at < text.length && body[at] === text[at]) at += 1
  const from = Math.max(0, at - 20)
  return `the body differs at ${at}: …${body.slice(from, at + 60)}… instead of …${text.slice(from, at + 60)}…`
}

function getConfiguration({ configuration }: Item): Prepared {
  return prepared(
    'GET',
    `${PREFIX}/${configuration.id}`,
    undefined,
    exactly(JSON.stringify(configurationEntity(configuration))),
  )
}

function getSummary({ configuration: { id }, summary }: Item): Prepared {
  if (summary === undefined) throw new Error(`${id} has no summary`)
  return prepared(
    'GET',
    `${PREFIX}/${id}/userStatusSummary`,
    undefined,
    exactly(JSON.stringify(summaryEntity(id, summary))),
  )
}

function createSummary(i: number): Prepared {
  const id = idOf(i)
  const { id: _id, ...sent } = summaryAt(i)
  const body = JSON.stringify({
    '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationUserSummary',
    ...sent,
  })
  const answer = exactly(JSON.stringify(summaryEntity(id, summaryAt(i))))
  return prepared('POST', `${PREFIX}/${id}/userStatusSummary`, body, { ...answer, status: 201 })
}

function listTeam(items: readonly Item[]): Prepared {
  const newestFirst = [...items].reverse()
  const url = listUrl(items, '&$orderby=displayName%20desc&$select=id,displayName,version')
  return prepared('GET', url, undefined, exactly(JSON.stringify(selectedList(newestFirst))))
}

function listUrl(items: readonly Item[], options: string): string {
  const team = items[0]?.configuration.displayName.slice(0, teamName(0).length) ?? ''
  const filter = `startswith(displayName,'${team}') and version gt 0`
  return `${PREFIX}?$filter=${encodeURIComponent(filter)}${options}&$top=${TEAM}`
}

/** Members may come in any order: PostgreSQL's jsonb, which Prisma takes, keeps none. */
function expandTeam(items: readonly Item[]): Prepared {
  const wanted = expandedList(items)
  return prepared('GET', listUrl(items, '&$orderby=displayName&$expand=assignments,userStatusSummary'), undefined, {
    least: Math.floor(JSON.stringify(wanted).length * 0.9),
    complaint: (body) => complaintAbout(JSON.parse(body), wanted),
  })
}

function complaintAbout(found: unknown, wanted: object): string | undefined {
  if (isDeepStrictEqual(found, wanted)) return undefined
  return difference(JSON.stringify(found), JSON.stringify(wanted))
}

function createConfiguration(i: number): Prepared {
  const name = `Created ${i}`
  const sent = {
    '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
    displayName: name,
    description: `Made by the benchmark, number ${i}`,
    targetedMobileApps: [guid(`app ${i % 50}`)],
    encodedSettingXml: null,
    settings: [
      { appConfigKey: 'ServerUrl', appConfigKeyType: 'stringType', appConfigKeyValue: `https://mail${i}.example` },
    ],
  }
  return prepared('POST', PREFIX, JSON.stringify(sent), {
    status: 201,
    least: JSON.stringify(sent).length + 150,
    complaint(body) {
      const { id, createdDateTime, lastModifiedDateTime, ...found } = JSON.parse(body) as Record<string, unknown>
      const context = `http://${HOST}/v1.0/$metadata#deviceAppManagement/mobileAppConfigurations/$entity`
      if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id)) return `the id is ${String(id)}`
      if (!/^\d{4}-.*Z$/.test(String(createdDateTime)) || lastModifiedDateTime !== createdDateTime)
        return 'the times are wrong'
      return complaintAbout(found, { '@odata.context': context, ...sent, version: 1 })
    },
  })
}

function batch(n: number, known: readonly Item[]): Prepared {
  const parts = Array.from({ length: 20 }, (_, i) => known[(n * 20 + i) % known.length] as Item)
  const url = ({ configuration }: Item, i: number): string =>
    `${PREFIX.slice('/v1.0'.length)}/${configuration.id}${i % 2 === 0 ? '' : '/userStatusSummary'}`
  const wanted = parts.map(({ configuration, summary }, i) =>
    i % 2 === 0 || summary === undefined
      ? configurationEntity(configuration)
      : summaryEntity(configuration.id, summary),
  )
  const requests = parts.map((part, i) => ({ id: String(i), method: 'GET', url: url(part, i) }))
  return prepared('POST', '/v1.0/$batch', JSON.stringify({ requests }), {
    least: JSON.stringify(wanted).length,
    complaint(body) {
      const { responses } = JSON.parse(body) as { responses: { id: string; status: number; body: object }[] }
      if (responses.length !== parts.length) return `${responses.length} responses`
      for (const { id, status, body: found } of responses) {
        if (status !== 200) return `part ${id} has status ${status}`
        const complaint = complaintAbout(found, wanted[Number(id)] ?? {})
        if (complaint !== undefined) return `part ${id}: ${complaint}`
      }
      return undefined
    },
  })
}

/** Members may come in any order. */
function alike(wanted: object): Partial<Prepared> {
  const length = JSON.stringify(wanted).length
  return { least: Math.floor(length * 0.9), complaint: (body) => complaintAbout(JSON.parse(body), wanted) }
}

function getPolicy(i: number): Prepared {
  const url = `/beta/${documents.COMPLIANCE}/${documents.complianceId(i)}`
  return prepared('GET', url, undefined, alike(documents.complianceEntity(i)))
}

function listPolicies(rows: number): Prepared[] {
  const order = Array.from({ length: rows }, (_, i) => i).sort((a, b) =>
    documents.complianceName(a) < documents.complianceName(b) ? -1 : 1,
  )
  const name = (at: number): string => documents.complianceName(order[at] as number)
  return Array.from({ length: Math.min(100, Math.floor((rows - 101) / 7)) }, (_, n) => {
    const from = n * 7 + 1
    const filter = `displayName gt '${name(from - 1)}' and displayName le '${name(from + 99)}'`
    const options = '&$orderby=displayName&$select=id,displayName,version&$top=100'
    const url = `/beta/${documents.COMPLIANCE}?$filter=${encodeURIComponent(filter)}${options}`
    return prepared('GET', url, undefined, alike(documents.complianceList(order, from, 100)))
  })
}

function createCatalogPolicy(i: number, count: number): Prepared {
  const sent = JSON.stringify(documents.newCatalogPolicy(i, count))
  return prepared('POST', `/beta/${documents.CATALOG}`, sent, {
    status: 201,
    least: 300,
    complaint(body) {
      const { id, createdDateTime, lastModifiedDateTime, ...found } = JSON.parse(body) as Record<string, unknown>
      if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id)) return `the id is ${String(id)}`
      if (lastModifiedDateTime !== createdDateTime) return 'the times are wrong'
      return complaintAbout(found, documents.createdCatalogPolicy(i, count))
    },
  })
}

function getCatalogPolicy(i: number): Prepared {
  const url = `/beta/${documents.CATALOG}/${documents.catalogId(i)}?$expand=settings`
  return prepared('GET', url, undefined, alike(documents.catalogEntity(i)))
}

function findCatalogPolicy(i: number): Prepared {
  const filter = encodeURIComponent(`name eq '${documents.catalogName(i)}'`)
  return prepared('GET', `/beta/${documents.CATALOG}?$filter=${filter}`, undefined, alike(documents.catalogFound(i)))
}

export const CREDENTIALS = {
  grant_type: 'client_credentials',
  client_id: '00000000-0000-4000-a000-0000000000a1',
  client_secret: 'intunite-admin-secret',
  scope: 'https://graph.microsoft.com/.default',
}

export const TOKEN_URL = `/${TENANT}/oauth2/v2.0/token`

function issueToken(): Prepared {
  const body = new URLSearchParams(CREDENTIALS).toString()
  const form = `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  return {
    // The token that the generator puts in between goes into a header that nobody reads.
    head: `POST ${TOKEN_URL} HTTP/1.1\r\nhost: ${HOST}\r\nx-unused: `,
    tail: `\r\n${form}`,
    status: 200,
    length: undefined,
    least: 500,
    complaint(text) {
      const { token_type: type, access_token: token } = JSON.parse(text) as Record<string, unknown>
      if (type !== 'Bearer' || typeof token !== 'string') return 'this is no token answer'
      const [header = '', claims = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
      const right = /"alg":"RS256"/.test(header) && /DeviceManagementApps\.ReadWrite\.All/.test(claims)
      return right ? undefined : `the token says ${header}.${claims}`
    },
  }
}
