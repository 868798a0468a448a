/** A table of any number of requests, of which only those in sight are there. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { PinRegular } from '@fluentui/react-icons'
import { memo, useEffect, useLayoutEffect } from 'react'
import { useWindowed } from '../../parts/windowed'
import { NARROW, windowedStyles } from '../../parts/windowed-styles'
import { addressOf } from '../../routing'
import { Link } from '../../shell/link'
import { REQUESTS } from '../../texts/requests'
import { whoSent } from './data'
import type { Filter, Request } from './data'

const ROW = 36
/** Older ones are read when so few are left below. */
const SOON = 60
const COLUMNS = '6.5rem 3.5rem 4.5rem minmax(14rem, 1fr) minmax(7rem, 12rem) 5.5rem'

const COMMON = windowedStyles(ROW)

const useStyles = makeStyles({
  ...COMMON,
  scroller: { ...COMMON.scroller, flexGrow: 1, minHeight: '14rem' },
  grid: {
    ...COMMON.grid,
    gridTemplateColumns: COLUMNS,
    paddingInline: tokens.spacingHorizontalS,
    [NARROW]: { gridTemplateColumns: '3rem 3.75rem minmax(0, 1fr)' },
  },
  row: { ...COMMON.row, fontSize: tokens.fontSizeBase200 },
  chosen: { backgroundColor: tokens.colorSubtleBackgroundSelected },
  mono: { fontFamily: tokens.fontFamilyMonospace },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  refused: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  indent: { paddingLeft: tokens.spacingHorizontalL },
  /** Beside the request that is looked at. */
  compact: { gridTemplateColumns: '6.5rem 3.5rem 4.5rem minmax(8rem, 1fr)' },
  gone: { display: 'none' },
})

interface Props {
  readonly rows: readonly Request[]
  readonly more: boolean
  readonly onEnd: () => void
  readonly atTop: boolean
  readonly onTop: (atTop: boolean) => void
  readonly chosen: number | undefined
  readonly filter: Filter
}

export function RequestRows({ rows, more, onEnd, onTop, atTop, chosen, filter }: Props) {
  const styles = useStyles()
  const { scroller, onScroll, first, last, drawn, placeOf } = useWindowed(rows.length, ROW)
  useLayoutEffect(() => {
    if (atTop && scroller.current !== null) scroller.current.scrollTop = 0
  }, [atTop, rows, scroller])
  useEffect(() => {
    if (more && rows.length - last < SOON) onEnd()
  }, [more, rows.length, last, onEnd])
  const { columns } = REQUESTS
  const head = (title: string, ...more: (string | false)[]) => (
    <span role="columnheader" className={mergeClasses(styles.cell, ...more)}>
      {title}
    </span>
  )
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="table"
      aria-label={REQUESTS.table}
      aria-rowcount={more ? -1 : rows.length + 1}
      tabIndex={0}
      onScroll={(event) => {
        onScroll(event)
        onTop(event.currentTarget.scrollTop < ROW)
      }}
    >
      <div role="rowgroup">
        <div
          role="row"
          aria-rowindex={1}
          className={mergeClasses(styles.grid, chosen !== undefined && styles.compact, styles.head)}
        >
          {head(columns.time, styles.away)}
          {head(columns.status)}
          {head(columns.method)}
          {head(columns.url)}
          {head(columns.who, styles.away, chosen !== undefined && styles.gone)}
          {head(columns.ms, styles.number, styles.away, chosen !== undefined && styles.gone)}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: `${drawn}px` }}>
        {rows.slice(first, last).map((request, i) => (
          <Row
            key={request.id}
            request={request}
            index={first + i}
            y={placeOf(first + i)}
            isChosen={request.id === chosen}
            isCompact={chosen !== undefined}
            filter={filter}
          />
        ))}
      </div>
    </div>
  )
}

interface RowProps {
  readonly request: Request
  readonly index: number
  readonly y: number
  readonly isChosen: boolean
  readonly isCompact: boolean
  readonly filter: Filter
}

const Row = memo(function Row({ request, index, y, isChosen, isCompact, filter }: RowProps) {
  const styles = useStyles()
  const { id, at, status, method, url, ms, batch, failure, pinned } = request
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={mergeClasses(styles.grid, isCompact && styles.compact, styles.row, isChosen && styles.chosen)}
      style={{ transform: `translateY(${y}px)` }}
    >
      <span role="cell" className={mergeClasses(styles.cell, styles.away)} title={at}>
        {at.slice(11, 23)}
      </span>
      <span role="cell" className={mergeClasses(styles.cell, status >= 400 && styles.refused)} title={failure?.message}>
        {status}
      </span>
      <span role="cell" className={styles.cell}>
        {method}
      </span>
      <span
        role="cell"
        className={mergeClasses(styles.long, styles.mono, batch !== undefined && styles.indent)}
        title={url}
      >
        {pinned && <PinRegular aria-label={REQUESTS.pinned} />}
        <Link href={addressOf(['requests', String(id)], filter)} className={styles.link}>
          {url}
        </Link>
        {batch !== undefined && <span className="visually-hidden"> {REQUESTS.part}</span>}
      </span>
      <span role="cell" className={mergeClasses(styles.cell, styles.away, isCompact && styles.gone)}>
        {whoSent(request)}
      </span>
      <span role="cell" className={mergeClasses(styles.cell, styles.number, styles.away, isCompact && styles.gone)}>
        {ms.toFixed(1)} ms
      </span>
    </div>
  )
})
