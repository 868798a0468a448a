/** A table of any number of rows, of which only those in sight are there. Rows are plain elements, for the sake of scrolling. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useEffect } from 'react'
import { wordsOf } from '../../model/words'
import { useWindowed } from '../../parts/windowed'
import { TWO_LINES } from '../../parts/windowed-styles'
import { Link } from '../../shell/link'
import { TEXTS } from '../../texts'
import { cellText, kindText } from './columns'
import type { Row, Rows } from './rows'

const ROW_HEIGHT = 40

const useStyles = makeStyles({
  scroller: {
    overflow: 'auto',
    flexGrow: 1,
    minHeight: '16rem',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  table: { width: '100%', position: 'relative' },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    display: 'grid',
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  body: { position: 'relative' },
  row: {
    position: 'absolute',
    left: 0,
    right: 0,
    height: `${ROW_HEIGHT}px`,
    boxSizing: 'border-box',
    display: 'grid',
    alignItems: 'center',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    contain: 'layout style',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  chosen: { backgroundColor: tokens.colorSubtleBackgroundSelected },
  title: { height: `${ROW_HEIGHT}px`, paddingInline: tokens.spacingHorizontalS, overflow: 'hidden' },
  cell: {
    ...TWO_LINES,
    marginInline: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase300,
    lineHeight: '18px',
  },
  check: { display: 'grid', placeItems: 'center', height: '100%' },
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  sort: {
    font: 'inherit',
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'transparent',
    border: 'none',
    padding: 0,
    width: '100%',
    height: '100%',
    textAlign: 'left',
    cursor: 'pointer',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  unsorted: { display: 'block', cursor: 'default', lineHeight: `${ROW_HEIGHT}px` },
  waiting: { color: tokens.colorNeutralForeground4 },
})

/** Columns of words that cannot be parted are wider. */
const UNPARTED = /PrincipalName$|mail|email|Id$|ur[il]$/i

/** In rem. */
function leastOf(column: string): number {
  return UNPARTED.test(column) ? 13.5 : 9
}

interface GridProps {
  readonly rows: Rows
  readonly columns: readonly string[]
  /** A column for the type, where the set holds several. */
  readonly kinds: boolean
  readonly sort: string
  readonly onSort: (sort: string) => void
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (chosen: ReadonlySet<string>) => void
  /** Whether rows can be chosen. */
  readonly choosable: boolean
  readonly addressOf: (row: Row) => string | undefined
  readonly label: string
}

export function Grid(props: GridProps) {
  const { rows, columns, kinds, sort, onSort, chosen, onChoose, choosable, addressOf, label } = props
  const styles = useStyles()
  const { scroller, onScroll, first, last, drawn, placeOf } = useWindowed(rows.count, ROW_HEIGHT)
  const { want } = rows
  useEffect(() => {
    // Pages that only fly by are not asked for.
    const timer = setTimeout(() => want(first, last - 1), 60)
    return () => clearTimeout(timer)
  }, [first, last, want])

  const widths = `${choosable ? '2.5rem ' : ''}minmax(11rem, 1.6fr) ${kinds ? 'minmax(10rem, 1.2fr) ' : ''}${columns
    .slice(1)
    .map((name) => `minmax(${leastOf(name)}rem, 1fr)`)
    .join(' ')}`
  const least = columns.slice(1).reduce((sum, name) => sum + leastOf(name), 0)
  const narrowest = (choosable ? 2.5 : 0) + 11 + (kinds ? 10 : 0) + least
  const toggle = (id: string): void => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose(next)
  }
  const known = choosable ? rows.known().map(({ id }) => String(id)) : []
  const indexes = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i)
  const heads = [columns[0] ?? 'id', ...(kinds ? ['@odata.type'] : []), ...columns.slice(1)]
  return (
    <div className={styles.scroller} ref={scroller} tabIndex={0} role="region" aria-label={label} onScroll={onScroll}>
      <div
        className={styles.table}
        role="table"
        aria-label={label}
        aria-rowcount={rows.counted ? rows.count + 1 : -1}
        style={{ minWidth: `${narrowest}rem` }}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} style={{ display: 'grid', gridTemplateColumns: widths }}>
            {choosable && (
              <div role="columnheader" className={styles.check}>
                <input
                  type="checkbox"
                  aria-label={TEXTS.explorer.chooseAll}
                  checked={known.length > 0 && known.every((id) => chosen.has(id))}
                  onChange={(event) => onChoose(new Set(event.currentTarget.checked ? known : []))}
                />
              </div>
            )}
            {heads.map((name) => {
              const direction = sort === name ? 'ascending' : sort === `${name} desc` ? 'descending' : undefined
              return (
                <div key={name} role="columnheader" className={styles.title} aria-sort={direction ?? 'none'}>
                  {name === '@odata.type' ? (
                    <span className={mergeClasses(styles.sort, styles.unsorted)}>{TEXTS.explorer.kind}</span>
                  ) : (
                    <button
                      type="button"
                      className={styles.sort}
                      onClick={() =>
                        onSort(direction === 'ascending' ? `${name} desc` : direction === 'descending' ? '' : name)
                      }
                    >
                      {wordsOf(name)} {direction === 'ascending' ? '↑' : direction === 'descending' ? '↓' : ''}
                    </button>
                  )}
                </div>
              )
            })}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: `${drawn}px` }}>
          {indexes.map((index) => (
            <GridRow
              key={index}
              styles={styles}
              index={index}
              y={placeOf(index)}
              widths={widths}
              row={rows.row(index)}
              columns={columns}
              kinds={kinds}
              choosable={choosable}
              chosen={chosen}
              toggle={toggle}
              addressOf={addressOf}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

interface GridRowProps extends Pick<GridProps, 'columns' | 'kinds' | 'choosable' | 'chosen' | 'addressOf'> {
  readonly styles: ReturnType<typeof useStyles>
  readonly index: number
  readonly y: number
  readonly widths: string
  readonly row: Row | undefined
  readonly toggle: (id: string) => void
}

function GridRow({
  styles,
  index,
  y,
  widths,
  row,
  columns,
  kinds,
  choosable,
  chosen,
  toggle,
  addressOf,
}: GridRowProps) {
  const id = row === undefined ? '' : String(row['id'])
  const isChosen = chosen.has(id)
  const [first = 'id', ...others] = columns
  const address = row === undefined ? undefined : addressOf(row)
  const name = row === undefined ? TEXTS.loading : cellText(row[first]) || id
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={mergeClasses(styles.row, isChosen && styles.chosen, row === undefined && styles.waiting)}
      style={{ transform: `translateY(${y}px)`, gridTemplateColumns: widths }}
    >
      {choosable && (
        <div role="cell" className={styles.check}>
          {row !== undefined && (
            <input
              type="checkbox"
              aria-label={TEXTS.explorer.choose(name)}
              checked={isChosen}
              onChange={() => toggle(id)}
            />
          )}
        </div>
      )}
      <div role="cell" className={styles.cell} title={name}>
        {address === undefined ? (
          name
        ) : (
          <Link className={styles.link} href={address}>
            {name}
          </Link>
        )}
      </div>
      {kinds && (
        <div role="cell" className={styles.cell} title={row === undefined ? '' : kindText(row)}>
          {row === undefined ? '' : kindText(row)}
        </div>
      )}
      {others.map((column) => {
        const text = row === undefined ? '' : cellText(row[column])
        return (
          <div key={column} role="cell" className={styles.cell} title={text}>
            {text}
          </div>
        )
      })}
    </div>
  )
}
