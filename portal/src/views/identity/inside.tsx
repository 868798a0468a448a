/** What is in a token: whether it counts, what it allows, and every claim in words. */
import { Badge, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { Rows } from '../../parts/rows'
import { Nothing, Section } from '../../parts/sections'
import { useStyles } from '../../parts/styles'
import { useSession } from '../../session/session'
import { useClock } from '../../shell/clock'
import { Failed } from '../../shell/states'
import { IDENTITY } from '../../texts/identity'
import { claimsOf, permissionsIn, timeIn } from './claims'
import type { Claim } from './claims'
import { isSignedBy, readToken } from './token-check'
import type { Key, Token } from './token-check'
import { untilText } from './times'

const TEXTS = IDENTITY.token

const useOwnStyles = makeStyles({
  permissions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
})

export function Inside({ text }: { readonly text: string }) {
  const styles = useStyles()
  const token = readToken(text)
  if (token === undefined)
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{TEXTS.unreadable}</MessageBarBody>
      </MessageBar>
    )
  return (
    <div className={styles.sections}>
      <Verdict token={token} />
      <Permissions token={token} />
      <Claims title={TEXTS.header} json={token.header} />
      <Claims title={TEXTS.claims} json={token.claims} />
    </div>
  )
}

/** The keys of the tenant, as every client reads them. */
function useKeys() {
  const session = useSession()
  return useQuery({
    queryKey: ['keys'],
    queryFn: async ({ signal }) => {
      const answer = await fetch(`/${session.who.tenant.id}/discovery/v2.0/keys`, { signal })
      if (!answer.ok) throw new Error(await answer.text())
      return ((await answer.json()) as { keys: readonly Key[] }).keys
    },
  })
}

function Verdict({ token }: { readonly token: Token }) {
  const styles = useStyles()
  const session = useSession()
  const { now } = useClock()
  const { data: keys, error, refetch } = useKeys()
  const expires = timeIn(token.claims['exp'])
  const expired = expires !== undefined && expires.getTime() <= now
  const foreign = token.claims['tid'] !== session.who.tenant.id
  return (
    <Section title={TEXTS.counts}>
      {error !== null && <Failed error={error} retry={() => void refetch()} />}
      <div className={styles.bar}>
        {keys !== undefined && <Signature token={token} keys={keys} />}
        {expires !== undefined && (
          <Badge appearance="tint" color={expired ? 'danger' : 'success'}>
            {expired ? TEXTS.expired : TEXTS.valid}
          </Badge>
        )}
        {foreign && (
          <Badge appearance="tint" color="warning">
            {TEXTS.foreign}
          </Badge>
        )}
      </div>
      <span className={styles.quiet}>
        {expires === undefined ? TEXTS.noExpiry : TEXTS.expiresAt(untilText(expires.toISOString(), now))}
      </span>
    </Section>
  )
}

function Signature({ token, keys }: { readonly token: Token; readonly keys: readonly Key[] }) {
  const key = keys.find(({ kid }) => kid === token.header['kid'])
  if (key === undefined)
    return (
      <Badge appearance="tint" color="danger">
        {TEXTS.unknownKey}
      </Badge>
    )
  const right = isSignedBy(token, key)
  return (
    <Badge appearance="tint" color={right ? 'success' : 'danger'}>
      {right ? TEXTS.signed : TEXTS.notSigned}
    </Badge>
  )
}

function Permissions({ token }: { readonly token: Token }) {
  const own = useOwnStyles()
  const styles = useStyles()
  const permissions = permissionsIn(token.claims)
  return (
    <Section title={TEXTS.allows}>
      {permissions.length === 0 ? (
        <Nothing text={TEXTS.allowsNothing} />
      ) : (
        <div className={own.permissions}>
          {permissions.map((permission, i) => (
            <Badge key={`${i} ${permission}`} appearance="outline" className={styles.nameBadge}>
              {permission}
            </Badge>
          ))}
        </div>
      )}
    </Section>
  )
}

function Claims({ title, json }: { readonly title: string; readonly json: Token['claims'] }) {
  const styles = useStyles()
  const { now } = useClock()
  const columns = [
    { title: TEXTS.name, of: ({ name }: Claim) => <span className={styles.mono}>{name}</span> },
    {
      title: TEXTS.value,
      of: ({ value, words }: Claim) => (
        <>
          <span className={styles.mono}>{value}</span>
          {words !== '' && <span className={`${styles.quiet} ${styles.under}`}>{words}</span>}
        </>
      ),
    },
  ]
  return (
    <Section title={title}>
      <Rows label={title} columns={columns} rows={claimsOf(json, now)} keyOf={({ name }) => name} />
    </Section>
  )
}
