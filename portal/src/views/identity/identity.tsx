import { makeStyles, Title2, tokens } from '@fluentui/react-components'
import { Fragment } from 'react'
import { PartLinks } from '../../parts/part-links'
import { addressOf, useRoute } from '../../routing'
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
})

export default function Identity({ rest }: ViewProps) {
  const styles = useStyles()
  const { query } = useRoute()
  const [part = 'apps', id] = rest
  return (
    <div className={styles.page}>
      <Title2 as="h1">{IDENTITY.title}</Title2>
      <PartLinks
        label={IDENTITY.parts}
        here={part}
        parts={PARTS.map((name) => ({ name, href: addressOf(['identity', name]), title: IDENTITY[name].title }))}
      />
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
