/** Links to the parts of a view. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Link } from '../shell/link'

const useStyles = makeStyles({
  parts: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  part: {
    display: 'grid',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderBottom: '3px solid transparent',
    marginBottom: '-1px',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '@media (max-width: 599px)': { paddingInline: tokens.spacingHorizontalS },
    // As wide as the link is when its part is shown, so that the others stay where they are.
    '::after': {
      content: 'attr(data-title)',
      height: 0,
      overflow: 'hidden',
      visibility: 'hidden',
      fontWeight: tokens.fontWeightSemibold,
    },
  },
  here: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderBottomColor: tokens.colorCompoundBrandStroke,
  },
})

export interface PartLinksProps {
  readonly label: string
  readonly parts: readonly { readonly name: string; readonly href: string; readonly title: string }[]
  /** The name of the part that is shown. */
  readonly here: string
}

export function PartLinks({ label, parts, here }: PartLinksProps) {
  const styles = useStyles()
  return (
    <nav aria-label={label}>
      <ul className={styles.parts}>
        {parts.map(({ name, href, title }) => (
          <li key={name}>
            <Link
              href={href}
              className={mergeClasses(styles.part, name === here && styles.here)}
              aria-current={name === here ? 'page' : undefined}
              data-title={title}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
