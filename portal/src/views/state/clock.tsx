/** The clock of the tenant: seen, set, moved, run faster or not at all. */
import {
  Badge,
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Text,
  Subtitle1,
  tokens,
} from '@fluentui/react-components'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent, ReactNode } from 'react'
import { ReadOnly } from '../../parts/read-only'
import { timeText } from '../../parts/time'
import { useMayWrite, useSession } from '../../session/session'
import { CLOCK_QUERY, useClock } from '../../shell/clock'
import { Failed, Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '60rem' },
  time: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontVariantNumeric: 'tabular-nums',
    '@media (max-width: 599px)': { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  },
  shown: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    '@media (max-width: 599px)': { gridTemplateColumns: 'minmax(0, 1fr)', '& dd': { marginBottom: '0.5rem' } },
  },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(18rem, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  card: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: tokens.spacingHorizontalL,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
  },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  field: { width: '100%' },
})

interface Clock {
  readonly mode: 'real' | 'fixed' | 'shifted' | 'rate'
  readonly of: 'tenant' | 'server' | 'machine'
  readonly now: string
  readonly machine: string
  readonly rate: number
  readonly ahead: string
}

interface Change {
  readonly method: 'PATCH' | 'POST' | 'DELETE'
  readonly path?: string
  readonly body?: object
}

const KEY = ['clock', 'state'] as const

export function ClockView() {
  const styles = useStyles()
  const session = useSession()
  const queries = useQueryClient()
  const mayWrite = useMayWrite()
  const { now: shown } = useClock()
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => session.control<Clock>('/clock', { signal }),
    refetchInterval: 5000,
  })
  const change = useMutation({
    mutationFn: ({ path = '', ...request }: Change) => session.control<Clock>(`/clock${path}`, request),
    onSuccess: async (clock) => {
      queries.setQueryData(KEY, clock)
      await queries.invalidateQueries({ queryKey: CLOCK_QUERY })
    },
  })
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  const { mode, of, now, machine, rate, ahead } = data
  return (
    <div className={styles.page}>
      <Text>{TEXTS.state.clockText}</Text>
      <div className={styles.shown}>
        <span className={styles.time}>{timeText(new Date(shown).toISOString())}</span>
        <Badge appearance="tint" color={mode === 'real' ? 'success' : 'warning'} size="large">
          {TEXTS.state.clockMode[mode]}
        </Badge>
      </div>
      <dl className={styles.facts}>
        <dt>{TEXTS.state.whose}</dt>
        <dd>{TEXTS.state.clockOf[of]}</dd>
        <dt>{TEXTS.state.machine}</dt>
        <dd>{timeText(machine)}</dd>
        <dt>{TEXTS.state.ahead}</dt>
        <dd>{ahead}</dd>
        <dt>{TEXTS.state.rate}</dt>
        <dd>{rate}</dd>
      </dl>
      {!mayWrite && <ReadOnly />}
      {mayWrite && (
        <>
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{TEXTS.state.sessionsEnd}</MessageBarBody>
          </MessageBar>
          {change.error !== null && <Failed error={change.error} title={TEXTS.state.clockRefused} />}
          <Controls now={now} follows={of !== 'tenant'} busy={change.isPending} change={change.mutate} />
        </>
      )}
    </div>
  )
}

interface ControlsProps {
  readonly now: string
  readonly follows: boolean
  readonly busy: boolean
  readonly change: (change: Change) => void
}

function Controls({ now, follows, busy, change }: ControlsProps) {
  const styles = useStyles()
  const [by, setBy] = useState('')
  const [time, setTime] = useState(() => `${now.slice(0, 19)}Z`)
  const [still, setStill] = useState(false)
  const [rate, setRate] = useState('60')
  const advance = (duration: string): void => change({ method: 'POST', path: '/advance', body: { by: duration } })
  return (
    <div className={styles.cards}>
      <Card title={TEXTS.state.advance} submit={() => by.trim() !== '' && advance(by.trim())}>
        <div className={styles.row}>
          {Object.entries(TEXTS.state.steps).map(([duration, text]) => (
            <Button key={duration} disabledFocusable={busy} onClick={() => advance(duration)}>
              + {text}
            </Button>
          ))}
          <Button disabledFocusable={busy} onClick={() => advance('next-event')}>
            {TEXTS.state.nextEvent}
          </Button>
        </div>
        <Field className={styles.field} label={TEXTS.state.by} hint={TEXTS.state.byHint}>
          <Input value={by} autoComplete="off" spellCheck={false} onChange={(_, { value }) => setBy(value)} />
        </Field>
        <Button type="submit" disabledFocusable={busy || by.trim() === ''}>
          {TEXTS.state.move}
        </Button>
      </Card>
      <Card
        title={TEXTS.state.setClock}
        submit={() => change({ method: 'PATCH', body: { now: time.trim(), rate: still ? 0 : 1 } })}
      >
        <Field className={styles.field} label={TEXTS.state.time} hint={TEXTS.state.timeHint}>
          <Input value={time} autoComplete="off" spellCheck={false} onChange={(_, { value }) => setTime(value)} />
        </Field>
        <Checkbox label={TEXTS.state.still} checked={still} onChange={(_, { checked }) => setStill(checked === true)} />
        <Button type="submit" disabledFocusable={busy || time.trim() === ''}>
          {TEXTS.state.setClock}
        </Button>
      </Card>
      <Card title={TEXTS.state.setRate} submit={() => change({ method: 'PATCH', body: { rate: Number(rate) } })}>
        <Field className={styles.field} label={TEXTS.state.rate} hint={TEXTS.state.rateHint}>
          <Input
            type="number"
            min={0}
            max={1_000_000}
            step="any"
            value={rate}
            onChange={(_, { value }) => setRate(value)}
          />
        </Field>
        <Button type="submit" disabledFocusable={busy || rate === ''}>
          {TEXTS.state.apply}
        </Button>
        {!follows && (
          <Button disabledFocusable={busy} onClick={() => change({ method: 'DELETE' })}>
            {TEXTS.state.real}
          </Button>
        )}
      </Card>
    </div>
  )
}

function Card({
  title,
  submit,
  children,
}: {
  readonly title: string
  readonly submit: () => unknown
  readonly children: ReactNode
}) {
  const styles = useStyles()
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    submit()
  }
  return (
    <form className={styles.card} onSubmit={onSubmit} noValidate>
      <Subtitle1 as="h2">{title}</Subtitle1>
      {children}
    </form>
  )
}
