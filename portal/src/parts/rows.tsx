/** A table of things of one kind. Columns that are not needed to tell them apart stay away on a phone. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const PHONE = '@media (max-width: 599px)'

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', tableLayout: 'auto' },
  title: {
    textAlign: 'left',
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    whiteSpace: 'nowrap',
  },
  cell: {
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalSNudge} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    verticalAlign: 'middle',
    overflowWrap: 'anywhere',
  },
  action: { width: '1%', textAlign: 'right', paddingRight: 0, whiteSpace: 'nowrap', [PHONE]: { whiteSpace: 'normal' } },
  words: { overflowWrap: 'normal' },
  wide: { [PHONE]: { display: 'none' } },
})

export interface Column<T> {
  readonly title: string
  readonly of: (row: T) => ReactNode
  /** Shown where there is room. */
  readonly wide?: boolean
  /** Of words alone, which are not broken. */
  readonly words?: boolean
  /** Buttons at the end of a row; the title is for screen readers. */
  readonly action?: boolean
}

interface RowsProps<T> {
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
}

export function Rows<T>({ label, columns, rows, keyOf }: RowsProps<T>) {
  const styles = useStyles()
  const classOf = (own: string, { wide, action, words }: Column<T>): string =>
    mergeClasses(own, words === true && styles.words, wide === true && styles.wide, action === true && styles.action)
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.title} scope="col" className={classOf(styles.title, column)}>
              {column.action === true ? <span className="visually-hidden">{column.title}</span> : column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map((column) => (
              <td key={column.title} className={classOf(styles.cell, column)}>
                {column.of(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
