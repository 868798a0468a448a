/** JSON as text, with the names of members and of enum values offered inside quotes while it is written. */
import { Field, makeStyles, mergeClasses, Textarea, tokens } from '@fluentui/react-components'
import { useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { complete } from '../model/json-completion'
import type { Offers } from '../model/json-completion'
import { TEXTS } from '../texts'

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
  tall: { '& textarea': { minHeight: '24rem', maxHeight: '60vh' } },
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
})

interface JsonTextProps {
  readonly label: string
  readonly text: string
  readonly problem: string | undefined
  readonly tall?: boolean
  readonly onText: (text: string) => void
  readonly offersAt: (text: string, caret: number) => Offers | undefined
}

export function JsonText({ label, text, problem, tall = false, onText, offersAt }: JsonTextProps) {
  const styles = useStyles()
  const [offered, setOffered] = useState<Offers>()
  const [active, setActive] = useState(0)
  const area = useRef<HTMLTextAreaElement>(null)
  const list = useId()
  const change = (next: string, caret: number): void => {
    onText(next)
    setOffered(offersAt(next, caret))
    setActive(0)
  }
  const take = (choice: string): void => {
    if (offered === undefined) return
    const next = complete(text, offered, choice)
    onText(next.text)
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
    <>
      <Field label={label} validationMessage={problem}>
        <Textarea
          className={mergeClasses(styles.text, tall && styles.tall)}
          resize="vertical"
          spellCheck={false}
          value={text}
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
        <ul className={styles.offers} id={list} role="listbox" aria-label={TEXTS.parts.offers}>
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
    </>
  )
}
