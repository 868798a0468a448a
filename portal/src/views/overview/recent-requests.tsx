/** What clients asked last: how often, with how many errors, and the newest ones. */
import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { spanText } from '../../parts/time'
import { addressOf } from '../../routing'
import { useSession } from '../../session/session'
import { Link } from '../../shell/link'
import { Failed, Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'
import { queryOf } from '../requests/data'
import type { Page, Request } from '../requests/data'

/** Requests that are looked at, and that are shown. */
const LOOKED_AT = 500
const SHOWN = 5
/** Milliseconds. */
const AGAIN = 5000
/** Bars of the chart. */
const BARS = 30

const useStyles = makeStyles({
  soft: { color: tokens.colorNeutralForeground2 },
  chart: { width: '100%', height: '48px', display: 'block' },
  fine: { fill: tokens.colorBrandBackground },
  refused: { fill: tokens.colorStatusDangerBackground3 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXXS },
  item: { display: 'flex', gap: tokens.spacingHorizontalS, minWidth: 0, fontSize: tokens.fontSizeBase200 },
  status: { fontVariantNumeric: 'tabular-nums', flexShrink: 0, minWidth: '2rem' },
  bad: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  url: {
    color: tokens.colorBrandForegroundLink,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontFamily: tokens.fontFamilyMonospace,
  },
  links: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL },
  link: { color: tokens.colorBrandForegroundLink },
})

export function RecentRequests() {
  const styles = useStyles()
  const session = useSession()
  const { data, error, refetch } = useQuery({
    queryKey: ['requests', 'recent'],
    queryFn: ({ signal }) =>
      session.control<Page>(`/requests${queryOf({}, { top: LOOKED_AT, except: session.settings.clientId })}`, {
        signal,
      }),
    refetchInterval: AGAIN,
  })
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  const requests = data.value
  if (requests.length === 0) return <Text className={styles.soft}>{TEXTS.overview.noRequests}</Text>
  const { span, refused, bars } = summaryOf(requests)
  return (
    <>
      <Text>
        {TEXTS.overview.rate(requests.length, spanText(Math.max(1000, span)), rateText(requests.length, span))}
      </Text>
      <Text className={refused === 0 ? styles.soft : styles.bad}>
        {TEXTS.overview.refused(refused, Math.round((refused / requests.length) * 1000) / 10)}
      </Text>
      <Chart bars={bars} />
      <ul className={styles.list}>
        {requests.slice(0, SHOWN).map(({ id, status, method, url }) => (
          <li key={id} className={styles.item}>
            <span className={mergeClasses(styles.status, status >= 400 && styles.bad)}>{status}</span>
            <Link className={styles.url} href={addressOf(['requests', String(id)])} title={url}>
              {method} {url}
            </Link>
          </li>
        ))}
      </ul>
      <div className={styles.links}>
        <Link className={styles.link} href={addressOf(['requests'])}>
          {TEXTS.overview.allRequests}
        </Link>
        {refused > 0 && (
          <Link className={styles.link} href={addressOf(['requests'], { refused: 'true' })}>
            {TEXTS.overview.refusedRequests}
          </Link>
        )}
      </div>
    </>
  )
}

interface Bar {
  readonly fine: number
  readonly refused: number
}

/** Of requests that are newest first: the time that they took together, and how they came in it. */
function summaryOf(requests: readonly Request[]): { span: number; refused: number; bars: readonly Bar[] } {
  const times = requests.map(({ at }) => Date.parse(at))
  const from = Math.min(...times)
  const span = Math.max(...times) - from
  const bars = Array.from({ length: BARS }, () => ({ fine: 0, refused: 0 }))
  requests.forEach(({ status }, i) => {
    const at = Math.floor((((times[i] ?? from) - from) / Math.max(1, span)) * (BARS - 1))
    const bar = bars[at]
    if (bar !== undefined) bar[status >= 400 ? 'refused' : 'fine'] += 1
  })
  return { span, refused: requests.filter(({ status }) => status >= 400).length, bars }
}

/** `2.5 a second`, or by the minute or hour where there are few. */
function rateText(count: number, span: number): string {
  const { units } = TEXTS.overview
  for (const [unit, milliseconds] of [
    [units.second, 1000],
    [units.minute, 60_000],
  ] as const) {
    const rate = (count / Math.max(1000, span)) * milliseconds
    if (rate >= 1) return `${rate.toLocaleString('en', { maximumSignificantDigits: 2 })} ${unit}`
  }
  return `${Math.ceil((count / span) * 3_600_000).toLocaleString('en')} ${units.hour}`
}

/** The text beside it says the same in numbers. */
function Chart({ bars }: { readonly bars: readonly Bar[] }) {
  const styles = useStyles()
  const most = Math.max(...bars.map(({ fine, refused }) => fine + refused))
  return (
    <svg className={styles.chart} viewBox={`0 0 ${BARS} 100`} preserveAspectRatio="none" aria-hidden>
      {bars.map(({ fine, refused }, i) => {
        const [upper, lower] = [(refused / most) * 100, (fine / most) * 100]
        return (
          <g key={i}>
            <rect className={styles.fine} x={i + 0.1} width={0.8} y={100 - lower} height={lower} />
            <rect className={styles.refused} x={i + 0.1} width={0.8} y={100 - lower - upper} height={upper} />
          </g>
        )
      })}
    </svg>
  )
}
