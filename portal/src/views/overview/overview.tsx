/** What is in the tenant, how its devices are, what clients ask, its clock and snapshots, and how clients come to it. */
import { Badge, makeStyles, Text, Title2, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useSnapshots } from '../../parts/snapshots'
import { Code } from '../../requests/code'
import { addressOf } from '../../routing'
import { useSession } from '../../session/session'
import { useClock } from '../../shell/clock'
import { Link } from '../../shell/link'
import { Empty, Failed, Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'
import { Card } from './card'
import { Shares } from './chart'
import type { Share } from './chart'
import { Connect } from './connect'
import { readCounts } from './counts'
import { RecentRequests } from './recent-requests'

const DEVICES = 'deviceManagement/managedDevices'

const SETS: readonly (readonly [name: keyof typeof TEXTS.overview.sets, path: string])[] = [
  ['devices', DEVICES],
  ['configurations', 'deviceManagement/deviceConfigurations'],
  ['catalog', 'deviceManagement/configurationPolicies'],
  ['compliance', 'deviceManagement/deviceCompliancePolicies'],
  ['apps', 'deviceAppManagement/mobileApps'],
  ['appConfigurations', 'deviceAppManagement/mobileAppConfigurations'],
  ['remediations', 'deviceManagement/deviceHealthScripts'],
  ['enrollment', 'deviceManagement/deviceEnrollmentConfigurations'],
  ['filters', 'deviceManagement/assignmentFilters'],
  ['users', 'users'],
  ['groups', 'groups'],
  ['applications', 'applications'],
]

const PLATFORMS: readonly (readonly [name: string, filter: string, colour: string])[] = [
  ['Windows', "startswith(operatingSystem,'Windows')", '#0f6cbd'],
  ['iOS', "operatingSystem eq 'iOS'", '#8764b8'],
  ['iPadOS', "operatingSystem eq 'iPadOS'", '#c239b3'],
  ['macOS', "startswith(operatingSystem,'mac')", '#69797e'],
  ['Android', "startswith(operatingSystem,'Android')", '#107c10'],
  ['Linux', "startswith(operatingSystem,'Linux')", '#ca5010'],
]

const STATES: readonly (readonly [state: keyof typeof TEXTS.overview.states, colour: string])[] = [
  ['compliant', '#107c10'],
  ['inGracePeriod', '#c19c00'],
  ['noncompliant', '#c50f1f'],
  ['error', '#8e562e'],
  ['conflict', '#8764b8'],
  ['configManager', '#0f6cbd'],
  ['unknown', '#69797e'],
]

const useStyles = makeStyles({
  page: {
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
    maxWidth: '75rem',
    '@media (max-width: 899px)': { padding: tokens.spacingHorizontalM },
  },
  sets: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(9.5rem, 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  set: {
    display: 'flex',
    flexDirection: 'column',
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    height: '100%',
    boxSizing: 'border-box',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  count: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
  },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 23rem), 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingHorizontalL, minWidth: 0 },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
  soft: { color: tokens.colorNeutralForeground2 },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
})

function setAddress(path: string, filter?: string): string {
  return addressOf(['explorer', 'beta', ...path.split('/')], { filter })
}

const countUrl = (path: string, filter?: string): string =>
  `/${path}/$count${filter === undefined ? '' : `?$filter=${encodeURIComponent(filter)}`}`

export default function Overview() {
  const styles = useStyles()
  const session = useSession()
  const isShown = session.settings.control && session.who.user.role !== 'none'
  return (
    <div className={styles.page}>
      <Title2 as="h1">{TEXTS.overview.title}</Title2>
      <Counts />
      <div className={styles.cards}>
        <Devices />
        {isShown && (
          <Card title={TEXTS.overview.requests}>
            <RecentRequests />
          </Card>
        )}
        <div className={styles.column}>
          <Card title={TEXTS.overview.clock}>
            <Clock />
          </Card>
          {isShown && (
            <Card title={TEXTS.overview.snapshots}>
              <Snapshots />
            </Card>
          )}
        </div>
      </div>
      <Connect />
    </div>
  )
}

