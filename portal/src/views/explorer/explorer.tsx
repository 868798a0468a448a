/** The whole model: a tree of sets beside what is in one of them. */
import { Button, Dropdown, makeStyles, mergeClasses, Option, Title2, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { typeOf, useModel } from '../../model/model'
import type { Model, Version } from '../../model/model'
import { nameOf, wordsOf } from '../../model/words'
import { addressOf, navigate, useRoute } from '../../routing'
import { useMayWrite, useSession } from '../../session/session'
import { Link } from '../../shell/link'
import { Empty, Failed, Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'
import type { ViewProps } from '../areas'
import { TREE_AREAS } from './areas'
import { isControl, ItemView } from './item-view'
import { ObjectForm } from './object-form'
import { explorerAddress, graphPath, readPlace } from './places'
import type { Place } from './places'
import { SetView } from './set-view'
import { Tree } from './tree'

const NARROW = '@media (max-width: 899px)'

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: '17rem minmax(0, 1fr)',
    height: '100%',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)', height: 'auto' },
  },
  tree: {
    padding: tokens.spacingHorizontalM,
    overflowY: 'auto',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    [NARROW]: { borderRight: 'none' },
  },
  away: { [NARROW]: { display: 'none' } },
  first: { [NARROW]: { order: -1, minHeight: 'auto' } },
  content: {
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
    overflowY: 'auto',
    [NARROW]: { padding: tokens.spacingHorizontalM },
  },
  tall: { [NARROW]: { minHeight: 'calc(100dvh - 5rem)' } },
  crumbs: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  link: { color: tokens.colorBrandForegroundLink },
  line: { display: 'flex', alignItems: 'start', gap: tokens.spacingHorizontalM },
  title: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  long: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  version: { minWidth: '6.5rem', flexShrink: 0 },
})

const VERSION = 'beta'
/** Characters of a name that would take too much of a page as a heading. */
const LONG = 60

export default function Explorer({ rest }: ViewProps) {
  const [said, ...segments] = rest
  const version: Version = said === 'v1.0' ? 'v1.0' : VERSION
  const { data: model, error } = useModel(version)
  if (error !== null) return <Failed error={error} />
  if (model === undefined) return <Waiting />
  return <Explored model={model} segments={segments} />
}

function Explored({ model, segments }: { readonly model: Model; readonly segments: readonly string[] }) {
  const styles = useStyles()
  const place = segments.length === 0 ? undefined : readPlace(model, segments)
  const isSet = place !== undefined && !place.item
  return (
    <div className={styles.page}>
      <div className={mergeClasses(styles.tree, segments.length > 0 && styles.away)}>
        <Tree model={model} current={place?.resource.path} />
      </div>
      <div className={mergeClasses(styles.content, segments.length === 0 && styles.first, isSet && styles.tall)}>
        {segments.length === 0 ? (
          <>
            <Title2 as="h1">{TEXTS.explorer.title}</Title2>
            <Empty text={TEXTS.explorer.begin} />
          </>
        ) : (
          <Content key={segments.join('/')} model={model} segments={segments} place={place} />
        )}
      </div>
    </div>
  )
}

interface ContentProps {
  readonly model: Model
  readonly segments: readonly string[]
  readonly place: Place | undefined
}

function Content({ model, segments, place }: ContentProps) {
  const styles = useStyles()
  const { query } = useRoute()
  const mayWrite = useMayWrite()
  const isNew = query.get('new') === '1' && place !== undefined && !place.item && mayWrite
  const title = useTitle(place)
  return (
    <>
      <nav aria-label={TEXTS.explorer.crumbs}>
        <ol className={styles.crumbs}>
          <li>
            <Link className={styles.link} href={addressOf(['explorer', model.version])}>
              {TEXTS.explorer.title}
            </Link>
          </li>
          {segments.map((segment, i) => {
            const part = segments.slice(0, i + 1)
            const leads = i < segments.length - 1 && readPlace(model, part) !== undefined
            return (
              <li key={i}>
                /{' '}
                {leads ? (
                  <Link className={styles.link} href={explorerAddress({ version: model.version, segments: part })}>
                    {segment}
                  </Link>
                ) : (
                  segment
                )}
              </li>
            )
          })}
        </ol>
      </nav>
      <div className={styles.line}>
        <Title2 as="h1" className={mergeClasses(styles.title, title.length > LONG && styles.long)}>
          {isNew ? TEXTS.explorer.newOne(title) : title}
        </Title2>
        <Dropdown
          className={styles.version}
          aria-label={TEXTS.explorer.version}
          value={model.version}
          selectedOptions={[model.version]}
          onOptionSelect={(_, data) => navigate(explorerAddress({ version: data.optionValue as Version, segments }))}
        >
          <Option value="v1.0">v1.0</Option>
          <Option value="beta">beta</Option>
        </Dropdown>
      </div>
      {place === undefined ? (
        <Empty text={TEXTS.explorer.nowhere(model.version)}>
          {model.version === 'v1.0' && (
            <div>
              <Button onClick={() => navigate(explorerAddress({ version: 'beta', segments }))}>
                {TEXTS.explorer.inBeta}
              </Button>
            </div>
          )}
        </Empty>
      ) : isNew ? (
        <NewObject model={model} place={place} from={query.get('from')} />
      ) : place.item ? (
        <ItemView model={model} place={place} />
      ) : (
        <SetView model={model} place={place} />
      )}
    </>
  )
}

