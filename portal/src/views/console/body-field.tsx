/** The body of a request: checked while it is written, with names of members and values offered inside quotes. */
import { Button, Field, makeStyles, mergeClasses, Textarea, tokens } from '@fluentui/react-components'
import { useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { complete, offers as offersIn } from '../../model/json-completion'
import type { Offers } from '../../model/json-completion'
import type { Model } from '../../model/model'
import { TEXTS } from '../../texts'
import { typeAt } from './completion'
import { problemIn } from './draft'
import type { Draft } from './draft'

const useStyles = makeStyles({
  text: {
    maxHeight: 'none',
    '& textarea': {
      fontFamily: tokens.fontFamilyMonospace,
      fontSize: tokens.fontSizeBase200,
      minHeight: '9rem',
      maxHeight: '50vh',
    },
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
  active: { backgroundColor: tokens.colorNeutralBackground1Selected },
  tidy: { marginTop: tokens.spacingVerticalXS },
})

interface BodyFieldProps {
  readonly model: Model | undefined
  readonly draft: Draft
  readonly onChange: (body: string) => void
}

export function BodyField({ model, draft, onChange }: BodyFieldProps) {
  const styles = useStyles()
  const [offered, setOffered] = useState<Offers>()
  const [active, setActive] = useState(0)
  const area = useRef<HTMLTextAreaElement>(null)
  const list = useId()
  const { body } = draft
  const problem = problemIn(body)
  const change = (text: string, caret: number): void => {
    onChange(text)
    const type = model === undefined ? undefined : typeAt(model, draft.path)
    setOffered(model === undefined || type === undefined ? undefined : offersIn(model, type, text, caret))
    setActive(0)
  }
  const take = (choice: string): void => {
    if (offered === undefined) return
    const next = complete(body, offered, choice)
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
      <Field label={TEXTS.console.bodyLabel} validationMessage={problem}>
        <Textarea
          className={styles.text}
          resize="vertical"
          spellCheck={false}
          value={body}
          textarea={{
            ref: area,
            'aria-controls': offered === undefined ? undefined : list,
            'aria-autocomplete': 'list',
            'aria-activedescendant': offered === undefined ? undefined : `${list}-${active}`,
          }}
          onChange={(event, { value }) => change(value, event.target.selectionStart)}
          onKeyDown={press}
          onBlur={() => setOffered(undefined)}
        />
      </Field>
      {offered !== undefined && (
        <ul className={styles.offers} id={list} role="listbox" aria-label={TEXTS.console.offers}>
          {offered.choices.map((choice, i) => (
            <li
              key={choice}
              id={`${list}-${i}`}
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
      <Button
        className={styles.tidy}
        size="small"
        disabledFocusable={problem !== undefined || body.trim() === ''}
        onClick={() => onChange(JSON.stringify(JSON.parse(body), undefined, 2))}
      >
        {TEXTS.console.tidy}
      </Button>
    </div>
  )
}
