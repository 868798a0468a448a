/** A request as it is written in the console, and as it is sent. */
import { TEXTS } from '../../texts'

export const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const
export type Method = (typeof METHODS)[number]

export const VERSIONS = ['v1.0', 'beta'] as const
export type Version = (typeof VERSIONS)[number]

export interface Draft {
  readonly method: Method
  readonly version: Version
  /** Behind the version, without the slash before it. */
  readonly path: string
  /** A header in each line. */
  readonly headers: string
  readonly body: string
}

export const EMPTY: Draft = { method: 'GET', version: 'beta', path: '', headers: '', body: '' }

export function takesBody({ method }: Pick<Draft, 'method'>): boolean {
  return method !== 'GET' && method !== 'DELETE'
}

/** Also takes what people paste: a whole URL, or a path with its version. */
export function readPath(text: string): Pick<Draft, 'path'> & Partial<Pick<Draft, 'version'>> {
  const trimmed = text.trimStart()
  const [, version, path] = /^(?:https?:\/\/[^/]+)?\/?(v1\.0|beta)(?:\/(.*))?$/s.exec(trimmed) ?? []
  return version === undefined
    ? { path: trimmed.replace(/^\/+/, '') }
    : { version: version as Version, path: path ?? '' }
}

/** The path to send. Only Graph is asked, wherever the dots in a path would lead. */
export function addressIn({ version, path }: Pick<Draft, 'version' | 'path'>): string {
  const url = new URL(`/${version}/${path.trim().replaceAll('#', '%23')}`, location.origin)
  if (url.origin !== location.origin || !VERSIONS.some((each) => url.pathname.startsWith(`/${each}/`)))
    throw new Error(TEXTS.console.notGraph)
  return url.pathname + url.search
}

/** What a page may not say, or what the choice of the user says. */
const NOT_HERE = new Set(['authorization', 'cookie', 'host', 'content-length', 'connection', 'origin'])

export interface Headers {
  readonly headers: Readonly<Record<string, string>>
  readonly problem?: string
}

export function headersIn({ headers: text }: Pick<Draft, 'headers'>): Headers {
  const headers: Record<string, string> = {}
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(line) ?? []
    if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name.trim())) return { headers: {}, problem: TEXTS.console.badHeader(line) }
    if (NOT_HERE.has(name.trim().toLowerCase()))
      return { headers: {}, problem: TEXTS.console.notThisHeader(name.trim()) }

    if (/[^\u0020-\u00ff\t]/.test(value)) return { headers: {}, problem: TEXTS.console.badHeader(line) }
    headers[name.trim()] = value.trim()
  }
  return { headers }
}

/** Why a body is no JSON; undefined where it is, or where there is none. */
export function problemIn(body: string): string | undefined {
  if (body.trim() === '') return undefined
  try {
    JSON.parse(body)
    return undefined
  } catch (error) {
    return TEXTS.console.noJson((error as Error).message)
  }
}
