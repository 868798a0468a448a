/** The request behind a view, to be made elsewhere. */
import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { TEXTS } from '../texts'
import { Code } from './code'
import { KINDS, snippet } from './snippets'
import type { Kind, ShownRequest } from './snippets'

const useStyles = makeStyles({
  details: { marginTop: tokens.spacingVerticalM },
  summary: {
    cursor: 'pointer',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: 'anywhere',
    padding: tokens.spacingVerticalXS,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  tabs: { flexWrap: 'wrap' },
})

export function RequestLines({ request }: { readonly request: ShownRequest }) {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<Kind>('curl')
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>
        <span className="visually-hidden">{TEXTS.requests.shown}: </span>
        {request.method} {decodedPath(request.path)}
      </summary>
      {open && (
        <>
          <TabList
            className={styles.tabs}
            size="small"
            selectedValue={kind}
            onTabSelect={(_, data) => setKind(data.value as Kind)}
          >
            {KINDS.map((each) => (
              <Tab key={each} value={each}>
                {TEXTS.requests.kinds[each]}
              </Tab>
            ))}
          </TabList>
          <Code text={snippet(kind, request, location.origin)} label={TEXTS.requests.kinds[kind]} />
        </>
      )}
    </details>
  )
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', '%20'))
  } catch {
    return path
  }
}
