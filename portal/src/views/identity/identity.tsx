import { Fragment } from 'react'
import { PartedView } from '../../parts/parted-view'
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

export default function Identity({ rest }: ViewProps) {
  const { query } = useRoute()
  const [part = 'apps', id] = rest
  return (
    <PartedView
      title={IDENTITY.title}
      label={IDENTITY.parts}
      here={part}
      parts={PARTS.map((name) => ({ name, href: addressOf(['identity', name]), title: IDENTITY[name].title }))}
    >
      <Fragment key={`${part}/${id ?? ''}?${query.toString()}`}>
        <Part part={part} id={id} />
      </Fragment>
    </PartedView>
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
