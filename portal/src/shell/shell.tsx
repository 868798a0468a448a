/** What stands around every view: header, areas, and the place of the view. */
import { makeStyles, mergeClasses, Title3, tokens } from '@fluentui/react-components'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { ComponentType } from 'react'
import { addressOf, useRoute } from '../routing'
import { TEXTS } from '../texts'
import { AREAS } from '../views/areas'
import type { Area, ViewProps } from '../views/areas'
import { Boundary } from './boundary'
import { Header } from './header'
import { Link } from './link'
import { Empty, Waiting } from './states'
import type { Choice } from './theme'

const NARROW = '@media (max-width: 899px)'

const useStyles = makeStyles({
  page: {
    height: '100dvh',
    display: 'grid',
    gridTemplateRows: 'auto 1fr',
    gridTemplateColumns: '13.5rem minmax(0, 1fr)',
    gridTemplateAreas: '"header header" "areas view"',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateAreas: '"header" "view"' },
  },
  skip: {
    position: 'absolute',
    left: '-100vw',
    zIndex: 10,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    ':focus': { left: tokens.spacingHorizontalS, top: tokens.spacingVerticalS },
  },
  areas: {
    gridArea: 'areas',
    overflowY: 'auto',
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    [NARROW]: {
      display: 'none',
      gridArea: 'view',
      zIndex: 5,
      borderRight: 'none',
    },
  },
  open: { [NARROW]: { display: 'block' } },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  area: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalMNudge}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderLeft: '3px solid transparent',
    fontSize: '20px',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    [NARROW]: { paddingBlock: tokens.spacingVerticalM },
  },
  name: { fontSize: tokens.fontSizeBase300 },
  here: {
    backgroundColor: tokens.colorNeutralBackground2Selected,
    borderLeftColor: tokens.colorCompoundBrandStroke,
    fontWeight: tokens.fontWeightSemibold,
  },
  nothing: { padding: tokens.spacingHorizontalXXL },
  view: {
    gridArea: 'view',
    overflow: 'auto',
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus': { outline: 'none' },
  },
})

const views = new Map<string, ComponentType<ViewProps>>()

function viewOf({ path, load }: Area): ComponentType<ViewProps> {
  let view = views.get(path)
  if (view === undefined) {
    const failed = (cause: unknown): never => {
      throw new Error(TEXTS.notThisVersion, { cause })
    }
    views.set(path, (view = lazy(() => load().catch(failed))))
  }
  return view
}

export function Shell({ choice, choose }: { readonly choice: Choice; readonly choose: (choice: Choice) => void }) {
  const styles = useStyles()
  const { segments } = useRoute()
  const [first = 'overview', ...rest] = segments
  const area = AREAS.find(({ path }) => path === first)
  const [open, setOpen] = useState(false)
  const main = useRef<HTMLElement>(null)
  const shown = useRef(first)
  useEffect(() => {
    document.title = `${area?.title ?? TEXTS.notFound.title} · ${TEXTS.product}`
    // A screen reader tells that the view is another one.
    if (shown.current !== first) main.current?.focus()
    shown.current = first
    setOpen(false)
  }, [first, area])
  return (
    <div className={styles.page}>
      <a
        className={styles.skip}
        href="#view"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        {TEXTS.skip}
      </a>
      <Header choice={choice} choose={choose} open={open} onMenu={() => setOpen(!open)} />
      <nav className={mergeClasses(styles.areas, open && styles.open)} id="areas" aria-label={TEXTS.header.navigation}>
        <ul className={styles.list}>
          {AREAS.map(({ path, title, icon: Icon }) => (
            <li key={path}>
              <Link
                href={addressOf([path])}
                className={mergeClasses(styles.area, path === first && styles.here)}
                aria-current={path === first ? 'page' : undefined}
                onClick={() => setOpen(false)}
              >
                <Icon aria-hidden />
                <span className={styles.name}>{title}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main className={styles.view} id="view" tabIndex={-1} ref={main}>
        {area === undefined ? (
          <div className={styles.nothing}>
            <Title3 as="h1">{TEXTS.notFound.title}</Title3>
            <Empty text={TEXTS.notFound.text} />
          </div>
        ) : (
          <Boundary key={first} onRetry={() => views.delete(first)}>
            <Suspense fallback={<Waiting />}>
              <Viewed area={area} rest={rest} />
            </Suspense>
          </Boundary>
        )}
      </main>
    </div>
  )
}

/** Rendered anew when the user tries again. */
function Viewed({ area, rest }: { readonly area: Area; readonly rest: readonly string[] }) {
  const View = viewOf(area)
  return <View rest={rest} />
}
