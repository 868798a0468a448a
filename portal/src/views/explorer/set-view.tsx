/** A set: its rows with search, filter, sort, columns, and what can be done with several at once. */
import {
  Button,
  makeStyles,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  Toolbar,
  tokens,
} from '@fluentui/react-components'
import {
  AddRegular,
  ArrowDownloadRegular,
  ArrowSyncRegular,
  ColumnTripleRegular,
  DeleteRegular,
  PeopleRegular,
} from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { typeOf } from '../../model/model'
import type { Model } from '../../model/model'
import { nameMemberOf, wordsOf } from '../../model/words'
import { save } from '../../parts/download'
import { RequestLines } from '../../requests/request-lines'
import type { ShownRequest } from '../../requests/snippets'
import { navigate, useRoute } from '../../routing'
import { useMayWrite } from '../../session/session'
import { Empty, Failed, Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'
import { assignAction } from './assign'
import { AssignDialog } from './assign-dialog'
import { cellMembers, usualColumns } from './columns'
import { DeleteDialog } from './delete-dialog'
import { Grid } from './grid'
import { explorerAddress, graphPath } from './places'
import type { Place } from './places'
import { useRows } from './rows'
import type { Row } from './rows'
import { FilterField, SearchField } from './search-fields'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, flexGrow: 1, minHeight: 0 },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'start' },
  tools: { padding: 0, flexWrap: 'wrap', rowGap: tokens.spacingVerticalXS },
  columns: { maxHeight: '24rem', overflowY: 'auto' },
  count: { color: tokens.colorNeutralForeground2 },
})

