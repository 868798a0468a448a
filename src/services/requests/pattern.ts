/** Which requests of the journal are wanted. */
import type { RequestEntry } from './entry.js'

export interface RequestFilter {
  /** A path, with or without the version; `*` stands for a segment or a part of one, `**` for any number of segments. */
  readonly path?: string | RegExp | undefined
  /** `404`, `4xx`, or several with commas. */
  readonly status?: string | number | undefined
  readonly method?: string | undefined
  /** Client id. */
  readonly appId?: string | undefined
  /** Client id of an app whose requests are not wanted. */
  readonly exceptAppId?: string | undefined
  /** Id or sign-in name. */
  readonly user?: string | undefined
  /** Whether it was refused: answered with 400 or more. */
  readonly refused?: boolean | undefined
  /** Milliseconds since 1970. */
  readonly since?: number | undefined
  /** A text in the URL, or in why it was refused. */
  readonly text?: string | undefined
}

export type Matches = (entry: RequestEntry) => boolean

export function matcherOf({
  path,
  status,
  method,
  appId,
  exceptAppId,
  user,
  refused,
  since,
  text,
}: RequestFilter): Matches {
  const tests: Matches[] = []
  if (path !== undefined) {
    const pattern = typeof path === 'string' ? patternOf(path) : path
    tests.push(({ url }) => {
      pattern.lastIndex = 0
      return pattern.test(pathOf(url))
    })
  }
  if (status !== undefined) {
    const statuses = statusesOf(String(status))
    tests.push((entry) => statuses.some(([least, most]) => entry.status >= least && entry.status <= most))
  }
  if (method !== undefined) {
    const methods = new Set(method.toUpperCase().split(/\s*,\s*/))
    tests.push((entry) => methods.has(entry.method))
  }
  if (appId !== undefined) tests.push((entry) => entry.appId?.toLowerCase() === appId.toLowerCase())
  if (exceptAppId !== undefined) tests.push((entry) => entry.appId?.toLowerCase() !== exceptAppId.toLowerCase())
  if (user !== undefined) {
    const wanted = user.toLowerCase()
    tests.push(({ userId, userName }) => userId?.toLowerCase() === wanted || userName?.toLowerCase() === wanted)
  }
  if (refused !== undefined) tests.push((entry) => entry.status >= 400 === refused)
  if (since !== undefined) tests.push(({ at }) => Date.parse(at) >= since)
  if (text !== undefined) {
    const wanted = text.toLowerCase()
    tests.push(({ url, failure }) =>
      [url, failure?.code, failure?.message].some((each) => each?.toLowerCase().includes(wanted) === true),
    )
  }
  return (entry) => tests.every((matches) => matches(entry))
}

/** The path of a URL without its query, percent-encoding undone. */
export function pathOf(url: string): string {
  const path = url.split('?')[0] ?? ''
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const VERSIONED = /^\/?(v1\.0|beta)(\/|$)/i

function patternOf(path: string): RegExp {
  const wanted = path.split('?')[0]?.replace(/^\/+|\/+$/g, '') ?? ''
  const text = wanted
    .split(/(\*\*|\*)/)
    .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
    .join('')
  return new RegExp(`^/${VERSIONED.test(wanted) ? '' : '(?:(?:v1\\.0|beta)/)?'}${text}/?$`, 'i')
}

/** What a filter by status may be. */
export const STATUS_PATTERN = '^[1-5](xx|XX|\\d\\d)( *, *[1-5](xx|XX|\\d\\d))*$'

function statusesOf(text: string): (readonly [least: number, most: number])[] {
  return text.split(',').map((part) => {
    const word = part.trim().toLowerCase()
    if (!word.endsWith('xx')) return [Number(word), Number(word)]
    const hundred = Number(word[0]) * 100
    return [hundred, hundred + 99]
  })
}
