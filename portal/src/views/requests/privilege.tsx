/** Which permissions the requests of an app needed, against those that it has. */
import { Badge, Field, makeStyles, Select, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { ShownPrivilege } from '../../../../src/services/requests/shown'
import { CopyButton } from '../../requests/code'
import { addressOf, navigate, useRoute } from '../../routing'
import { useSession } from '../../session/session'
import { Empty, Failed, Waiting } from '../../shell/states'
import { TEXTS } from '../../texts'
import { REQUESTS } from '../../texts/requests'
import { queryOf, readApps } from './data'

const useStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    maxWidth: '60rem',
    overflowY: 'auto',
    minHeight: 0,
  },
  field: { maxWidth: '24rem' },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  list: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
  name: { overflowWrap: 'anywhere' },
  route: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  command: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  code: { flexGrow: 1, overflowWrap: 'anywhere' },
})

export function Privilege() {
  const styles = useStyles()
  const session = useSession()
  const app = useRoute().query.get('app') ?? ''
  const apps = useQuery({ queryKey: ['requests', 'apps'], queryFn: () => readApps(session) })
  const least = useQuery({
    queryKey: ['requests', 'least', app],
    enabled: app !== '',
    queryFn: async () =>
      (await session.control<{ value: readonly ShownPrivilege[] }>(`/requests/least-privilege${queryOf({}, { app })}`))
        .value,
  })
  return (
    <div className={styles.part}>
      <Text>{REQUESTS.privilegeText}</Text>
      <Field label={REQUESTS.chooseApp} className={styles.field}>
        <Select
          value={app}
          onChange={(_, { value }) =>
            navigate(addressOf(['requests', 'least-privilege'], { app: value }), { replace: true })
          }
        >
          <option value="">{REQUESTS.choose}</option>
          {(apps.data ?? []).map(({ appId, displayName }) => (
            <option key={appId} value={appId}>
              {displayName}
            </option>
          ))}
        </Select>
      </Field>
      {apps.error !== null && <Failed error={apps.error} retry={() => void apps.refetch()} />}
      {least.isLoading && <Waiting />}
      {least.error !== null && <Failed error={least.error} retry={() => void least.refetch()} />}
      {least.data?.length === 0 && <Empty text={REQUESTS.noPrivilege} />}
      {least.data?.map((each) => (
        <Kind key={each.kind} least={each} />
      ))}
    </div>
  )
}

/** What is granted in the place of less. */
function widerOf(permission: string, granted: readonly string[]): string | undefined {
  const wider = permission.replace('.Read.', '.ReadWrite.')
  return granted.includes(wider) ? wider : undefined
}

function Missing({ permission, instead }: { readonly permission: string; readonly instead: string | undefined }) {
  return (
    <Badge appearance="tint" color={instead === undefined ? 'danger' : 'informative'} title={permission}>
      {instead === undefined ? REQUESTS.missing : REQUESTS.hasMore(instead)}
    </Badge>
  )
}

function Kind({ least: { kind, requests, needed, missing, unneeded, commands } }: { readonly least: ShownPrivilege }) {
  const styles = useStyles()
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2">{REQUESTS.kinds[kind]}</Subtitle2>
      <Text size={200}>{REQUESTS.ofRequests(requests)}</Text>
      <ul className={styles.list}>
        {needed.map(({ permission, uses }) => (
          <li key={permission}>
            <strong className={styles.name}>{permission}</strong>{' '}
            {missing.includes(permission) && (
              <Missing permission={permission} instead={widerOf(permission, unneeded)} />
            )}
            <ul className={styles.list}>
              {uses.map(({ method, route, requests: count }) => (
                <li key={`${method} ${route}`} className={styles.route}>
                  {method} {route} {REQUESTS.uses(count)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {unneeded.length > 0 && (
        <>
          <Subtitle2 as="h3">{REQUESTS.unneeded}</Subtitle2>
          <Text>{unneeded.join(', ')}</Text>
        </>
      )}
      {commands.length === 0 ? (
        <Text>{REQUESTS.justRight}</Text>
      ) : (
        <>
          <Subtitle2 as="h3">{REQUESTS.commands}</Subtitle2>
          {commands.map((command) => (
            <div key={command} className={styles.command}>
              <code className={styles.code}>{command}</code>
              <CopyButton text={command} label={TEXTS.copy(command)} />
            </div>
          ))}
        </>
      )}
    </section>
  )
}
