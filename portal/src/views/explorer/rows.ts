/**
 * The rows of a set, page by page as they are looked at. Where the set says its count and takes `$skip`, any page can be read
 * first; else pages follow each other by `@odata.nextLink`.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { Refused, useSession } from '../../session/session'
import type { Session } from '../../session/session'

export type Row = Readonly<Record<string, unknown>>

const PAGE = 100

interface Page {
  readonly value: readonly Row[]
  readonly '@odata.count'?: number
  readonly '@odata.nextLink'?: string
}

export interface Rows {
  /** How many there are, as far as is known. */
  readonly count: number
  /** The count is that of all, and not of those that were read so far. */
  readonly counted: boolean
  readonly row: (index: number) => Row | undefined
  /** Reads what is to be seen. */
  readonly want: (first: number, last: number) => void
  readonly state: 'waiting' | 'ready' | 'failed'
  readonly error: Error | undefined
  /** The rows that have been read. */
  readonly known: () => readonly Row[]
}

interface Reading {
  readonly path: string
  readonly pages: Map<number, readonly Row[]>
  readonly under: Set<number>
  count: number
  counted: boolean
  next: string | undefined
}

export function useRows(path: string, version: number): Rows {
  const session = useSession()
  const [, setTick] = useState(0)
  const [failure, setFailure] = useState<Error>()
  const [ready, setReady] = useState('')
  const reading = useRef<Reading>(undefined as unknown as Reading)
  const name = `${path} ${version}`
  const abort = useRef(new AbortController())

  useEffect(() => {
    abort.current.abort()
    const controller = (abort.current = new AbortController())
    setFailure(undefined)
    firstPage(session, path, controller.signal)
      .then((begun) => {
        reading.current = begun
        setReady(name)
        setTick((tick) => tick + 1)
      })
      .catch((error: Error) => {
        if (!controller.signal.aborted) setFailure(error)
      })
    return () => controller.abort()
  }, [session, path, name])

  const isReady = ready === name && failure === undefined
  const want = useCallback(
    (first: number, last: number) => {
      const current = reading.current
      if (!isReady) return
      const { signal } = abort.current
      const settle = (): void => {
        if (!signal.aborted) setTick((tick) => tick + 1)
      }
      void readMissing(session, current, first, last, signal).then(settle, (error: Error) => {
        if (!signal.aborted) setFailure(error)
      })
    },
    [session, isReady],
  )
  return {
    count: isReady ? reading.current.count : 0,
    counted: isReady && reading.current.counted,
    row: (index) => reading.current.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    want,
    state: failure !== undefined ? 'failed' : isReady ? 'ready' : 'waiting',
    error: failure,
    known: () => [...reading.current.pages.values()].flat(),
  }
}

function withOptions(path: string, options: Readonly<Record<string, string>>): string {
  const query = Object.entries(options).map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
  return `${path}${path.includes('?') ? '&' : '?'}${query.join('&')}`
}

const HEADERS = { consistencylevel: 'eventual' }

async function firstPage(session: Session, path: string, signal: AbortSignal): Promise<Reading> {
  const read = async (url: string): Promise<Page> => (await session.send<Page>(url, { headers: HEADERS, signal })).body
  let page: Page
  try {
    page = await read(withOptions(path, { $count: 'true', $top: String(PAGE) }))
  } catch (error) {
    // Some sets take neither.
    if (!(error instanceof Refused) || error.status !== 400 || !/count|top/i.test(error.message)) throw error
    page = await read(path)
  }
  const { value, '@odata.nextLink': next, '@odata.count': total } = page
  const counted = total !== undefined || next === undefined
  const reading: Reading = {
    path,
    pages: new Map(),
    under: new Set(),
    count: total ?? value.length,
    counted,
    next,
  }
  for (let i = 0; i * PAGE < value.length; i++) reading.pages.set(i, value.slice(i * PAGE, (i + 1) * PAGE))
  if (total === undefined && next !== undefined) reading.count = value.length + 1
  return reading
}

async function readMissing(
  session: Session,
  reading: Reading,
  first: number,
  last: number,
  signal: AbortSignal,
): Promise<void> {
  const { pages, under, path, count } = reading
  const wanted = [Math.floor(first / PAGE), Math.floor(Math.min(last, count - 1) / PAGE)]
  for (let page = wanted[0] ?? 0; page <= (wanted[1] ?? 0); page++) {
    if (page < 0 || under.has(page)) continue
    const known = pages.get(page)
    if (known !== undefined && (known.length === PAGE || page * PAGE + known.length >= count)) continue
    under.add(page)
    try {
      const usesLinks = !reading.counted || (reading.next?.includes('skiptoken=') === true && !SKIPS.test(path))
      if (usesLinks) await follow(session, reading, page, signal)
      else {
        const url = withOptions(path, { $top: String(PAGE), $skip: String(page * PAGE) })
        const { value } = (await session.send<Page>(url, { headers: HEADERS, signal })).body
        pages.set(page, value)
      }
    } finally {
      under.delete(page)
    }
  }
}

/** Sets of Intune, which take `$skip`; the directory does not. */
const SKIPS = /^\/(v1\.0|beta)\/device(App)?Management\//

/** Reads page after page, until the one that is wanted. */
async function follow(session: Session, reading: Reading, page: number, signal: AbortSignal): Promise<void> {
  while (reading.next !== undefined && reading.pages.size <= page) {
    const { pathname, search } = new URL(reading.next)
    const { value, '@odata.nextLink': next } = (
      await session.send<Page>(pathname + search, { headers: HEADERS, signal })
    ).body
    const all = [...[...reading.pages.values()].flat(), ...value]
    for (let i = 0; i * PAGE < all.length; i++) reading.pages.set(i, all.slice(i * PAGE, (i + 1) * PAGE))
    reading.next = next
    if (!reading.counted) {
      reading.count = all.length + (next === undefined ? 0 : 1)
      reading.counted = next === undefined
    }
  }
}