function Counts() {
  const styles = useStyles()
  const session = useSession()
  const { data, error, refetch } = useQuery({
    queryKey: ['counts'],
    queryFn: ({ signal }) =>
      readCounts(
        session,
        SETS.map(([, path]) => countUrl(path)),
        signal,
      ),
  })
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  return (
    <section aria-label={TEXTS.overview.counts}>
      {session.who.user.role === 'none' && <Empty text={TEXTS.overview.mayNot} />}
      <ul className={styles.sets}>
        {SETS.map(([name, path]) => {
          const count = data.get(countUrl(path))
          return count === undefined ? null : (
            <li key={path}>
              <Link className={styles.set} href={setAddress(path)}>
                <span className={styles.count}>{count.toLocaleString('en')}</span>
                <span>{TEXTS.overview.sets[name]}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Devices() {
  const session = useSession()
  const byState = STATES.map(([state, colour]) => ({ state, colour, filter: `complianceState eq '${state}'` }))
  const { data, error, refetch } = useQuery({
    queryKey: ['devices', 'counts'],
    queryFn: ({ signal }) => {
      const filters = [...PLATFORMS.map(([, filter]) => filter), ...byState.map(({ filter }) => filter)]
      return readCounts(session, [countUrl(DEVICES), ...filters.map((filter) => countUrl(DEVICES, filter))], signal)
    },
  })
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  const total = data.get(countUrl(DEVICES))
  if (total === undefined) return null
  const of = (filter: string): number => data.get(countUrl(DEVICES, filter)) ?? 0
  const platforms: Share[] = PLATFORMS.map(([name, filter, colour]) => ({
    name,
    count: of(filter),
    colour,
    href: setAddress(DEVICES, filter),
  }))
  const other = total - platforms.reduce((sum, { count }) => sum + count, 0)
  if (other > 0)
    platforms.push({ name: TEXTS.overview.other, count: other, colour: '#69797e', href: setAddress(DEVICES) })
  const states: Share[] = byState.map(({ state, colour, filter }) => ({
    name: TEXTS.overview.states[state],
    count: of(filter),
    colour,
    href: setAddress(DEVICES, filter),
  }))
  if (total === 0)
    return (
      <Card title={TEXTS.overview.devices}>
        <Empty text={TEXTS.overview.noDevices}>
          <Code text={`intunite tenant seed ${session.who.tenant.domain}`} label={TEXTS.overview.seed} />
        </Empty>
      </Card>
    )
  return (
    <>
      <Card title={TEXTS.overview.platforms}>
        <Shares shares={platforms} label={TEXTS.overview.platforms} />
      </Card>
      <Card title={TEXTS.overview.compliance}>
        <Shares shares={states} label={TEXTS.overview.compliance} />
      </Card>
    </>
  )
}

function Clock() {
  const styles = useStyles()
  const clock = useClock()
  const { who } = useSession()
  return (
    <>
      <div className={styles.line}>
        <Text size={500} weight="semibold">
          {clock.text}
        </Text>
        {clock.isSet && <Badge appearance="tint">{clock.mode}</Badge>}
      </div>
      <Text className={styles.soft}>{clock.isSet ? TEXTS.overview.clockSet : TEXTS.overview.clockReal}</Text>
      <Text className={styles.soft} size={200}>
        {TEXTS.overview.server(who.profile, who.database)}
      </Text>
    </>
  )
}

const SHOWN = 5

function Snapshots() {
  const styles = useStyles()
  const session = useSession()
  const { data, error, refetch } = useSnapshots()
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  if (data.length === 0)
    return (
      <>
        <Text className={styles.soft}>{TEXTS.overview.noSnapshots}</Text>
        <Code
          text={`intunite snapshot create before --tenant ${session.who.tenant.domain}`}
          label={TEXTS.overview.keep}
        />
      </>
    )
  return (
    <ul className={styles.list}>
      {data.slice(0, SHOWN).map(({ id, name, createdDateTime, rows }) => (
        <li key={id}>
          {name}{' '}
          <span className={styles.soft}>
            {TEXTS.overview.snapshot(createdDateTime.slice(0, 16).replace('T', ' '), rows)}
          </span>
        </li>
      ))}
    </ul>
  )
}
