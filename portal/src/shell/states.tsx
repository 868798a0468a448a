/** What a view shows while it waits, where something failed, and where there is nothing. */
import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { TEXTS } from '../texts'

const useStyles = makeStyles({
  waiting: { padding: tokens.spacingVerticalXXXL, display: 'grid', placeItems: 'center' },
  empty: {
    paddingBlock: tokens.spacingVerticalL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    maxWidth: '44rem',
    color: tokens.colorNeutralForeground2,
  },
  bar: { marginBlock: tokens.spacingVerticalM, flexShrink: 0 },
})

export function Waiting() {
  const styles = useStyles()
  return (
    <div className={styles.waiting}>
      <Spinner label={TEXTS.loading} />
    </div>
  )
}

interface FailedProps {
  readonly error: Error
  readonly title?: string
  readonly retry?: () => void
}

export function Failed({ error, title = TEXTS.failed, retry }: FailedProps) {
  const styles = useStyles()
  return (
    <MessageBar intent="error" layout="multiline" className={styles.bar}>
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle> {error.message}{' '}
        {retry !== undefined && (
          <Button size="small" onClick={retry}>
            {TEXTS.retry}
          </Button>
        )}
      </MessageBarBody>
    </MessageBar>
  )
}

/** Says what to do where there is nothing yet. */
export function Empty({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  const styles = useStyles()
  return (
    <div className={styles.empty}>
      <Text>{text}</Text>
      {children}
    </div>
  )
}
