/** The clock of the tenant, as it runs; the server is asked now and then whether it was set. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { readWho, useSession } from '../session/session'

const ASK_EVERY = 30_000

export const CLOCK_QUERY = ['clock'] as const

export interface ShownClock {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly text: string
  /** Another one than the machine's. */
  readonly isSet: boolean
  readonly mode: string
}

export function useClock(): ShownClock {
  const session = useSession()
  const { data } = useQuery({
    queryKey: CLOCK_QUERY,
    queryFn: async () => ({ clock: (await readWho(session)).clock, at: performance.now() }),
    initialData: () => ({ clock: session.who.clock, at: performance.now() }),
    refetchInterval: ASK_EVERY,
  })
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const { clock, at } = data
  const time = new Date(Date.parse(clock.now) + Math.max(0, now - at) * clock.rate)
  return {
    now: time.getTime(),
    text: `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    isSet: clock.mode !== 'real',
    mode: clock.mode,
  }
}
