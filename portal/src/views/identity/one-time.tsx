/** A secret that is shown once: nothing keeps it, so a click beside the dialog does not close it. */
import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { Modal } from '../../parts/modal'
import { CopyButton } from '../../requests/code'
import { TEXTS } from '../../texts'
import { IDENTITY } from '../../texts/identity'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  secret: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  text: { flexGrow: 1, fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', minWidth: 0 },
})

interface OneTimeProps {
  readonly title: string
  readonly secret: string
  readonly onClose: () => void
}

export function OneTime({ title, secret, onClose }: OneTimeProps) {
  const styles = useStyles()
  const close = useRef<HTMLButtonElement>(null)
  // It takes the place of a form that had the focus.
  useEffect(() => close.current?.focus(), [])
  return (
    <Modal type="alert" onClose={onClose}>
      <DialogSurface aria-describedby={undefined}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {IDENTITY.apps.shownOnce}
            <div className={styles.secret}>
              <code className={styles.text} data-secret>
                {secret}
              </code>
              <CopyButton text={secret} label={IDENTITY.apps.copySecret} />
            </div>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" ref={close} onClick={onClose}>
              {TEXTS.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  )
}