export function SetView({ model, place }: { readonly model: Model; readonly place: Place }) {
  const styles = useStyles()
  const mayWrite = useMayWrite()
  const { query } = useRoute()
  const { resource } = place
  const members = cellMembers(model, resource)
  const chosenColumns = query
    .get('columns')
    ?.split(',')
    .filter((name) => members.some((member) => member.name === name))
  const columns =
    chosenColumns !== undefined && chosenColumns.length > 0 ? chosenColumns : usualColumns(model, resource)
  const [search, filter, sort] = ['search', 'filter', 'sort'].map((name) => query.get(name) ?? '') as [
    string,
    string,
    string,
  ]
  const set = (changes: Readonly<Record<string, string>>): void => {
    const all = { ...Object.fromEntries(query), ...changes }
    navigate(explorerAddress(place, all), { replace: true })
  }
  const kinds = resource.types !== undefined || resource.linked === true
  const path = listPath(model, place, columns, { search, filter, sort })
  const [version, setVersion] = useState(0)
  const rows = useRows(path, version)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => setChosen(new Set()), [path, version])
  const [dialog, setDialog] = useState<'assign' | 'delete'>()
  const action = assignAction(model, resource.type)
  const creatable = mayWrite && resource.creatable === true && resource.linked !== true
  const choosable = resource.linked !== true
  const narrowed = search !== '' || filter !== ''
  const addressOf = (row: Row): string | undefined => addressOfRow(model, place, row)
  const paths = [...chosen].map((id) => graphPath(place, id))
  const close = (changed: boolean): void => {
    setDialog(undefined)
    if (changed) setVersion((v) => v + 1)
  }
  return (
    <div className={styles.page}>
      <div className={styles.line}>
        <SearchField
          key={`s${search}`}
          label={searchLabel(model, place)}
          text={search}
          onText={(text) => set({ search: text })}
        />
        <FilterField key={`f${filter}`} text={filter} onText={(text) => set({ filter: text })} error={rows.error} />
      </div>
      <Toolbar className={styles.tools} aria-label={TEXTS.explorer.tools}>
        {creatable && (
          <Button
            appearance="primary"
            icon={<AddRegular />}
            onClick={() => navigate(explorerAddress(place, { new: '1' }))}
          >
            {TEXTS.explorer.create}
          </Button>
        )}
        <Menu
          checkedValues={{ columns: [...columns] }}
          onCheckedValueChange={(_, data) => {
            const next = members.map(({ name }) => name).filter((name) => data.checkedItems.includes(name))
            const kept = columns.filter((name) => next.includes(name))
            set({ columns: [...kept, ...next.filter((name) => !kept.includes(name))].join(',') })
          }}
        >
          <MenuTrigger disableButtonEnhancement>
            <Button appearance="subtle" icon={<ColumnTripleRegular />}>
              {TEXTS.explorer.columns}
            </Button>
          </MenuTrigger>
          <MenuPopover className={styles.columns}>
            <MenuList>
              {members.map(({ name }) => (
                <MenuItemCheckbox key={name} name="columns" value={name}>
                  {wordsOf(name)}
                </MenuItemCheckbox>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
        <Button
          appearance="subtle"
          icon={<ArrowSyncRegular />}
          aria-label={TEXTS.explorer.refresh}
          title={TEXTS.explorer.refresh}
          onClick={() => setVersion((v) => v + 1)}
        />
        {choosable && (
          <Button
            appearance="subtle"
            icon={<ArrowDownloadRegular />}
            disabledFocusable={chosen.size === 0}
            onClick={() =>
              save(
                `${resource.path.split('/').at(-1)}.json`,
                JSON.stringify(
                  rows.known().filter(({ id }) => chosen.has(String(id))),
                  undefined,
                  2,
                ),
              )
            }
          >
            {TEXTS.explorer.downloadChosen(chosen.size)}
          </Button>
        )}
        {choosable && mayWrite && action !== undefined && (
          <Button
            appearance="subtle"
            icon={<PeopleRegular />}
            disabledFocusable={chosen.size === 0}
            onClick={() => setDialog('assign')}
          >
            {TEXTS.explorer.assignChosen(chosen.size)}
          </Button>
        )}
        {choosable && mayWrite && resource.deletable === true && (
          <Button
            appearance="subtle"
            icon={<DeleteRegular />}
            disabledFocusable={chosen.size === 0}
            onClick={() => setDialog('delete')}
          >
            {TEXTS.explorer.deleteChosen(chosen.size)}
          </Button>
        )}
      </Toolbar>
      <Text size={200} className={styles.count} role="status">
        {rows.state === 'ready' ? TEXTS.explorer.count(rows.count, rows.counted) : ' '}
      </Text>
      {rows.state === 'waiting' && <Waiting />}
      {rows.state === 'failed' && rows.error !== undefined && filter === '' && (
        <Failed error={rows.error} retry={() => setVersion((v) => v + 1)} />
      )}
      {rows.state === 'ready' &&
        (rows.count === 0 ? (
          <Empty text={narrowed ? TEXTS.explorer.noneFound : TEXTS.explorer.noneYet(creatable)}>
            {narrowed && (
              <div>
                <Button onClick={() => set({ search: '', filter: '' })}>{TEXTS.explorer.showAll}</Button>
              </div>
            )}
          </Empty>
        ) : (
          <Grid
            rows={rows}
            columns={columns}
            kinds={kinds}
            sort={sort}
            onSort={(next) => set({ sort: next })}
            chosen={chosen}
            onChoose={setChosen}
            choosable={choosable}
            addressOf={addressOf}
            label={wordsOf(resource.path.split('/').at(-1) ?? '')}
          />
        ))}
      <RequestLines request={requestOf(place, path)} />
      {dialog === 'assign' && action !== undefined && (
        <AssignDialog paths={paths} type={resource.type} action={action} onClose={close} />
      )}
      {dialog === 'delete' && <DeleteDialog paths={paths} onClose={close} />}
    </div>
  )
}

const isDirectory = (path: string): boolean => !/^device(App)?Management\//i.test(path)

function searchLabel(model: Model, { resource }: Place): string {
  const name = nameMemberOf(model.membersOf(resource.type))
  return name === undefined ? TEXTS.explorer.searchId : TEXTS.explorer.search(wordsOf(name).toLowerCase())
}

function listPath(
  model: Model,
  place: Place,
  columns: readonly string[],
  { search, filter, sort }: { readonly search: string; readonly filter: string; readonly sort: string },
): string {
  const name = nameMemberOf(model.membersOf(place.resource.type))
  const literal = `'${search.replaceAll("'", "''")}'`
  const bySearch =
    search === ''
      ? ''
      : name === undefined
        ? `id eq ${literal}`
        : isDirectory(place.resource.path)
          ? `startswith(${name},${literal})`
          : `contains(${name},${literal})`
  const both = bySearch !== '' && filter !== '' ? `${bySearch} and (${filter})` : bySearch + filter
  const selected = [...new Set(['id', ...columns])].join(',')
  const options = [
    // What is linked may be of several types, of which a column need not be known to all.
    ...(place.resource.linked === true ? [] : [`$select=${selected}`]),
    ...(both === '' ? [] : [`$filter=${encodeURIComponent(both)}`]),
    ...(sort === '' ? [] : [`$orderby=${encodeURIComponent(sort)}`]),
  ]
  return `${graphPath(place)}${options.length === 0 ? '' : `?${options.join('&')}`}`
}

/** The directory searches, filters and sorts in full only for clients that say so and count. */
function requestOf({ resource }: Place, path: string): ShownRequest {
  if (!isDirectory(resource.path) || !/[?&]\$(?:filter|orderby)=/.test(path)) return { method: 'GET', path }
  return { method: 'GET', path: `${path}&$count=true`, headers: { ConsistencyLevel: 'eventual' } }
}

/** Where the object of a row is looked at: what is linked has its own set elsewhere. */
function addressOfRow(model: Model, place: Place, row: Row): string | undefined {
  const id = row['id']
  if (typeof id !== 'string') return undefined
  if (place.resource.linked !== true) return explorerAddress({ ...place, segments: [...place.segments, id] })
  const type = typeOf(row, place.resource.type)
  const home = model.resources.find(
    (each) =>
      each.many === true &&
      each.linked !== true &&
      !each.path.includes('/', each.path.startsWith('device') ? each.path.indexOf('/') + 1 : 0) &&
      (each.type === type || each.types?.includes(type) === true),
  )
  return home === undefined ? undefined : explorerAddress({ ...place, segments: [...home.path.split('/'), id] })
}
