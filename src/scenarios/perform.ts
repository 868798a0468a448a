/** What a step of a scenario does: a request to Graph or the control face, time that passes, an export. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Answered } from './expect.js'
import { exportedRows } from './export-rows.js'
import { valueOf } from './face.js'
import type { FaceAnswer } from './face.js'
import { STEPS } from './format.js'
import type { Step } from './format.js'
import { lifeOf } from './session.js'
import type { Session } from './session.js'
import { StepError } from './variables.js'

export interface Done extends Answered {
  readonly text: string
}

const NO_TIME = 'PT0S'

/** Milliseconds between two looks at an export, and looks at most. */
const [PAUSE, LOOKS] = [20, 1500]

const MOST_PAGES = 10_000

/** Does what a step says, and nothing of what it expects. Errors name places in it, below `pointer`. */
export async function perform(session: Session, step: Step, pointer: string): Promise<Done> {
  const kind = kindOf(step)
  const said = String(step[kind])
  const control = CONTROLS[kind]?.(step, pointer)
  if (control !== undefined) {
    const [method, path, body] = control
    return done(textOf(kind, step), await session.control(method, path, body))
  }
  if (kind === 'advance') return done(`advance ${said}`, await session.advance(said))
  if (kind === 'control') {
    const [method = '', path = ''] = said.split(' ')
    return done(said, await session.control(method, path, step['body']))
  }
  if (kind === 'export') return exported(session, step, said, pointer)
  if (!/^\/?(v1\.0|beta)\//.test(said))
    throw new StepError(`${pointer}/${kind}`, `is to begin with v1.0/ or beta/, and is ${said}`)
  const method = kind.toUpperCase()
  const first = await session.graph(method, said, step)
  const read = done(`${method} ${said}`, first)
  return kind === 'get' && !/[?&](\$|%24)?top=/i.test(said) ? withPages(session, read, step, pointer) : read
}

/** A list with all of its pages. */
async function withPages(session: Session, first: Done, step: Step, pointer: string): Promise<Done> {
  const { value, rows } = first
  if (rows === undefined || typeof value !== 'object' || value === null) return first
  const all = [...rows]
  let { '@odata.nextLink': next } = value as { '@odata.nextLink'?: string }
  for (let page = 1; next !== undefined; page += 1) {
    if (page > MOST_PAGES) throw new StepError(pointer, `has more than ${MOST_PAGES} pages`)
    const { pathname, search } = new URL(next)
    const answer = done('', await session.graph('GET', pathname + search, step))
    if (answer.status !== 200) return { ...answer, text: first.text }
    all.push(...(answer.rows ?? []))
    next = (answer.value as { '@odata.nextLink'?: string })['@odata.nextLink']
  }
  return { ...first, value: { ...value, value: all }, rows: all }
}

async function exported(session: Session, step: Step, reportName: string, pointer: string): Promise<Done> {
  const { select, filter, search, format = 'json', localizationType } = step
  const jobs = 'beta/deviceManagement/reports/exportJobs'
  const text = `export ${reportName}`
  const body = { reportName, select, filter, search, format, localizationType }
  const made = done(text, await session.graph('POST', jobs, { ...as(step), body }))
  if (made.status !== 201) return made
  const takes = (await session.now()).mode === 'fixed' ? await session.exportTime() : NO_TIME
  if (takes !== NO_TIME) await session.advance(takes)
  const { id } = made.value as { id: string }
  for (let look = 0; look < LOOKS; look += 1) {
    const job = done(text, await session.graph('GET', `${jobs}('${id}')`, as(step)))
    const { status, url } = job.value as { status?: string; url?: string | null }
    if (job.status !== 200) return job
    if (status === 'failed') throw new StepError(pointer, 'fails: the job of the export has failed')
    if (status === 'completed' && typeof url === 'string') {
      const file = await session.fetch(url)
      if (file.status !== 200) throw new StepError(pointer, `cannot be read: its URL answers ${file.status}`)
      const rows = exportedRows(file.body)
      return { text, status: 201, value: { ...(job.value as object), rows }, rows, isText: format === 'csv' }
    }
    await delay(PAUSE)
  }
  throw new StepError(pointer, `takes more than ${(PAUSE * LOOKS) / 1000} s`)
}

type Control = readonly [method: string, path: string, body?: unknown]

/** Statements about devices, and about how the tenant lives, as requests to the control face. */
const CONTROLS: Readonly<Record<string, (step: Step, pointer: string) => Control>> = {
  enroll: ({ enroll }) => ['POST', 'devices/enroll', enroll],
  life: ({ life }) => ['PATCH', 'life', lifeOf(life)],
  device(step, pointer) {
    const { state, online, until, checkIn } = step
    const path = `devices/${encodeURIComponent(String(step['device']))}`
    const said = ['state', 'online', 'checkIn'].filter((name) => Object.hasOwn(step, name))
    if (said.length !== 1)
      throw new StepError(
        pointer,
        `is to say one thing of the device: state, online or checkIn, not ${said.join(' and ') || 'nothing'}`,
      )
    if (checkIn === true) return ['POST', `${path}/check-in`]
    if (state === undefined) return ['PATCH', `${path}/reachability`, { online, until }]
    const { app, policy = app, ...rest } = state as { app?: string; policy?: string }
    return ['PATCH', `${path}/truth`, { policy, ...rest }]
  },
}

function textOf(kind: string, step: Step): string {
  const said = step[kind]
  if (kind !== 'device')
    return `${kind} ${
      typeof said === 'string'
        ? said
        : Object.values(said as object)
            .map(shortOf)
            .join(' ')
    }`
  const { state, online, checkIn } = step
  const what = checkIn === true ? 'checks in' : online === true ? 'is online' : 'is offline'
  return `device ${String(said)} ${
    state === undefined
      ? what
      : `makes ${Object.values(state as object)
          .map(shortOf)
          .join(' ')}`
  }`
}

function shortOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function as({ as }: Step): Step {
  return as === undefined ? {} : { as }
}

export function kindOf(step: Step): string {
  return Object.keys(STEPS).find((kind) => Object.hasOwn(step, kind)) ?? ''
}

function done(text: string, answer: FaceAnswer): Done {
  const value = valueOf(answer)
  return { text, status: answer.status, value, rows: rowsOf(value) }
}

/** The items of a list, or the rows of a report's table by the names of its columns. */
function rowsOf(answer: unknown): readonly unknown[] | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const { value, Schema: schema, Values: values } = answer as Record<string, unknown>
  if (Array.isArray(value)) return value as readonly unknown[]
  if (!Array.isArray(schema) || !Array.isArray(values)) return undefined
  const columns = (schema as { Column?: unknown }[]).map(({ Column: column }) => String(column))
  return (values as unknown[][]).map((cells) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])))
}
