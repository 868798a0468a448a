/** Who is signed in decides what is shown: the sign-in, or the shell with its views. */
import { FluentProvider } from '@fluentui/react-components'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { Refused, readWho, Session, SessionContext } from '../session/session'
import { arrive, lastTenant, startSignIn } from '../session/sign-in'
import { readSettings } from '../settings'
import type { Settings } from '../settings'
import { Shell } from './shell'
import { Waiting } from './states'
import { useTheme } from './theme'
import { Welcome } from './welcome'
import type { Problem } from './welcome'

type State =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'signed out'; readonly settings: Settings; readonly tenant?: string; readonly problem?: Problem }
  | { readonly kind: 'signed in'; readonly session: Session }
  | { readonly kind: 'failed'; readonly error: Error }

/** Answers of the sign-in face that only say that the user has to be asked. */
const ASK = new Set(['login_required', 'interaction_required', 'consent_required'])

async function begin(onEnd: (settings: Settings, tenant: string) => void): Promise<State> {
  const settings = await readSettings()
  const arrival = await arrive(settings)
  if (arrival.kind === 'failure') {
    const { error, description, silent, tenant } = arrival.failure
    const problem: Problem | undefined = silent && ASK.has(error) ? undefined : { kind: 'failed', text: description }
    return { kind: 'signed out', settings, tenant, problem }
  }
  if (arrival.kind === 'nothing') {
    const query = new URLSearchParams(location.search)
    const linked = query.get('tenant')
    if (query.get('link') === 'used') return { kind: 'signed out', settings, problem: { kind: 'link used' } }
    const tenant = linked ?? lastTenant()
    if (tenant === null) return { kind: 'signed out', settings }
    if (linked !== null) history.replaceState(null, '', location.pathname)
    startSignIn(settings, { tenant, silent: true })
    return { kind: 'waiting' }
  }
  const { tenant, tokens } = arrival
  const session = new Session(settings, tenant, tokens, () => onEnd(settings, tenant))
  session.who = await readWho(session)
  return { kind: 'signed in', session }
}

export function App() {
  const { theme, choice, choose } = useTheme()
  const [state, setState] = useState<State>({ kind: 'waiting' })
  const queries = useMemo(makeQueries, [])
  useEffect(() => {
    const onEnd = (settings: Settings, tenant: string): void =>
      setState({ kind: 'signed out', settings, tenant, problem: { kind: 'ended' } })
    begin(onEnd).then(setState, (error: Error) => setState({ kind: 'failed', error }))
  }, [])
  return (
    <FluentProvider theme={theme}>
      {state.kind === 'waiting' && <Waiting />}
      {state.kind === 'failed' && <Welcome problem={{ kind: 'failed', text: state.error.message }} />}
      {state.kind === 'signed out' && (
        <Welcome settings={state.settings} tenant={state.tenant} problem={state.problem} />
      )}
      {state.kind === 'signed in' && (
        <QueryClientProvider client={queries}>
          <SessionContext.Provider value={state.session}>
            <Shell choice={choice} choose={choose} />
          </SessionContext.Provider>
        </QueryClientProvider>
      )}
    </FluentProvider>
  )
}

function makeQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      mutations: { networkMode: 'always' },
      queries: {
        // A machine without a network has this server all the same.
        networkMode: 'always',
        staleTime: 10_000,
        // A refusal is the same the second time.
        retry: (count, error) => count < 2 && !(error instanceof Refused && error.status < 500),
      },
    },
  })
}
