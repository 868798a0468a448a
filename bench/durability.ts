/**
 * What is left after a crash: writers keep a server busy, it is killed with SIGKILL at a random moment, and
 * what the next process finds is compared with what was answered. An acknowledged write has to be there; one that was
 * under way has to be there as a whole or not at all.
 *
 * Works over HTTP alone, and so for every database. Used by test/process/crash.test.ts.
 */
import { EventEmitter, once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

export interface Target {
  /** Starts the server and waits until it is ready. */
  start(): Promise<{ readonly origin: string; kill(): Promise<void> }>
  /** A token that counts for every process on the same database. */
  token(origin: string): Promise<string>
  /** Looks at the database itself while no server runs. Tells what is wrong with it. */
  inspect(): Promise<string | undefined>
}

export interface CrashOptions {
  readonly rounds: number
  /** Each has one request under way at a time. */
  readonly writers: number
  /** The answers after which the server dies, at least and at most, whatever the machine makes of its time. */
  readonly answers: readonly [number, number]
}

export interface CrashReport {
  readonly acknowledged: number
  /** Writes that were under way when a server died, and how many of them are there; creations are not counted. */
  readonly interrupted: number
  readonly survived: number
  /** Nothing, if all is well. */
  readonly problems: readonly string[]
}

/** What a configuration should look like. `text` is in three of its properties, so that half a change would show. */
interface State {
  readonly exists: boolean
  readonly text: string
  readonly version: number
  readonly summary: boolean
}

interface Item {
  readonly name: string
  id: string | undefined
  acknowledged: State
  /** What it will be if the request under way was heeded. */
  pending: State | undefined
}

const SET = '/v1.0/deviceAppManagement/mobileAppConfigurations'
const COUNTS = { pendingCount: 12, notApplicableCount: 2, successCount: 13, errorCount: 10, failedCount: 11 }
const ABSENT: State = { exists: false, text: '', version: 0, summary: false }

/** Each start finds what the one before has left, and is killed in its turn: `rounds` kills take `rounds + 1` starts. */
export async function crash(target: Target, options: CrashOptions): Promise<CrashReport> {
  const items: Item[] = []
  const problems: string[] = []
  const counts = { acknowledged: 0, interrupted: 0, survived: 0 }
  let fresh: readonly Item[] = []
  let token: string | undefined
  for (let round = 0; round <= options.rounds; round += 1) {
    const server = await target.start()
    token = round % 50 === 0 || token === undefined ? await target.token(server.origin) : token
    const call = caller(server.origin, token)
    for (let from = 0; from < fresh.length; from += options.writers) {
      const found = await Promise.all(fresh.slice(from, from + options.writers).map((item) => check(call, item)))
      problems.push(...found.flatMap(({ problem }) => (problem === undefined ? [] : [`round ${round}: ${problem}`])))
      counts.survived += found.filter(({ survived }) => survived).length
    }
    if (round === options.rounds) {
      problems.push(...(await checkAll(call, items)))
      await server.kill()
      break
    }
    const written = await write(server, token, options, round)
    fresh = written.items
    items.push(...fresh)
    counts.acknowledged += written.acknowledged
    counts.interrupted += fresh.filter(({ pending }) => pending !== undefined).length
    const complaint = await target.inspect()
    if (complaint !== undefined) problems.push(`round ${round}: ${complaint}`)
  }
  return { ...counts, problems }
}

type Call = (method: string, path: string, body?: object) => Promise<{ status: number; json: Record<string, unknown> }>

function caller(origin: string, token: string): Call {
  return async (method, path, body) => {
    const response = await fetch(path.startsWith('http') ? path : `${origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
  }
}

/** Writes until the server is dead. */
async function write(
  server: { readonly origin: string; kill(): Promise<void> },
  token: string,
  { writers, answers: [least, most] }: CrashOptions,
  round: number,
): Promise<{ items: Item[]; acknowledged: number }> {
  const call = caller(server.origin, token)
  const items: Item[] = []
  let [alive, acknowledged] = [true, 0]
  const enough = least + Math.floor(Math.random() * (most - least))
  const reached = new EventEmitter()
  const writer = async (number: number): Promise<void> => {
    for (let i = 0; alive; i += 1) {
      const item: Item = { name: `r${round} w${number} n${i}`, id: undefined, acknowledged: ABSENT, pending: undefined }
      items.push(item)
      for (const step of stepsOf(item, i)) {
        item.pending = step.leadsTo
        const answer = await call(step.method, step.path(), step.body)
        if (answer.status >= 300)
          throw new Error(`${step.method} ${item.name}: ${answer.status} ${JSON.stringify(answer.json)}`)
        if (typeof answer.json['id'] === 'string' && item.id === undefined) item.id = answer.json['id']
        item.acknowledged = step.leadsTo
        item.pending = undefined
        acknowledged += 1
        if (acknowledged === enough) reached.emit('enough')
      }
    }
  }
  const working = Array.from({ length: writers }, (_, number) =>
    // The death of the server ends its writers; anything that happens before is a failure of the test.
    writer(number).catch((error: unknown) => {
      if (alive) throw error
    }),
  )
  const failed = Promise.all(working)
  failed.catch(() => undefined)
  await Promise.race([failed, once(reached, 'enough').then(() => delay(Math.random() * 10))])
  alive = false
  await server.kill()
  await failed
  return { items, acknowledged }
}

interface Step {
  readonly method: string
  readonly path: () => string
  readonly body?: object
  readonly leadsTo: State
}

/** The life of one configuration: made, summarised, changed, and every fifth one deleted. */
function stepsOf(item: Item, i: number): Step[] {
  const created: State = { exists: true, text: item.name, version: 1, summary: false }
  const summarised: State = { ...created, summary: true }
  const changed: State = { ...summarised, text: `${item.name} changed`, version: 2 }
  const own = (): string => `${SET}/${item.id ?? ''}`
  const summaryBody = {
    '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationUserSummary',
    ...COUNTS,
    lastUpdateDateTime: '2026-01-02T03:04:05.1234567Z',
    configurationVersion: 4,
  }
  return [
    { method: 'POST', path: () => SET, body: bodyOf(created.text), leadsTo: created },
    { method: 'POST', path: () => `${own()}/userStatusSummary`, body: summaryBody, leadsTo: summarised },
    { method: 'PATCH', path: own, body: bodyOf(changed.text), leadsTo: changed },
    ...(i % 5 === 4 ? [{ method: 'DELETE', path: own, leadsTo: ABSENT }] : []),
  ]
}

function bodyOf(text: string): object {
  return {
    '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
    displayName: text,
    description: text,
    targetedMobileApps: [],
    settings: [{ appConfigKey: 'text', appConfigKeyType: 'stringType', appConfigKeyValue: text }],
  }
}

async function check(call: Call, item: Item): Promise<{ problem?: string; survived: boolean }> {
  // What became of a configuration without an answer shows at the end, when all of them are listed.
  if (item.id === undefined) return { survived: false }
  const found = await observe(call, item.id)
  if (typeof found === 'string') return { problem: `${item.name}: ${found}`, survived: false }
  const allowed = [item.acknowledged, ...(item.pending === undefined ? [] : [item.pending])]
  const at = allowed.findIndex((state) => JSON.stringify(state) === JSON.stringify(found))
  if (at >= 0) return { survived: at === 1 }
  const wanted = allowed.map((state) => JSON.stringify(state)).join(' or ')
  return { problem: `${item.name} is ${JSON.stringify(found)} instead of ${wanted}`, survived: false }
}

async function observe(call: Call, id: string): Promise<State | string> {
  const [own, summary] = await Promise.all([call('GET', `${SET}/${id}`), call('GET', `${SET}/${id}/userStatusSummary`)])
  if (own.status === 404) return summary.status === 404 ? ABSENT : `it is gone, its summary is not: ${summary.status}`
  if (own.status !== 200 || summary.status !== 200) return `status ${own.status}, of its summary ${summary.status}`
  const text = textOf(own.json)
  if (text === undefined) return `it is not whole: ${JSON.stringify(own.json)}`
  const counts = Object.entries(COUNTS).map(([name, value]) => summary.json[name] === value)
  const written = counts.every((right) => right)
  // A summary that was never written is answered with zeros.
  if (!written && Object.keys(COUNTS).some((name) => summary.json[name] !== 0))
    return `its summary is not whole: ${JSON.stringify(summary.json)}`
  return { exists: true, text, version: own.json['version'] as number, summary: written }
}

/** The text that is in all three properties; undefined if they disagree. */
function textOf({ displayName, description, settings }: Record<string, unknown>): string | undefined {
  const [setting] = settings as { appConfigKeyValue?: unknown }[]
  return displayName === description && setting?.appConfigKeyValue === displayName ? (displayName as string) : undefined
}

/** The end of it: everything that is listed was written by a writer and is whole, and nothing acknowledged is missing. */
async function checkAll(call: Call, items: readonly Item[]): Promise<string[]> {
  const problems: string[] = []
  const listed = new Map<string, string>()
  for (let url: string | undefined = SET; url !== undefined;) {
    const { status, json } = await call('GET', url)
    if (status !== 200) return [`the list was answered with ${status}`]
    for (const row of json['value'] as Record<string, unknown>[]) {
      const text = textOf(row)
      if (text === undefined) problems.push(`not whole: ${JSON.stringify(row)}`)
      listed.set(row['id'] as string, text ?? '')
    }
    url = json['@odata.nextLink'] as string | undefined
  }
  const known = new Map(items.filter(({ id }) => id !== undefined).map((item) => [item.id, item]))
  const unanswered = new Set(items.filter(({ id }) => id === undefined).map(({ name }) => name))
  for (const item of known.values()) {
    const allowed = [item.acknowledged, item.pending ?? item.acknowledged]
    const text = listed.get(item.id ?? '') ?? ''
    if (!allowed.some((state) => state.text === text)) problems.push(`${item.name} is listed as '${text}'`)
  }
  for (const [id, text] of listed)
    if (!known.has(id) && !unanswered.delete(text)) problems.push(`nobody wrote '${text}', or it is there twice`)
  return problems
}
