/** Asks before something is done, does it, and stays with the words of the server where it is refused. */
import {
  Button,
  Dialog,
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
import type { ReactNode } from 'react'
import { TEXTS } from '../texts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, overflowWrap: 'anywhere' },
})

interface ActionDialogProps {
  readonly title: string
  /** On the button that does it. */
  readonly action: string
  readonly run: () => Promise<unknown>
  /** After it was done, too. */
  readonly onClose: () => void
  readonly disabled?: boolean
  readonly children: ReactNode
}

export function ActionDialog({ title, action, run, onClose, disabled = false, children }: ActionDialogProps) {
  const styles = useStyles()
  const { mutate, isPending, error } = useMutation({ mutationFn: run, onSuccess: onClose })
  return (
    <Dialog open modalType="modal" onOpenChange={(_, { open }) => !open && !isPending && onClose()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (!isPending && !disabled) mutate()
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {children}
              {error !== null && (
                <MessageBar intent="error" layout="multiline">
                  <MessageBarBody>{error.message}</MessageBarBody>
                </MessageBar>
              )}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose} disabledFocusable={isPending}>
                {TEXTS.cancel}
              </Button>
              <Button appearance="primary" type="submit" disabledFocusable={isPending || disabled}>
                {isPending ? TEXTS.parts.working : action}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
