import { Rows } from '../../parts/rows'
import type { Column } from '../../parts/rows'
import { Nothing, Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { awayText } from '../../parts/time'
import { useSession } from '../../session/session'
import { useClock } from '../../shell/clock'
import { Failed, Waiting } from '../../shell/states'
import { IDENTITY } from '../../texts/identity'
import { useControl, useRefresh } from './data'
import type { SignIn, User } from './data'
import { Confirmed } from './parts'
import { untilText } from './times'

const TEXTS = IDENTITY.signIns

/** Browsers and apps that a user is signed in with. */
export function SignIns({ user }: { readonly user: User }) {
  const styles = useStyles()
  const session = useSession()
  const refresh = useRefresh()
  const { now } = useClock()
  const path = `/users/${encodeURIComponent(user.id)}`
  const { data, error, refetch } = useControl<{ value: readonly SignIn[] }>(`${path}/sign-ins`)
  const end = async ({ id }: SignIn): Promise<void> => {
    await session.control(`${path}/sign-ins/${encodeURIComponent(id)}`, { method: 'DELETE' })
    await refresh()
  }
  const endAll = async (): Promise<void> => {
    await session.control(`${path}/revoke-sessions`, { method: 'POST' })
    await refresh()
  }
  const nameOf = ({ app }: SignIn): string => app ?? TEXTS.browser
  const columns: Column<SignIn>[] = [
    {
      title: TEXTS.with,
      of: (signIn) => (
        <>
          {nameOf(signIn)}
          {signIn.scope !== undefined && <span className={`${styles.quiet} ${styles.under}`}>{signIn.scope}</span>}
        </>
      ),
    },
    { title: TEXTS.since, of: ({ signedInDateTime }) => awayText(Date.parse(signedInDateTime), now) },
    { title: IDENTITY.expires, wide: true, of: ({ expiresDateTime }) => untilText(expiresDateTime, now) },
    {
      title: IDENTITY.actions,
      action: true,
      of: (signIn) => (
        <Confirmed
          small
          label={TEXTS.endOf(nameOf(signIn))}
          title={TEXTS.endTitle(nameOf(signIn))}
          text={signIn.kind === 'app' ? TEXTS.endApp : TEXTS.endBrowser}
          action={TEXTS.end}
          run={() => end(signIn)}
        />
      ),
    },
  ]
  return (
    <Section
      title={TEXTS.title}
      text={TEXTS.text}
      actions={
        <Confirmed
          label={TEXTS.endAll}
          title={TEXTS.endAllTitle(user.displayName)}
          text={TEXTS.endAllText}
          action={TEXTS.endAll}
          run={endAll}
        />
      }
    >
      {error !== null && <Failed error={error} retry={() => void refetch()} />}
      {error === null && data === undefined && <Waiting />}
      {data?.value.length === 0 && <Nothing text={TEXTS.none} />}
      {data !== undefined && data.value.length > 0 && (
        <Rows label={TEXTS.title} columns={columns} rows={data.value} keyOf={({ id }) => id} />
      )}
    </Section>
  )
}
