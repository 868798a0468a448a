/** A dialog over the page, open as long as it is there. */
import { Dialog } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import type { JSX } from 'react'

interface ModalProps {
  /** An alert does not close by a click beside it. */
  readonly type?: 'modal' | 'alert'
  readonly onClose: () => void
  readonly children: JSX.Element
}

export function Modal({ type = 'modal', onClose, children }: ModalProps) {
  useFocusBack()
  return (
    <Dialog open modalType={type} onOpenChange={(_, { open }) => !open && onClose()}>
      {children}
    </Dialog>
  )
}

/** Gives the focus back to what opened the dialog, for those who use the keyboard. */
function useFocusBack(): void {
  const [opener] = useState(openerOf)
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body) opener?.focus()
      })
    },
    [opener],
  )
}

/** A menu is gone when the dialog is; its button stays. */
function openerOf(): HTMLElement | null {
  const { activeElement } = document
  const button = activeElement?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  if (typeof button === 'string') return document.getElementById(button)
  return activeElement instanceof HTMLElement ? activeElement : null
}
