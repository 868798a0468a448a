import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { BackupReport } from '../../../../src/services/backups/report'
import { TEXTS } from '../../texts'

const useStyles = makeStyles({
  report: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  table: { borderCollapse: 'collapse', width: '100%' },
  cell: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    textAlign: 'left',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
    fontWeight: tokens.fontWeightRegular,
  },
  head: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', width: '5.5rem' },
  notes: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
  summary: {
    cursor: 'pointer',
    fontWeight: tokens.fontWeightSemibold,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  file: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
})

const COUNTS = ['made', 'there', 'leftOut'] as const

export function ReportView({ report }: { readonly report: BackupReport }) {
  const styles = useStyles()
  const { sets, groupsMade, byName, secrets, unresolved, leftOut, remarks, more } = report
  const facts = [
    ...(groupsMade === 0 ? [] : [TEXTS.state.groupsMade(groupsMade)]),
    ...(byName === 0 ? [] : [TEXTS.state.byName(byName)]),
    ...(secrets === 0 ? [] : [TEXTS.state.secrets(secrets)]),
  ]
  return (
    <div className={styles.report}>
      <Notes
        title={TEXTS.state.unresolved}
        notes={unresolved.map(({ file, line, kind, name, of }) => ({
          file,
          line,
          detail: TEXTS.state.unresolvedOne(kind, name, of),
        }))}
      />
      <Notes title={TEXTS.state.leftOut} notes={leftOut} />
      <Notes title={TEXTS.state.remarks} notes={remarks} />
      {more > 0 && <Text>{TEXTS.state.moreNotes(more)}</Text>}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={`${styles.cell} ${styles.head}`}>
              {TEXTS.state.set}
            </th>
            {COUNTS.map((count) => (
              <th key={count} scope="col" className={`${styles.cell} ${styles.head} ${styles.number}`}>
                {TEXTS.state[count]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sets.map((each) => (
            <tr key={each.set}>
              <th scope="row" className={styles.cell}>
                {each.set}
              </th>
              {COUNTS.map((count) => (
                <td key={count} className={`${styles.cell} ${styles.number}`}>
                  {each[count]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {facts.length > 0 && (
        <ul className={styles.notes}>
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface NotesProps {
  readonly title: string
  readonly notes: readonly { readonly file: string; readonly line?: number | undefined; readonly detail: string }[]
}

function Notes({ title, notes }: NotesProps) {
  const styles = useStyles()
  if (notes.length === 0) return null
  return (
    <details open={notes.length <= 20}>
      <summary className={styles.summary}>
        {title} ({notes.length})
      </summary>
      <ul className={styles.notes}>
        {notes.map(({ file, line, detail }, i) => (
          <li key={i}>
            {file !== '' && <span className={styles.file}>{line === undefined ? file : `${file}:${line}`} </span>}
            {detail}
          </li>
        ))}
      </ul>
    </details>
  )
}
