/** Links to the parts of a view. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Link } from '../shell/link'

const useStyles = makeStyles({
  parts: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  part: {
    display: 'block',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderBottom: '3px solid transparent',
    marginBottom: '-1px',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '@media (max-width: 599px)': { paddingInline: tokens.spacingHorizontalS },
  },
  here: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderBottomColor: tokens.colorCompoundBrandStroke,
  },
})

interface PartLinksProps {
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
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
