/** The requests that match a filter: pages as they are wanted, and new ones as they come. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useSession } from '../../session/session'
import type { Session } from '../../session/session'
import { queryOf } from './data'
import type { Filter, Page, Request } from './data'

const PAGE = 500
/** Seconds for which the server is asked to wait. */
const WAIT = 25
/** Milliseconds before the server is asked again after a failure. */
const AGAIN = 3000

export interface Requests {
  /** Newest first. */
  readonly rows: readonly Request[]
  /** There are older ones. */
  readonly more: boolean
  readonly state: 'waiting' | 'ready' | 'failed'
  readonly error: Error | undefined
  /** How many have come and are not among the rows yet. */
  readonly fresh: number
  readonly showFresh: () => void
  readonly readMore: () => void
  /** Reads everything again. */
  readonly reload: () => void
}

/** While `live`, new ones are waited for; with `hold` they are counted and not shown. */
export function useRequests(filter: Filter, live: boolean, hold: boolean): Requests {
  const session = useSession()
  const [rows, setRows] = useState<readonly Request[]>([])
  const [fresh, setFresh] = useState<readonly Request[]>([])
  const [next, setNext] = useState<number>()
  const [newest, setNewest] = useState<number>()
  const [state, setState] = useState<Requests['state']>('waiting')
  const [error, setError] = useState<Error>()
  const [version, setVersion] = useState(0)
  const holding = useRef(hold)
  holding.current = hold
  const reading = useRef(false)
  const name = queryOf(filter)

  useEffect(() => {
    const controller = new AbortController()
    setFresh([])
    setNext(undefined)
    setNewest(undefined)
    setError(undefined)
    read(session, filter, { top: PAGE }, controller.signal)
      .then((page) => {
        setRows(page.value)
        setNext(page.next)
        setNewest(page.newest)
        setState('ready')
      })
      .catch((failure: unknown) => {
        if (controller.signal.aborted) return
        setError(failure as Error)
        setState('failed')
      })
    return () => controller.abort()
    // The filter is what its query says.
  }, [session, name, version])

  const ready = newest !== undefined
  const from = useRef(0)
  from.current = newest ?? 0
  useEffect(() => {
    if (!ready || !live || filter.pinned === 'true') return
    const controller = new AbortController()
    const follow = async (): Promise<void> => {
      while (!controller.signal.aborted) {
        try {
          const page = await read(session, filter, { after: from.current, wait: WAIT, top: 1000 }, controller.signal)
          from.current = page.next ?? page.newest
          if (page.value.length === 0) continue
          const come = [...page.value].reverse()
          if (holding.current) setFresh((before) => [...come, ...before])
          else setRows((before) => [...come, ...before])
        } catch {
          if (!controller.signal.aborted) await new Promise((resolve) => setTimeout(resolve, AGAIN))
        }
      }
    }
    void follow()
    return () => controller.abort()
  }, [session, name, version, live, ready])

  const showFresh = useCallback(() => {
    setRows((before) => [...fresh, ...before])
    setFresh([])
  }, [fresh])

  const readMore = useCallback(() => {
    if (next === undefined || reading.current) return
    reading.current = true
    read(session, filter, { before: next, top: 1000 })
      .then((page) => {
        setRows((before) => [...before, ...page.value])
        setNext(page.next)
      })
      .catch((failure: unknown) => setError(failure as Error))
      .finally(() => (reading.current = false))
  }, [session, name, next])

  const reload = useCallback(() => setVersion((before) => before + 1), [])
  return { rows, more: next !== undefined, state, error, fresh: fresh.length, showFresh, readMore, reload }
}

function read(
  session: Session,
  filter: Filter,
  more: Readonly<Record<string, string | number>>,
  signal?: AbortSignal,
): Promise<Page> {
  const { own, ...wanted } = filter
  // The requests of the portal itself are rarely of interest.
  const except = own === 'true' ? undefined : session.settings.clientId
  return session.control<Page>(
    `/requests${queryOf(wanted, { ...more, except })}`,
    signal === undefined ? {} : { signal },
  )
}
