/** A JSON value of which objects and lists can be folded. Texts are shown as texts, whatever they hold. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { TEXTS } from '../texts'

/** Items of a list that are shown at once. */
const SHOWN = 100

const useStyles = makeStyles({
  tree: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    minWidth: 0,
  },
  list: { listStyleType: 'none', margin: 0, paddingLeft: '1.1rem' },
  fold: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '2px',
    border: 'none',
    padding: 0,
    marginLeft: '-1.1rem',
    minHeight: '1.25rem',
    textAlign: 'left',
    font: 'inherit',
    color: 'inherit',
    backgroundColor: 'transparent',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  root: { marginLeft: 0 },
  name: { color: tokens.colorBrandForeground1 },
  text: { color: tokens.colorPaletteGreenForeground1 },
  other: { color: tokens.colorPaletteBerryForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

interface JsonTreeProps {
  readonly value: unknown
  /** Levels that are unfolded at first. */
  readonly depth?: number
}

export function JsonTree({ value, depth = 2 }: JsonTreeProps) {
  const styles = useStyles()
  return (
    <div className={styles.tree}>
      <Value value={value} name={undefined} depth={depth} />
    </div>
  )
}

interface ValueProps {
  readonly name: string | undefined
  readonly value: unknown
  readonly depth: number
}

function Value({ name, value, depth }: ValueProps) {
  const styles = useStyles()
  const entries = entriesOf(value)
  const [open, setOpen] = useState(depth > 0)
  const [shown, setShown] = useState(SHOWN)
  const label = name === undefined ? undefined : <span className={styles.name}>{name}: </span>
  if (entries === undefined || entries.length === 0)
    return (
      <>
        {label}
        <span className={typeof value === 'string' ? styles.text : styles.other}>{JSON.stringify(value)}</span>
      </>
    )
  const isList = Array.isArray(value)
  const size = isList ? TEXTS.parts.items(entries.length) : TEXTS.parts.members(entries.length)
  return (
    <>
      <button
        type="button"
        className={mergeClasses(styles.fold, name === undefined && styles.root)}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? <ChevronDownRegular aria-hidden /> : <ChevronRightRegular aria-hidden />}
        <span>
          {label}
          <span className={styles.quiet}>
            {isList ? '[' : '{'}
            {open ? '' : `… ${size} ${isList ? ']' : '}'}`}
          </span>
          {open && <span className="visually-hidden">{size}</span>}
        </span>
      </button>
      {open && (
        <>
          <ul className={styles.list}>
            {entries.slice(0, shown).map(([key, each]) => (
              <li key={key}>
                <Value name={key} value={each} depth={depth - 1} />
              </li>
            ))}
            {entries.length > shown && (
              <li>
                <button
                  type="button"
                  className={mergeClasses(styles.fold, styles.root)}
                  onClick={() => setShown(shown + 10 * SHOWN)}
                >
                  {TEXTS.parts.more(Math.min(entries.length - shown, 10 * SHOWN))}
                </button>
              </li>
            )}
          </ul>
          <span className={styles.quiet}>{isList ? ']' : '}'}</span>
        </>
      )}
    </>
  )
}

function entriesOf(value: unknown): (readonly [string, unknown])[] | undefined {
  if (Array.isArray(value)) return value.map((each, i) => [String(i), each])
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined
}
