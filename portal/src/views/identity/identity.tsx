import { makeStyles, mergeClasses, Title2, tokens } from '@fluentui/react-components'
import { Fragment } from 'react'
import { addressOf, useRoute } from '../../routing'
import { Link } from '../../shell/link'
import { IDENTITY } from '../../texts/identity'
import type { ViewProps } from '../areas'
import { AppPage } from './app'
import { AppsPage } from './apps'
import { GroupPage } from './group'
import { GroupsPage } from './groups'
import { TokenPage } from './token'
import { UserPage } from './user'
import { UsersPage } from './users'

const PARTS = ['apps', 'users', 'groups', 'token'] as const

const useStyles = makeStyles({
  page: {
    padding: tokens.spacingHorizontalXXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    maxWidth: '72rem',
    minWidth: 0,
    '@media (max-width: 599px)': { padding: tokens.spacingHorizontalL },
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

export default function Identity({ rest }: ViewProps) {
  const styles = useStyles()
  const { query } = useRoute()
  const [part = 'apps', id] = rest
  return (
    <div className={styles.page}>
      <Title2 as="h1">{IDENTITY.title}</Title2>
      <nav aria-label={IDENTITY.parts}>
        <ul className={styles.parts}>
          {PARTS.map((each) => (
            <li key={each}>
              <Link
                href={addressOf(['identity', each])}
                className={mergeClasses(styles.part, each === part && styles.here)}
                aria-current={each === part ? 'page' : undefined}
              >
                {IDENTITY[each].title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Fragment key={`${part}/${id ?? ''}?${query.toString()}`}>
        <Part part={part} id={id} />
      </Fragment>
    </div>
  )
}

function Part({ part, id }: { readonly part: string; readonly id: string | undefined }) {
  switch (part) {
    case 'users':
      return id === undefined ? <UsersPage /> : <UserPage id={id} />
    case 'groups':
      return id === undefined ? <GroupsPage /> : <GroupPage id={id} />
    case 'token':
      return <TokenPage />
    default:
      return id === undefined ? <AppsPage /> : <AppPage id={id} />
  }
}
