/** What narrows a set: a text in its names, and the filter of Graph. */
import { Field, Input, makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { TEXTS } from '../../texts'

/** The fields stand one above the other. */
const NARROW = '@media (max-width: 599px)'

const useStyles = makeStyles({
  search: { flexGrow: 1, flexBasis: 0, minWidth: '12rem', maxWidth: '20rem', [NARROW]: { maxWidth: 'none' } },
  filter: { flexGrow: 2, flexBasis: 0, minWidth: '14rem' },
})

export function SearchField({
  label,
  text,
  onText,
}: {
  readonly label: string
  readonly text: string
  readonly onText: (text: string) => void
}) {
  const styles = useStyles()
  const [typed, setTyped] = useState(text)
  return (
    <form
      className={styles.search}
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        onText(typed.trim())
      }}
    >
      <Field label={label} size="small">
        <Input
          type="search"
          value={typed}
          onChange={(_, data) => setTyped(data.value)}
          onBlur={() => onText(typed.trim())}
        />
      </Field>
    </form>
  )
}

export function FilterField({
  text,
  onText,
  error,
}: {
  readonly text: string
  readonly onText: (text: string) => void
  readonly error: Error | undefined
}) {
  const styles = useStyles()
  const [typed, setTyped] = useState(text)
  return (
    <form
      className={styles.filter}
      onSubmit={(event) => {
        event.preventDefault()
        onText(typed.trim())
      }}
    >
      <Field label={TEXTS.explorer.filter} size="small" validationMessage={text !== '' ? error?.message : undefined}>
        <Input
          value={typed}
          spellCheck={false}
          autoComplete="off"
          placeholder={TEXTS.explorer.filterExample}
          onChange={(_, data) => setTyped(data.value)}
          onBlur={() => onText(typed.trim())}
        />
      </Field>
    </form>
  )
}
