/** Where a request can begin: a sample, or one that was sent before. */
import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import { TEXTS } from '../../texts'
import type { Draft } from './draft'
import { SAMPLES } from './samples'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  begin: {
    display: 'flex',
    gap: tokens.spacingHorizontalS,
    alignItems: 'baseline',
    width: '100%',
    border: 'none',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    textAlign: 'left',
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
    color: 'inherit',
    backgroundColor: 'transparent',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
    minWidth: 0,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  text: { minWidth: 0 },
  summary: {
    cursor: 'pointer',
    fontWeight: tokens.fontWeightSemibold,
    paddingBlock: tokens.spacingVerticalXS,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  badge: { minWidth: '3.5rem', flexShrink: 0 },
  clear: { marginTop: tokens.spacingVerticalS },
  quiet: { color: tokens.colorNeutralForeground2 },
})

export function Samples({ mayWrite, begin }: { readonly mayWrite: boolean; readonly begin: (draft: Draft) => void }) {
  const styles = useStyles()
  const areas = Object.keys(SAMPLES) as (keyof typeof SAMPLES)[]
  return (
    <>
      {areas.map((area, i) => {
        const { title, items } = TEXTS.console.samples[area]
        const drafts = Object.entries(SAMPLES[area] as Readonly<Record<string, Draft>>)
        return (
          <details key={area} open={i === 0}>
            <summary className={styles.summary}>{title}</summary>
            <ul className={styles.list}>
              {drafts
                .filter(([, { method, path }]) => mayWrite || method === 'GET' || path === '$batch')
                .map(([name, draft]) => (
                  <li key={name}>
                    <Starter
                      draft={draft}
                      text={(items as Readonly<Record<string, string>>)[name] ?? name}
                      begin={begin}
                    />
                  </li>
                ))}
            </ul>
          </details>
        )
      })}
    </>
  )
}

interface HistoryProps {
  readonly drafts: readonly Draft[]
  readonly begin: (draft: Draft) => void
  readonly clear: () => void
}

export function History({ drafts, begin, clear }: HistoryProps) {
  const styles = useStyles()
  if (drafts.length === 0) return <Text className={styles.quiet}>{TEXTS.console.noHistory}</Text>
  return (
    <>
      <ul className={styles.list}>
        {drafts.map((draft) => (
          <li key={`${draft.method} ${draft.version} ${draft.path}`}>
            <Starter draft={draft} text={`/${draft.version}/${draft.path}`} begin={begin} />
          </li>
        ))}
      </ul>
      <Button className={styles.clear} size="small" icon={<DeleteRegular />} onClick={clear}>
        {TEXTS.console.clear}
      </Button>
    </>
  )
}

interface StarterProps {
  readonly draft: Draft
  readonly text: string
  readonly begin: (draft: Draft) => void
}

function Starter({ draft, text, begin }: StarterProps) {
  const styles = useStyles()
  return (
    <button type="button" className={styles.begin} onClick={() => begin(draft)}>
      <Badge className={styles.badge} appearance="outline" size="small" color={COLOURS[draft.method]}>
        {draft.method}
      </Badge>
      <span className={styles.text}>{text}</span>
    </button>
  )
}

const COLOURS = { GET: 'brand', POST: 'success', PATCH: 'warning', PUT: 'warning', DELETE: 'danger' } as const
