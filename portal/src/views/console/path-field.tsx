/** A path with what may come next offered below it. Enter sends; arrows choose, Tab or Enter takes. */
import { Input, makeStyles, tokens } from '@fluentui/react-components'
import { useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { Model } from '../../model/model'
import { changeText } from '../../parts/caret'
import { activeAfter, offerId, OfferList } from '../../parts/offer-list'
import { TEXTS } from '../../texts'
import { complete, offersAt } from './completion'
import type { Offer } from './completion'
import type { Method } from './draft'

const useStyles = makeStyles({
  field: { position: 'relative', flexGrow: 1, minWidth: 'min(16rem, 100%)' },
  input: { width: '100%', '& input': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
})

interface PathFieldProps {
  readonly model: Model | undefined
  readonly method: Method
  readonly value: string
  readonly label: string
  readonly onChange: (path: string) => void
  readonly onSubmit?: () => void
}

export function PathField({ model, method, value, label, onChange, onSubmit }: PathFieldProps) {
  const styles = useStyles()
  /** Where the text is completed; undefined while nothing is to be offered. */
  const [caret, setCaret] = useState<number>()
  const [active, setActive] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const list = useId()
  const offered = useMemo(
    () => (model === undefined || caret === undefined ? undefined : offersAt(model, method, value, caret)),
    [model, method, value, caret],
  )
  const look = (at: number | null): void => {
    setCaret(at ?? 0)
    setActive(-1)
  }
  const take = (offer: Offer): void => {
    if (offered === undefined) return
    const next = complete(value, offered, offer)
    changeText(input, next.caret, () => {
      onChange(next.text)
      look(next.caret)
    })
  }
  const takeAt = (index: number): void => {
    const offer = offered?.offers[index]
    if (offer !== undefined) take(offer)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    const offers = offered?.offers ?? []
    const chosen = offers[active]
    const next = activeAfter(event.key, active, offers.length)
    if (event.key === 'ArrowDown' && offered === undefined) look(event.currentTarget.selectionStart)
    else if (next !== undefined) setActive(next)
    else if (event.key === 'Escape' && offered !== undefined) setCaret(undefined)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen !== undefined) take(chosen)
    else if (event.key === 'Enter') {
      setCaret(undefined)
      onSubmit?.()
    } else return
    event.preventDefault()
  }
  const isOpen = offered !== undefined
  return (
    <div className={styles.field}>
      <Input
        className={styles.input}
        value={value}
        placeholder={TEXTS.console.pathSuchAs}
        autoComplete="off"
        spellCheck={false}
        input={{
          ref: input,
          role: 'combobox',
          'aria-label': label,
          'aria-expanded': isOpen,
          'aria-controls': list,
          'aria-autocomplete': 'list',
          'aria-activedescendant': offerId(list, active),
        }}
        onChange={(event, { value: text }) => {
          onChange(text)
          look(event.target.selectionStart)
        }}
        onKeyDown={press}
        onFocus={(event) => look(event.target.selectionStart)}
        onBlur={() => setCaret(undefined)}
      />
      <OfferList
        id={list}
        label={TEXTS.console.offers}
        texts={offered?.offers.map(({ text }) => text)}
        active={active}
        onTake={takeAt}
      />
    </div>
  )
}
