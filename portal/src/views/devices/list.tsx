/** The devices of the tenant: any number, of which those in sight are there. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { memo, useDeferredValue, useMemo, useState } from 'react'
import { SearchBar } from '../../parts/search-bar'
import { useStyles } from '../../parts/styles'
import { awayText, timeText } from '../../parts/time'
import { useWindowed } from '../../parts/windowed'
import { NARROW, windowedStyles } from '../../parts/windowed-styles'
import { addressOf } from '../../routing'
import { useMayWrite } from '../../session/session'
import { useClock } from '../../shell/clock'
import { Link } from '../../shell/link'
import { Empty, Failed, Waiting } from '../../shell/states'
import { DEVICES } from '../../texts/devices'
import { useDevices } from './data'
import type { Device } from './data'
import { EnrolDialog } from './enrol-dialog'
import { Compliance, DoesNotLive, StateBadge } from './parts'

const ROW = 40
/** Milliseconds. */
const STEP = 10_000
const COMMON = windowedStyles(ROW)

const useGridStyles = makeStyles({
  ...COMMON,
  scroller: { ...COMMON.scroller, maxHeight: 'max(20rem, calc(100vh - 19rem))' },
  grid: {
    ...COMMON.grid,
    gridTemplateColumns: 'minmax(8rem, 1fr) minmax(8rem, 1.2fr) 9rem 8rem 7.5rem 7.5rem',
    paddingInline: tokens.spacingHorizontalM,
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  badges: { display: 'flex', gap: tokens.spacingHorizontalXS },
  link: { ...COMMON.link, fontWeight: tokens.fontWeightSemibold },
})

export function DeviceList() {
  const styles = useStyles()
  const mayWrite = useMayWrite()
  const { data, error, refetch } = useDevices()
  const [text, setText] = useState('')
  const [enrolling, setEnrolling] = useState(false)
  const wanted = useDeferredValue(text).trim().toLowerCase()
  const found = useMemo(() => findDevices(data?.value ?? [], wanted), [data, wanted])
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  const all = data.value.length
  return (
    <div className={styles.part}>
      <DoesNotLive />
      <SearchBar
        label={DEVICES.find}
        text={text}
        onText={setText}
        status={DEVICES.count(found.length, all)}
        action={DEVICES.enrol}
        onCreate={() => setEnrolling(true)}
      />
      {all === 0 ? (
        <Empty text={mayWrite ? DEVICES.empty : DEVICES.emptyReader}>
          {mayWrite && <code className={styles.mono}>{DEVICES.emptyLine}</code>}
        </Empty>
      ) : found.length === 0 ? (
        <Empty text={DEVICES.noneFound} />
      ) : (
        <DeviceRows devices={found} />
      )}
      {enrolling && <EnrolDialog onClose={() => setEnrolling(false)} />}
    </div>
  )
}

function findDevices(devices: readonly Device[], wanted: string): readonly Device[] {
  return devices
    .filter(({ name, user = '', operatingSystem }) =>
      [name, user, operatingSystem].some((text) => text.toLowerCase().includes(wanted)),
    )
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }))
}

function DeviceRows({ devices }: { readonly devices: readonly Device[] }) {
  const styles = useGridStyles()
  const { now } = useClock()
  // Texts such as "2 hours ago" need not change with every second.
  const shown = Math.ceil(now / STEP) * STEP
  const { scroller, onScroll, first, last, drawn, placeOf } = useWindowed(devices.length, ROW)
  const { columns } = DEVICES
  const head = (title: string, isAway = false) => (
    <span role="columnheader" className={mergeClasses(styles.cell, isAway && styles.away)}>
      {title}
    </span>
  )
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="table"
      aria-label={DEVICES.table}
      aria-rowcount={devices.length + 1}
      tabIndex={0}
      onScroll={onScroll}
    >
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={mergeClasses(styles.grid, styles.head)}>
          {head(columns.name)}
          {head(columns.user, true)}
          {head(columns.platform, true)}
          {head(columns.compliance)}
          {head(columns.last, true)}
          {head(columns.next, true)}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: `${drawn}px` }}>
        {devices.slice(first, last).map((device, i) => (
          <Row key={device.id} device={device} index={first + i} y={placeOf(first + i)} now={shown} />
        ))}
      </div>
    </div>
  )
}

interface RowProps {
  readonly device: Device
  readonly index: number
  readonly y: number
  readonly now: number
}

const Row = memo(function Row({ device, index, y, now }: RowProps) {
  const styles = useGridStyles()
  const { id, name, user, operatingSystem, complianceState, lastSync, nextCheckIn, online } = device
  const away = mergeClasses(styles.cell, styles.away)
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={mergeClasses(styles.grid, styles.row)}
      style={{ transform: `translateY(${y}px)` }}
    >
      <span role="cell" className={styles.long} title={name}>
        <Link href={addressOf(['devices', id])} className={styles.link}>
          {name}
        </Link>
      </span>
      <span role="cell" className={mergeClasses(styles.long, styles.away)} title={user}>
        {user ?? DEVICES.noUser}
      </span>
      <span role="cell" className={away} title={operatingSystem}>
        {operatingSystem}
      </span>
      <span role="cell" className={styles.badges}>
        {online ? <Compliance state={complianceState} /> : <StateBadge state="offline" text={DEVICES.offline} />}
      </span>
      <span role="cell" className={away} title={timeText(lastSync)}>
        {sinceText(lastSync, now)}
      </span>
      <span role="cell" className={away} title={nextCheckIn === undefined ? undefined : timeText(nextCheckIn)}>
        {nextCheckIn === undefined ? '–' : nextText(nextCheckIn, now)}
      </span>
    </div>
  )
})

export function sinceText(time: string, now: number): string {
  return time.startsWith('0001') ? DEVICES.never : awayText(Math.min(Date.parse(time), now), now)
}

export function nextText(time: string, now: number): string {
  const at = Date.parse(time)
  return at <= now ? DEVICES.facts.due : awayText(at, now)
}
