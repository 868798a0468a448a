/** JSON as text, with the names of members and of enum values offered inside quotes while it is written. */
import { Field, makeStyles, mergeClasses, Textarea, tokens } from '@fluentui/react-components'
import { useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { complete } from '../model/json-completion'
import type { Offers } from '../model/json-completion'
import { TEXTS } from '../texts'
import { changeText } from './caret'
import { activeAfter, offerId, OfferList } from './offer-list'

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
  field: { position: 'relative' },
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
    changeText(area, next.caret, () => {
      onText(next.text)
      setOffered(undefined)
    })
  }
  const press = (event: KeyboardEvent): void => {
    if (offered === undefined) return
    const { choices } = offered
    const next = activeAfter(event.key, active, choices.length)
    if (next !== undefined) setActive(next)
    else if (event.key === 'Enter' || event.key === 'Tab') take(choices[active] ?? '')
    else if (event.key === 'Escape') setOffered(undefined)
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.field}>
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
            'aria-activedescendant': offered === undefined ? undefined : offerId(list, active),
          }}
          onChange={(event, { value }) => change(value, event.target.selectionStart)}
          onKeyDown={press}
          onBlur={() => setOffered(undefined)}
        />
      </Field>
      <OfferList
        id={list}
        label={TEXTS.parts.offers}
        texts={offered?.choices}
        active={active}
        onTake={(index) => take(offered?.choices[index] ?? '')}
      />
    </div>
  )
}
