import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { TEXTS } from '../texts'

/** Where a reader would look for the buttons of an administrator. */
export function ReadOnly() {
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{TEXTS.parts.readOnly}</MessageBarBody>
    </MessageBar>
  )
}
