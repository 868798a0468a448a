/** Users or groups of the tenant: looked for by name, page by page, with the way to a new one. */
import { useDeferredValue, useState } from 'react'
import type { ReactNode } from 'react'
import { Rows } from '../../parts/rows'
import type { Column } from '../../parts/rows'
import { SearchBar } from '../../parts/search-bar'
import { useStyles } from '../../parts/styles'
import { IDENTITY } from '../../texts/identity'
import { searchOf, usePages } from './data'
import type { DirectoryObject } from './data'
import { Listed } from './listed'

interface DirectoryListProps<T> {
  /** Path of the set, with what is selected of it. */
  readonly path: string
  /** The members that a text is looked for in. */
  readonly searched: readonly string[]
  readonly texts: Readonly<Record<'title' | 'find' | 'create' | 'empty', string>>
  readonly columns: readonly Column<T>[]
  /** The dialog that makes a new one. */
  readonly dialog: (onClose: () => void) => ReactNode
}

export function DirectoryList<T extends DirectoryObject>(props: DirectoryListProps<T>) {
  const { path, searched, texts, columns, dialog } = props
  const styles = useStyles()
  const [text, setText] = useState('')
  const [creating, setCreating] = useState(false)
  const search = searchOf(useDeferredValue(text), searched)
  const pages = usePages<T>(`${path}&$orderby=displayName&$top=50&$count=true${search}`)
  return (
    <div className={styles.part}>
      <SearchBar
        label={texts.find}
        text={text}
        onText={setText}
        action={texts.create}
        onCreate={() => setCreating(true)}
      />
      <Listed pages={pages} empty={search === '' ? texts.empty : IDENTITY.noneFound}>
        {(rows) => <Rows label={texts.title} columns={columns} rows={rows} keyOf={({ id }) => id} />}
      </Listed>
      {creating && dialog(() => setCreating(false))}
    </div>
  )
}
