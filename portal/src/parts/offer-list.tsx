/** What may be written at the caret of a field, below the field. The field has the focus, and tells which offer is active. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
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

interface OfferListProps {
  readonly id: string
  readonly label: string
  /** Undefined while nothing is offered. */
  readonly texts: readonly string[] | undefined
  readonly active: number
  readonly onTake: (index: number) => void
}

/** In an element of its own with `position: relative`. */
export function OfferList({ id, label, texts, active, onTake }: OfferListProps) {
  const styles = useStyles()
  return (
    <ul className={styles.offers} id={id} role="listbox" aria-label={label} hidden={texts === undefined}>
      {texts?.map((text, i) => (
        <li
          key={text}
          id={offerId(id, i)}
          role="option"
          aria-selected={i === active}
          className={mergeClasses(styles.offer, i === active && styles.active)}
          onMouseDown={(event) => {
            event.preventDefault()
            onTake(i)
          }}
        >
          {text}
        </li>
      ))}
    </ul>
  )
}

/** The id of an offer, for `aria-activedescendant`. */
export function offerId(list: string, index: number): string | undefined {
  return index < 0 ? undefined : `${list}-${index}`
}

/** Which offer is active after a key; undefined where the key is for something else. */
export function activeAfter(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined
  if (key === 'ArrowDown') return (active + 1) % count
  if (key === 'ArrowUp') return active <= 0 ? count - 1 : active - 1
  return undefined
}
