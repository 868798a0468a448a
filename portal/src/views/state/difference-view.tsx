/** What differs, object by object, before and after side by side; on a narrow page one below the other. */
import { Badge, Button, makeStyles, mergeClasses, Text, Title3, tokens } from '@fluentui/react-components'
import { Fragment, useState } from 'react'
import { JsonTree } from '../../parts/json-tree'
import { TEXTS } from '../../texts'
import { bySet, linesOf } from './difference'
import type { Difference, Kind, Line, ObjectChange } from './difference'

/** Objects that are shown at once. */
const SHOWN = 100

const NARROW = '@media (max-width: 599px)'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  set: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  title: { overflowWrap: 'anywhere', fontSize: tokens.fontSizeBase400 },
  object: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  summary: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    borderRadius: tokens.borderRadiusMedium,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  badge: { marginInline: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    tableLayout: 'fixed',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [NARROW]: { display: 'block', '& tbody, & tr, & td, & th': { display: 'block', width: 'auto' } },
  },
  head: { [NARROW]: { display: 'none' } },
  cell: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    textAlign: 'left',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightRegular,
    overflowWrap: 'anywhere',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  column: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 },
  step: { fontWeight: tokens.fontWeightSemibold },
  before: { backgroundColor: tokens.colorPaletteRedBackground1 },
  after: { backgroundColor: tokens.colorPaletteGreenBackground1 },
  absent: { color: tokens.colorNeutralForeground2, fontStyle: 'italic', [NARROW]: { display: 'none' } },
  caption: {
    display: 'none',
    fontSize: tokens.fontSizeBase100,
    color: tokens.colorNeutralForeground2,
    [NARROW]: { display: 'block' },
  },
  text: { whiteSpace: 'pre-wrap' },
  whole: { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}` },
})

const COLOURS = { added: 'success', removed: 'danger', changed: 'warning' } as const

interface DifferenceViewProps {
  readonly difference: Difference
  readonly unfolded: boolean
}

export function DifferenceView({ difference: { changes, names }, unfolded }: DifferenceViewProps) {
  const styles = useStyles()
  const [shown, setShown] = useState(SHOWN)
  return (
    <div className={styles.page}>
      {[...bySet(changes.slice(0, shown))].map(([set, objects]) => (
        <section key={set} className={styles.set} aria-label={set}>
          <Title3 as="h2" className={styles.title}>
            <Path path={set} />
          </Title3>
          {objects.map((object) => (
            <ObjectView key={`${object.id ?? ''} ${object.change}`} object={object} names={names} unfolded={unfolded} />
          ))}
        </section>
      ))}
      {changes.length > shown && (
        <div>
          <Button onClick={() => setShown(shown + SHOWN)}>
            {TEXTS.parts.more(Math.min(SHOWN, changes.length - shown))}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Breaks behind a slash, where it has to. */
function Path({ path }: { readonly path: string }) {
  return path.split('/').map((part, i) => (
    <Fragment key={i}>
      {i > 0 && (
        <>
          /<wbr />
        </>
      )}
      {part}
    </Fragment>
  ))
}

interface ObjectProps {
  readonly object: ObjectChange
  readonly names: Difference['names']
  readonly unfolded: boolean
}

function ObjectView({ object, names, unfolded }: ObjectProps) {
  const styles = useStyles()
  const [open, setOpen] = useState(unfolded)
  const { name, id, type, change, members, whole } = object
  return (
    <details className={styles.object} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>
        <Badge className={styles.badge} appearance="tint" color={COLOURS[change]}>
          {TEXTS.state.change[change]}
        </Badge>
        <Text weight="semibold">{name ?? id ?? TEXTS.state.itself}</Text>{' '}
        {type !== undefined && (
          <Text size={200} className={styles.quiet}>
            {type}
          </Text>
        )}
      </summary>
      {open && change === 'changed' && <Lines lines={linesOf(members, names)} names={names} />}
      {open && change !== 'changed' && (
        <div className={mergeClasses(styles.whole, change === 'added' ? styles.after : styles.before)}>
          <JsonTree value={whole} depth={1} />
        </div>
      )}
    </details>
  )
}

function Lines({ lines, names }: { readonly lines: readonly Line[]; readonly names: Difference['names'] }) {
  const styles = useStyles()
  return (
    <table className={styles.table}>
      <thead className={styles.head}>
        <tr>
          {[TEXTS.state.setting, TEXTS.state.before, TEXTS.state.after].map((title) => (
            <th key={title} scope="col" className={mergeClasses(styles.cell, styles.column)}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ label, depth, change }, i) => (
          <tr key={i}>
            <th
              scope="row"
              className={mergeClasses(styles.cell, change === undefined && styles.step)}
              colSpan={change === undefined ? 3 : 1}
              style={{ paddingLeft: `${0.75 + depth}rem` }}
            >
              {label}
            </th>
            {change !== undefined && (
              <>
                <Cell side="before" value={change.before} change={change.change} names={names} />
                <Cell side="after" value={change.after} change={change.change} names={names} />
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface CellProps {
  readonly side: 'before' | 'after'
  readonly value: unknown
  readonly change: Kind
  readonly names: Difference['names']
}

function Cell({ side, value, change, names }: CellProps) {
  const styles = useStyles()
  if (change === (side === 'before' ? 'added' : 'removed'))
    return <td className={mergeClasses(styles.cell, styles.absent)}>{TEXTS.state.absent}</td>
  const name = typeof value === 'string' ? names[value.toLowerCase()] : undefined
  return (
    <td className={mergeClasses(styles.cell, styles[side])}>
      <span className={styles.caption}>{TEXTS.state[side]}</span>
      {typeof value === 'string' ? (
        <span className={styles.text}>
          {value === '' ? '""' : value}
          {name !== undefined && ` (${name})`}
        </span>
      ) : (
        <JsonTree value={value} depth={5} />
      )}
    </td>
  )
}
