/** One object: its members in words and as JSON, assignments, what it contains, its history. */
import { Button, makeStyles, Tab, TabList, Text, Toolbar, tokens } from '@fluentui/react-components'
import {
  ArrowDownloadRegular,
  DeleteRegular,
  DocumentCopyRegular,
  EditRegular,
  PeopleRegular,
} from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Model } from '../../model/model'
import { typeOf } from '../../model/model'
import { nameOf, wordsOf } from '../../model/words'
import { save } from '../../parts/download'
import { Code } from '../../requests/code'
import { RequestLines } from '../../requests/request-lines'
import { navigate, useRoute } from '../../routing'
import { Refused, useMayWrite, useSession } from '../../session/session'
import { Link } from '../../shell/link'
import { Empty, Failed, Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'
import { assignAction } from './assign'
import { AssignDialog } from './assign-dialog'
import { Assignments } from './assignments'
import { DeleteDialog } from './delete-dialog'
import { HistoryTab } from './history-tab'
import { ObjectForm } from './object-form'
import { childrenOf, explorerAddress, graphPath } from './places'
import type { Place } from './places'
import { Members } from './values'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  tools: { padding: 0, flexWrap: 'wrap', rowGap: tokens.spacingVerticalXS },
  tabs: { flexWrap: 'wrap' },
  kind: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  children: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  link: { color: tokens.colorBrandForegroundLink, overflowWrap: 'anywhere' },
})

type View = 'members' | 'json' | 'assignments' | 'children' | 'history'

export function ItemView({ model, place }: { readonly model: Model; readonly place: Place }) {
  const styles = useStyles()
  const session = useSession()
  const mayWrite = useMayWrite()
  const { query } = useRoute()
  const path = graphPath(place)
  const { resource } = place
  const { data, error, refetch } = useQuery({
    queryKey: ['item', path],
    queryFn: ({ signal }) => session.get<Record<string, unknown>>(path, signal),
  })
  const [deleting, setDeleting] = useState(false)
  const setAddress = explorerAddress({ ...place, segments: place.segments.slice(0, -1) })
  const [assigning, setAssigning] = useState(false)
  if (error instanceof Refused && error.status === 404)
    return (
      <Empty text={TEXTS.explorer.goneItem}>
        <Link className={styles.link} href={setAddress}>
          {TEXTS.explorer.toSet}
        </Link>
      </Empty>
    )
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  const type = typeOf(data, resource.type)
  const children = childrenOf(model, place, type)
  const action = assignAction(model, type)
  const views: readonly View[] = [
    'members',
    'json',
    ...(children.some(({ path: each }) => each.endsWith('/assignments')) ? (['assignments'] as const) : []),
    ...(children.length > 0 ? (['children'] as const) : []),
    ...(session.settings.control && place.id !== undefined ? (['history'] as const) : []),
  ]
  const asked = query.get('view') as View | null
  const view = asked !== null && views.includes(asked) ? asked : 'members'
  const writable = mayWrite && resource.readOnly !== true
  if (query.get('edit') === '1' && writable)
    return (
      <ObjectForm
        model={model}
        place={place}
        type={type}
        initial={withoutControl(data)}
        mode="edit"
        onDone={() => navigate(explorerAddress(place))}
      />
    )
  const text = JSON.stringify(withoutControl(data), undefined, 2)
  return (
    <div className={styles.page}>
      <Text className={styles.kind}>
        {wordsOf(type)}
        {place.id === undefined ? '' : ` · ${place.id}`}
      </Text>
      <Toolbar className={styles.tools} aria-label={TEXTS.explorer.tools}>
        {writable && (
          <Button
            appearance="primary"
            icon={<EditRegular />}
            onClick={() => navigate(explorerAddress(place, { edit: '1' }))}
          >
            {TEXTS.explorer.edit}
          </Button>
        )}
        {writable && action !== undefined && (
          <Button appearance="subtle" icon={<PeopleRegular />} onClick={() => setAssigning(true)}>
            {TEXTS.explorer.assign}
          </Button>
        )}
        {writable && place.id !== undefined && resource.creatable === true && resource.linked !== true && (
          <Button
            appearance="subtle"
            icon={<DocumentCopyRegular />}
            onClick={() =>
              navigate(
                explorerAddress({ ...place, segments: place.segments.slice(0, -1) }, { new: '1', from: place.id }),
              )
            }
          >
            {TEXTS.explorer.duplicate}
          </Button>
        )}
        <Button
          appearance="subtle"
          icon={<ArrowDownloadRegular />}
          onClick={() => save(`${nameOf(data).slice(0, 80)}.json`, text)}
        >
          {TEXTS.explorer.download}
        </Button>
        {writable && resource.deletable === true && (
          <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => setDeleting(true)}>
            {TEXTS.explorer.delete}
          </Button>
        )}
      </Toolbar>
      <TabList
        className={styles.tabs}
        selectedValue={view}
        onTabSelect={(_, tab) =>
          navigate(explorerAddress(place, { view: tab.value === 'members' ? '' : (tab.value as string) }), {
            replace: true,
          })
        }
      >
        {views.map((each) => (
          <Tab key={each} value={each}>
            {TEXTS.explorer.views[each]}
          </Tab>
        ))}
      </TabList>
      {view === 'members' && <Members model={model} type={type} value={data} />}
      {view === 'json' && <Code text={text} label="JSON" tall />}
      {view === 'assignments' && <Assignments path={`${path}/assignments`} />}
      {view === 'children' && (
        <ul className={styles.children}>
          {children.map((child) => {
            const name = child.path.split('/').at(-1) ?? ''
            return (
              <li key={child.path}>
                <Link className={styles.link} href={explorerAddress({ ...place, segments: [...place.segments, name] })}>
                  {wordsOf(name)}
                </Link>
              </li>
            )
          })}
        </ul>
      )}
      {view === 'history' && <HistoryTab path={[...place.segments].map(encodeURIComponent).join('/')} />}
      <RequestLines request={{ method: 'GET', path: view === 'assignments' ? `${path}/assignments` : path }} />
      {assigning && action !== undefined && (
        <AssignDialog paths={[path]} type={type} action={action} onClose={() => setAssigning(false)} />
      )}
      {deleting && (
        <DeleteDialog
          paths={[path]}
          name={nameOf(data)}
          onClose={(changed) => {
            setDeleting(false)
            if (changed) navigate(setAddress, { replace: true })
          }}
        />
      )}
    </div>
  )
}

/** What an answer says about itself, and not of the object. */
export function isControl(name: string): boolean {
  return name.endsWith('@odata.context')
}

function withoutControl(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !isControl(name)))
}
