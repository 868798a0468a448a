/** A path with what may come next offered below it. Enter sends; arrows choose, Tab or Enter takes. */
import { Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { Model } from '../../model/model'
import { TEXTS } from '../../texts'
import { complete, offersAt } from './completion'
import type { Offer } from './completion'
import type { Method } from './draft'

const useStyles = makeStyles({
  field: { position: 'relative', flexGrow: 1, minWidth: 'min(16rem, 100%)' },
  input: { width: '100%', '& input': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
  offers: {
    position: 'absolute',
    zIndex: 10,
    top: '100%',
    left: 0,
    right: 0,
    maxHeight: '18rem',
    overflowY: 'auto',
    listStyleType: 'none',
    margin: 0,
    padding: tokens.spacingVerticalXS,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow16,
  },
  offer: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    overflowWrap: 'anywhere',
  },
  active: { backgroundColor: tokens.colorNeutralBackground1Selected },
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
    onChange(next.text)
    look(next.caret)
    requestAnimationFrame(() => {
      input.current?.focus()
      input.current?.setSelectionRange(next.caret, next.caret)
    })
  }
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    const offers = offered?.offers ?? []
    const chosen = offers[active]
    if (event.key === 'ArrowDown' && offered === undefined) look(event.currentTarget.selectionStart)
    else if (event.key === 'ArrowDown') setActive((active + 1) % offers.length)
    else if (event.key === 'ArrowUp' && offers.length > 0) setActive(active === -1 ? offers.length - 1 : active - 1)
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
        autoComplete="off"
        spellCheck={false}
        input={{
          ref: input,
          role: 'combobox',
          'aria-label': label,
          'aria-expanded': isOpen,
          'aria-controls': list,
          'aria-autocomplete': 'list',
          'aria-activedescendant': active < 0 ? undefined : `${list}-${active}`,
        }}
        onChange={(event, { value: text }) => {
          onChange(text)
          look(event.target.selectionStart)
        }}
        onKeyDown={press}
        onFocus={(event) => look(event.target.selectionStart)}
        onBlur={() => setCaret(undefined)}
      />
      <ul className={styles.offers} id={list} role="listbox" aria-label={TEXTS.console.offers} hidden={!isOpen}>
        {offered?.offers.map((offer, i) => (
          <li
            key={offer.text}
            id={`${list}-${i}`}
            role="option"
            aria-selected={i === active}
            className={mergeClasses(styles.offer, i === active && styles.active)}
            onMouseDown={(event) => {
              event.preventDefault()
              take(offer)
            }}
          >
            {offer.text}
          </li>
        ))}
      </ul>
    </div>
  )
}
