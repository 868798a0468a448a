import { makeStyles, mergeClasses, Title2, tokens } from '@fluentui/react-components'
import { addressOf } from '../../routing'
import { Link } from '../../shell/link'
import { REQUESTS } from '../../texts/requests'
import type { ViewProps } from '../areas'
import { Hints } from './hints'
import { Journal } from './journal'
import { Privilege } from './privilege'

const useStyles = makeStyles({
  page: {
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL}`,
    boxSizing: 'border-box',
    height: '100%',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalM },
  },
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

const PARTS = [
  ['', REQUESTS.list],
  ['least-privilege', REQUESTS.privilege],
  ['hints', REQUESTS.hints],
] as const

export default function Requests({ rest }: ViewProps) {
  const styles = useStyles()
  const [part = ''] = rest
  const id = /^\d+$/.test(part) ? Number(part) : undefined
  const here = id === undefined ? part : ''
  return (
    <div className={styles.page}>
      <Title2 as="h1">{REQUESTS.title}</Title2>
      <nav aria-label={REQUESTS.parts}>
        <ul className={styles.parts}>
          {PARTS.map(([path, title]) => (
            <li key={path}>
              <Link
                href={addressOf(path === '' ? ['requests'] : ['requests', path])}
                className={mergeClasses(styles.part, path === here && styles.here)}
                aria-current={path === here ? 'page' : undefined}
              >
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {here === 'least-privilege' ? <Privilege /> : here === 'hints' ? <Hints /> : <Journal id={id} />}
    </div>
  )
}
