import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { TEXTS } from '../texts'

const useStyles = makeStyles({
  frame: {
    position: 'relative',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  code: {
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    paddingRight: '3rem',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    maxHeight: '24rem',
    overflowY: 'auto',
    color: tokens.colorNeutralForeground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  tall: { maxHeight: 'none' },
  copy: { position: 'absolute', top: '2px', right: '2px' },
})

/** Text to paste elsewhere. */
export function Code({
  text,
  label,
  tall = false,
}: {
  readonly text: string
  readonly label: string
  readonly tall?: boolean
}) {
  const styles = useStyles()
  return (
    <div className={styles.frame}>
      <pre className={mergeClasses(styles.code, tall && styles.tall)} tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
      <span className={styles.copy}>
        <CopyButton text={text} label={TEXTS.copy(label)} />
      </span>
    </div>
  )
}

export function CopyButton({
  text,
  label,
  withText = false,
}: {
  readonly text: string
  readonly label: string
  readonly withText?: boolean
}) {
  const [copied, setCopied] = useState(false)
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
      aria-label={withText ? undefined : copied ? TEXTS.copied : label}
      title={label}
      onClick={() => {
        void copy(text).then(() => {
          setCopied(true)
          setTimeout(() => setCopied(false), 2000)
        })
      }}
    >
      {withText ? (copied ? TEXTS.copied : label) : undefined}
    </Button>
  )
}

/** Where the address is not secure browsers have no clipboard for pages, but still the old way. */
async function copy(text: string): Promise<void> {
  const { clipboard } = navigator as { clipboard?: Clipboard }
  if (clipboard !== undefined) return clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
