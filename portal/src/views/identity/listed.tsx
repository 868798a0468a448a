/** A list of Graph with what it is while it is read, where it is empty, and its further pages. */
import { Button } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useStyles } from '../../parts/styles'
import { Empty, Failed, Waiting } from '../../shell/states'
import { IDENTITY } from '../../texts/identity'
import type { usePages } from './data'

interface ListedProps<T> {
  readonly pages: ReturnType<typeof usePages<T>>
  readonly empty: string
  readonly children: (rows: readonly T[]) => ReactNode
}

export function Listed<T>({ pages, empty, children }: ListedProps<T>) {
  const styles = useStyles()
  const { rows, count, error, isPending, hasNextPage, isFetchingNextPage } = pages
  if (error !== null) return <Failed error={error} retry={() => void pages.refetch()} />
  if (isPending) return <Waiting />
  if (rows.length === 0) return <Empty text={empty} />
  return (
    <>
      {children(rows)}
      <div className={styles.bar}>
        <span className={styles.quiet} role="status">
          {count === undefined ? IDENTITY.shown(rows.length) : IDENTITY.shownOf(rows.length, count)}
        </span>
        {hasNextPage && (
          <Button size="small" disabledFocusable={isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {IDENTITY.more}
          </Button>
        )}
      </div>
    </>
  )
}
