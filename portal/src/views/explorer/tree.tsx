/** All sets of the model, as areas of the admin center or as paths of Graph. Native disclosures: keys and readers know them. */
import { Input, makeStyles, mergeClasses, Tab, TabList, tokens } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { Model } from '../../model/model'
import { Link } from '../../shell/link'
import { Empty } from '../../shell/states'
import { TEXTS } from '../../texts'
import { TREE_AREAS } from './areas'
import { explorerAddress, topResources } from './places'

const useStyles = makeStyles({
  tree: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  group: { paddingBlock: '1px' },
  title: {
    cursor: 'pointer',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXS}`,
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase300,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, paddingLeft: tokens.spacingHorizontalL },
  set: {
    display: 'block',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    fontSize: tokens.fontSizeBase300,
    overflowWrap: 'anywhere',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  here: { backgroundColor: tokens.colorSubtleBackgroundSelected, fontWeight: tokens.fontWeightSemibold },
})

type Form = 'areas' | 'paths'

interface Group {
  readonly title: string
  readonly sets: readonly { readonly title: string; readonly path: string }[]
}

function groupsOf(model: Model, form: Form): readonly Group[] {
  if (form === 'areas')
    return TREE_AREAS.map(({ title, sets }) => ({
      title,
      sets: sets
        .filter(([, path]) => model.resourceAt(path) !== undefined)
        .map(([name, path]) => ({ title: name, path })),
    }))
  const roots = new Map<string, { title: string; path: string }[]>()
  for (const { path } of topResources(model)) {
    const [root = ''] = path.split('/')
    const known = roots.get(root) ?? []
    roots.set(root, [...known, { title: path === root ? root : path.slice(root.length + 1), path }])
  }
  return [...roots].map(([title, sets]) => ({
    title,
    sets: sets.sort((one, other) => (one.title < other.title ? -1 : 1)),
  }))
}

export function Tree({ model, current }: { readonly model: Model; readonly current: string | undefined }) {
  const styles = useStyles()
  const [form, setForm] = useState<Form>('areas')
  const [wanted, setWanted] = useState('')
  const text = wanted.trim().toLowerCase()
  const groups = groupsOf(model, form)
    .map(({ title, sets }) => ({
      title,
      sets: sets.filter((set) => `${title} ${set.title} ${set.path}`.toLowerCase().includes(text)),
    }))
    .filter(({ sets }) => sets.length > 0)
  return (
    <nav className={styles.tree} aria-label={TEXTS.explorer.tree}>
      <Input
        value={wanted}
        type="search"
        contentBefore={<SearchRegular aria-hidden />}
        placeholder={TEXTS.explorer.findSet}
        aria-label={TEXTS.explorer.findSet}
        onChange={(_, data) => setWanted(data.value)}
      />
      <TabList size="small" selectedValue={form} onTabSelect={(_, data) => setForm(data.value as Form)}>
        <Tab value="areas">{TEXTS.explorer.asAreas}</Tab>
        <Tab value="paths">{TEXTS.explorer.asPaths}</Tab>
      </TabList>
      {groups.length === 0 && <Empty text={TEXTS.explorer.noSet} />}
      <div>
        {groups.map(({ title, sets }) => (
          <details
            key={`${form} ${title} ${text === ''}`}
            className={styles.group}
            open={text !== '' || current === undefined || sets.some(({ path }) => path === current)}
          >
            <summary className={styles.title}>{title}</summary>
            <ul className={styles.list}>
              {sets.map((set) => (
                <li key={set.path}>
                  <Link
                    className={mergeClasses(styles.set, set.path === current && styles.here)}
                    href={explorerAddress({ version: model.version, segments: set.path.split('/') })}
                    aria-current={set.path === current ? 'page' : undefined}
                  >
                    {set.title}
                  </Link>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </div>
    </nav>
  )
}
