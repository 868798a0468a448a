/** The lines for each client, with the values of this server. */
import { Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Code } from '../../requests/code'
import { useSession } from '../../session/session'
import { TEXTS } from '../../texts'
import { Card } from './card'
import { CLIENTS } from './connect-lines'

const useStyles = makeStyles({
  soft: { color: tokens.colorNeutralForeground2 },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  field: { maxWidth: '100%' },
})

interface App {
  readonly appId: string
  readonly displayName: string
}

export function Connect() {
  const styles = useStyles()
  const session = useSession()
  const [chosen, setChosen] = useState<string>(CLIENTS[0]?.name ?? '')
  const [wanted, setWanted] = useState<string>()
  const { data: apps = [] } = useQuery({
    queryKey: ['apps'],
    queryFn: async ({ signal }) =>
      (await session.get<{ value: readonly App[] }>('/v1.0/applications?$select=appId,displayName&$top=100', signal))
        .value,
  })
  const clientId = wanted ?? apps[0]?.appId ?? '<client id>'
  const client = CLIENTS.find(({ name }) => name === chosen)
  return (
    <Card title={TEXTS.overview.connect}>
      <Text className={styles.soft}>{TEXTS.overview.connectText}</Text>
      <div className={styles.line}>
        <Field className={styles.field} label={TEXTS.overview.client}>
          <Select value={chosen} onChange={(_, data) => setChosen(data.value)}>
            {CLIENTS.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </Field>
        {apps.length > 0 && (
          <Field className={styles.field} label={TEXTS.overview.app}>
            <Select value={clientId} onChange={(_, data) => setWanted(data.value)}>
              {apps.map(({ appId, displayName }) => (
                <option key={appId} value={appId}>
                  {displayName}
                </option>
              ))}
            </Select>
          </Field>
        )}
      </div>
      {client !== undefined && (
        <Code
          text={client.lines({ origin: location.origin, tenant: session.who.tenant.id, clientId })}
          label={client.name}
        />
      )}
    </Card>
  )
}
