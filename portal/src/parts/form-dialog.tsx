/** A form or a question over the page: sends, stays open while it works and with what was refused, closes when it was done. */
import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { Modal } from './modal'
import { TEXTS } from '../texts'
import { NO_PROBLEMS, problemsOf } from './problems'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, overflowWrap: 'anywhere' },
  danger: {
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    ':hover': { backgroundColor: tokens.colorStatusDangerBackground3Hover },
    ':hover:active': { backgroundColor: tokens.colorStatusDangerBackground3Pressed },
  },
})

interface FormDialogProps {
  readonly title: string
  /** On the button that sends. */
  readonly action: string
  readonly danger?: boolean
  /** Names of the fields, as the server writes them. */
  readonly names?: readonly string[]
  /** The field that a refusal is about, by its words. */
  readonly placeOf?: (message: string) => string | undefined
  /** False where the caller goes on in another way than closing. */
  readonly onSend: () => Promise<unknown>
  readonly onClose: () => void
  readonly children: ReactNode | ((problemOf: (name: string) => string | undefined) => ReactNode)
}

export function FormDialog(props: FormDialogProps) {
  const { title, action, danger = false, names = [], placeOf, onSend, onClose, children } = props
  const styles = useStyles()
  const sending = useMutation({ mutationFn: onSend, onSuccess: (done) => done !== false && onClose() })
  const { error, isPending } = sending
  const { fields, form } = error === null ? NO_PROBLEMS : problemsOf(error, names, placeOf)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (!isPending) sending.mutate()
  }
  return (
    <Modal onClose={() => !isPending && onClose()}>
      <DialogSurface aria-describedby={undefined}>
        <form onSubmit={send} noValidate>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {form !== undefined && (
                <MessageBar intent="error" layout="multiline">
                  <MessageBarBody>{form}</MessageBarBody>
                </MessageBar>
              )}
              {typeof children === 'function' ? children((name) => fields[name]) : children}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose} disabledFocusable={isPending}>
                {TEXTS.cancel}
              </Button>
              <Button
                type="submit"
                appearance="primary"
                className={danger ? styles.danger : undefined}
                disabledFocusable={isPending}
              >
                {isPending ? TEXTS.parts.working : action}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Modal>
  )
}