const titles = new Map(TREE_AREAS.flatMap(({ sets }) => sets.map(([title, path]) => [path, title] as const)))

function useTitle(place: Place | undefined): string {
  const session = useSession()
  const path = place === undefined ? '' : graphPath(place)
  const isObject = place?.item === true && place.id !== undefined
  const { data, error } = useQuery({
    queryKey: ['item', path],
    enabled: isObject,
    queryFn: ({ signal }) => session.get<Record<string, unknown>>(path, signal),
  })
  if (place === undefined) return TEXTS.notFound.title
  if (isObject && error === null) return data === undefined ? ' ' : nameOf(data)
  return titles.get(place.resource.path) ?? wordsOf(place.resource.path.split('/').at(-1) ?? '')
}

/** Members that a copy must not have. */
const OWN = new Set(['id', 'version', 'isAssigned', 'roleScopeTags'])

function NewObject({
  model,
  place,
  from,
}: {
  readonly model: Model
  readonly place: Place
  readonly from: string | null
}) {
  const session = useSession()
  const { resource } = place
  const first = resource.types?.[0] ?? model.concreteTypes(resource.type)[0] ?? resource.type
  const expand = expandOf(model, resource.type)
  const path = from === null ? '' : graphPath(place, from) + (expand === '' ? '' : `?$expand=${expand}`)
  const { data, error } = useQuery({
    queryKey: ['item', path],
    enabled: from !== null,
    queryFn: ({ signal }) => session.get<Record<string, unknown>>(path, signal),
  })
  if (error !== null) return <Failed error={error} />
  if (from !== null && data === undefined) return <Waiting />
  const type = typeOf(data, first)
  return (
    <ObjectForm
      model={model}
      place={place}
      type={type}
      initial={data === undefined ? {} : renamed(copyOf(model, type, data))}
      mode="create"
      onDone={(saved) => {
        const id = saved?.['id']
        navigate(explorerAddress(typeof id === 'string' ? { ...place, segments: [...place.segments, id] } : place), {
          replace: true,
        })
      }}
    />
  )
}

/** What an object contains is copied with it. */
function expandOf(model: Model, type: string): string {
  return model
    .contentsOf(type)
    .map(({ name, type: target }) => {
      const inner = expandOf(model, target)
      return inner === '' ? name : `${name}($expand=${inner})`
    })
    .join(',')
}

type Value = Readonly<Record<string, unknown>>

function copyOf(model: Model, type: string, value: Value): Record<string, unknown> {
  const computed = new Set(
    model
      .membersOf(type)
      .filter((member) => member.computed)
      .map(({ name }) => name),
  )
  const contents = new Map(model.contentsOf(type).map(({ name, type: target }) => [name, target]))
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !computed.has(name) && !OWN.has(name) && !name.startsWith('@') && !isControl(name))
      .map(([name, each]) => {
        const target = contents.get(name)
        return [
          name,
          target === undefined || !Array.isArray(each) ? each : each.map((item: Value) => itemOf(model, target, item)),
        ]
      }),
  )
}

function itemOf(model: Model, declared: string, item: Value): Value {
  const type = typeOf(item, declared)
  return { ...(type === declared ? {} : { '@odata.type': item['@odata.type'] }), ...copyOf(model, type, item) }
}

function renamed(copy: Value): Value {
  const names = ['displayName', 'name'].filter((name) => typeof copy[name] === 'string')
  return { ...copy, ...Object.fromEntries(names.map((name) => [name, TEXTS.explorer.copyOf(copy[name] as string)])) }
}
