/** The caret of a field that completes what a person writes. */
import type { RefObject } from 'react'
import { flushSync } from 'react-dom'

/** Changes the text of a field and puts the caret where it belongs, at once: what is typed next comes behind it. */
export function changeText(
  field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
  caret: number,
  change: () => void,
): void {
  flushSync(change)
  field.current?.focus()
  field.current?.setSelectionRange(caret, caret)
}
