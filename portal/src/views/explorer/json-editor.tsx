/** JSON as text, with the names of members and of enum values offered while one types. */
import { Field, makeStyles, mergeClasses, Textarea, tokens } from '@fluentui/react-components'
import { useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { Model } from '../../model/model'
import { TEXTS } from '../../texts'
import { complete, offers } from '../../model/json-completion'
import type { Offers } from '../../model/json-completion'

const useStyles = makeStyles({
  text: {
    '& textarea': {
      fontFamily: tokens.fontFamilyMonospace,
      fontSize: tokens.fontSizeBase200,
      minHeight: '24rem',
      maxHeight: '60vh',
    },
    maxHeight: 'none',
  },
  offers: {
    listStyleType: 'none',
    margin: 0,
    padding: tokens.spacingVerticalXS,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    maxHeight: '12rem',
    overflowY: 'auto',
  },
  offer: {
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    cursor: 'pointer',
  },
  active: { backgroundColor: tokens.colorSubtleBackgroundSelected },
})

interface JsonEditorProps {
  readonly model: Model
  readonly type: string
  readonly value: Readonly<Record<string, unknown>>
  /** Without a value while the text is no object. */
  readonly onChange: (value: Record<string, unknown> | undefined) => void
}

export function JsonEditor({ model, type, value, onChange }: JsonEditorProps) {
  const styles = useStyles()
  const [text, setText] = useState(() => JSON.stringify(value, undefined, 2))
  const [offered, setOffered] = useState<Offers>()
  const [active, setActive] = useState(0)
  const area = useRef<HTMLTextAreaElement>(null)
  const list = useId()
  const problem = problemIn(text)
  const change = (next: string, caret: number): void => {
    setText(next)
    const found = offers(model, type, next, caret)
    setOffered(found)
    setActive(0)
    onChange(problemIn(next) === undefined ? (JSON.parse(next) as Record<string, unknown>) : undefined)
  }
  const take = (choice: string): void => {
    if (offered === undefined) return
    const next = complete(text, offered, choice)
    change(next.text, next.caret)
    setOffered(undefined)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(next.caret, next.caret)
    })
  }
  const press = (event: KeyboardEvent): void => {
    if (offered === undefined) return
    const { choices } = offered
    if (event.key === 'ArrowDown') setActive((active + 1) % choices.length)
    else if (event.key === 'ArrowUp') setActive((active + choices.length - 1) % choices.length)
    else if (event.key === 'Enter' || event.key === 'Tab') take(choices[active] ?? '')
    else if (event.key === 'Escape') setOffered(undefined)
    else return
    event.preventDefault()
  }
  return (
    <div>
      <Field label={TEXTS.explorer.jsonLabel} validationMessage={problem}>
        <Textarea
          className={styles.text}
          textarea={{
            ref: area,
            'aria-controls': offered === undefined ? undefined : list,
            'aria-autocomplete': 'list',
          }}
          resize="vertical"
          spellCheck={false}
          value={text}
          onKeyDown={press}
          onChange={(event, data) => change(data.value, event.target.selectionStart)}
        />
      </Field>
      {offered !== undefined && (
        <ul className={styles.offers} id={list} role="listbox" aria-label={TEXTS.explorer.offers}>
          {offered.choices.map((choice, i) => (
            <li
              key={choice}
              role="option"
              aria-selected={i === active}
              className={mergeClasses(styles.offer, i === active && styles.active)}
              onMouseDown={(event) => {
                event.preventDefault()
                take(choice)
              }}
            >
              {choice}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function problemIn(text: string): string | undefined {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : TEXTS.explorer.noObject
  } catch (error) {
    return (error as Error).message
  }
}
