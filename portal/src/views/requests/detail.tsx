/** One request: who sent it, what it said, what it was answered, and why. */
import {
  Badge,
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular, PinOffRegular, PinRegular } from '@fluentui/react-icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { useStyles } from '../../parts/styles'
import { CopyButton } from '../../requests/code'
import { RequestLines } from '../../requests/request-lines'
import { addressOf, navigate } from '../../routing'
import { parsed, Refused, useMayWrite, useSession } from '../../session/session'
import { Link } from '../../shell/link'
import { Empty, Failed, Waiting } from '../../shell/states'
import { REQUESTS } from '../../texts/requests'
import { whoSent } from './data'
import type { Filter, Request, WholeRequest } from './data'
import { Body, Section } from './sections'

const useOwnStyles = makeStyles({
  pane: {
    overflow: 'auto',
    minWidth: 0,
    minHeight: 0,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    padding: tokens.spacingHorizontalL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
  },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1 },
  failure: { flexShrink: 0 },
  url: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  names: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  link: { color: tokens.colorBrandForegroundLink, overflowWrap: 'anywhere' },
  parts: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
  quiet: { color: tokens.colorNeutralForeground2 },
})

interface Props {
  readonly id: number
  readonly filter: Filter
  readonly onChanged: () => void
}

export function Detail({ id, filter, onChanged }: Props) {
  const styles = useOwnStyles()
  const session = useSession()
  const request = useQuery({
    queryKey: ['requests', 'one', id],
    queryFn: ({ signal }) => session.control<WholeRequest>(`/requests/${id}`, { signal }),
  })
  const { data, error, isPending, refetch } = request
  return (
    <section className={styles.pane} aria-label={REQUESTS.detail}>
      <div className={styles.head}>
        <Subtitle2 as="h2" className={styles.grow}>
          {data === undefined ? REQUESTS.detail : `${data.method} ${data.status}`}
        </Subtitle2>
        {data !== undefined && (
          <>
            <PinButton request={data} onChanged={onChanged} />
            <CopyButton text={JSON.stringify(data, undefined, 2)} label={REQUESTS.copyJson} />
          </>
        )}
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={REQUESTS.close}
          title={REQUESTS.close}
          onClick={() => navigate(addressOf(['requests'], filter))}
        />
      </div>
      {isPending && <Waiting />}
      {error instanceof Refused && error.status === 404 ? (
        <Empty text={REQUESTS.gone} />
      ) : (
        error !== null && <Failed error={error} retry={() => void refetch()} />
      )}
      {data !== undefined && <Whole request={data} filter={filter} />}
    </section>
  )
}

function PinButton({
  request: { id, pinned },
  onChanged,
}: {
  readonly request: Request
  readonly onChanged: () => void
}) {
  const session = useSession()
  const client = useQueryClient()
  const mayWrite = useMayWrite()
  const change = useMutation({
    mutationFn: () => session.control(`/requests/${id}/pin`, { method: pinned ? 'DELETE' : 'POST' }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['requests', 'one', id] })
      onChanged()
    },
  })
  if (!mayWrite) return null
  return (
    <Button
      size="small"
      icon={pinned ? <PinOffRegular /> : <PinRegular />}
      disabled={change.isPending}
      onClick={() => change.mutate()}
    >
      {pinned ? REQUESTS.unpin : REQUESTS.pin}
    </Button>
  )
}

/** What is asked of Graph can be asked again from elsewhere. */
const GRAPH = /^\/(?:v1\.0|beta)\//

/** Headers that change what an answer says. */
function sentAgain(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => /^(?:consistencylevel|prefer|if-match|if-none-match)$/i.test(name)),
  )
}

function Whole({ request, filter }: { readonly request: WholeRequest; readonly filter: Filter }) {
  const styles = useOwnStyles()
  const common = useStyles()
  const {
    url,
    failure,
    needed,
    granted,
    sent,
    answer,
    parts,
    headers = {},
    method,
    batch,
    at,
    ms,
    sql,
    statements,
    requestId,
  } = request
  const has = new Set(granted)
  const isEnough = needed.some((name) => has.has(name))
  const facts: readonly (readonly [string, ReactNode])[] = [
    [REQUESTS.by, whoSent(request)],
    [REQUESTS.arrived, `${at.slice(0, 23).replace('T', ' ')} UTC`],
    [REQUESTS.took, `${ms} ms`],
    [REQUESTS.database, REQUESTS.statements(sql, statements)],
    [REQUESTS.requestId, requestId],
    ...Object.entries(headers).map(([name, value]) => [name, value] as const),
  ]
  const to = (id: number): string => addressOf(['requests', String(id)], filter)
  return (
    <>
      <Text className={styles.url}>{url}</Text>
      {batch !== undefined && (
        <Link href={to(batch)} className={styles.link}>
          {REQUESTS.partOf}
        </Link>
      )}
      {failure !== undefined && (
        <MessageBar intent="error" layout="multiline" className={styles.failure}>
          <MessageBarBody>
            <strong>{failure.code}</strong> {failure.message}
          </MessageBarBody>
        </MessageBar>
      )}
      <Section title={REQUESTS.permissions}>
        {needed.length === 0 ? (
          <Text className={styles.quiet}>{REQUESTS.noneNeeded}</Text>
        ) : (
          <>
            <Text size={200}>{REQUESTS.needed}</Text>
            <ul className={styles.names}>
              {needed.map((name) => (
                <li key={name}>
                  <Badge
                    className={common.nameBadge}
                    appearance="tint"
                    color={has.has(name) ? 'success' : isEnough ? 'informative' : 'danger'}
                    title={has.has(name) ? REQUESTS.had : REQUESTS.lacked}
                  >
                    {name}
                    <span className="visually-hidden"> {has.has(name) ? REQUESTS.had : REQUESTS.lacked}</span>
                  </Badge>
                </li>
              ))}
            </ul>
          </>
        )}
        <details>
          <summary>
            {REQUESTS.granted} ({granted.length})
          </summary>
          {granted.length === 0 ? <Text className={styles.quiet}>{REQUESTS.noToken}</Text> : granted.join(', ')}
        </details>
      </Section>
      <Section title={REQUESTS.facts}>
        <dl className={styles.facts}>
          {facts
            .filter(([, value]) => value !== '')
            .map(([name, value]) => (
              <Fragment key={name}>
                <dt className={styles.name}>{name}</dt>
                <dd className={styles.value}>{value}</dd>
              </Fragment>
            ))}
        </dl>
      </Section>
      {sent !== undefined && <Body title={REQUESTS.sent} text={sent} />}
      {answer !== undefined && <Body title={REQUESTS.answer} text={answer} />}
      {GRAPH.test(url) && (
        <RequestLines
          request={{
            method,
            path: url,
            headers: sentAgain(headers),
            body: sent === undefined ? undefined : parsed(sent),
          }}
        />
      )}
      {sent === undefined && answer === undefined && (
        <Text size={200} className={styles.quiet}>
          {REQUESTS.noBodies}
        </Text>
      )}
      {parts.length > 0 && (
        <Section title={REQUESTS.batchParts}>
          <ol className={styles.parts}>
            {parts.map((part) => (
              <li key={part.id}>
                <Link href={to(part.id)} className={styles.link}>
                  {part.status} {part.method} {part.url}
                </Link>
              </li>
            ))}
          </ol>
        </Section>
      )}
    </>
  )
}
