/** What a request is told in: titled sections, and the bodies that were sent and answered. */
import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { prettyText } from '../../../../src/services/requests/body-text'
import { CopyButton } from '../../requests/code'
import { TEXTS } from '../../texts'
import { REQUESTS } from '../../texts/requests'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1 },
  body: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    maxHeight: '22rem',
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
})

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles()
  return (
    <div className={styles.section}>
      <Subtitle2 as="h3">{title}</Subtitle2>
      {children}
    </div>
  )
}

export function Body({ title, text }: { readonly title: string; readonly text: string }) {
  const styles = useStyles()
  const shown = prettyText(text)
  return (
    <div className={styles.section}>
      <div className={styles.head}>
        <Subtitle2 as="h3" className={styles.grow}>
          {title}
        </Subtitle2>
        <CopyButton text={shown} label={TEXTS.copy(title)} />
      </div>
      <pre className={styles.body} tabIndex={0} aria-label={title}>
        {shown}
      </pre>
      {text.includes('***') && (
        <Text size={200} className={styles.quiet}>
          {REQUESTS.withoutSecrets}
        </Text>
      )}
    </div>
  )
}
