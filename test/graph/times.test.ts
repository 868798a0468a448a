/** Durations and times of day in documents: kept as they are sent, compared as what they mean. */
import t from 'tap'
import { forEachEmulator } from '../harness/emulator.js'

const PROTECTIONS = '/v1.0/deviceAppManagement/iosManagedAppProtections'
const CONFIGURATIONS = '/v1.0/deviceManagement/deviceConfigurations'

t.test('durations and times of day are filtered and sorted by what they mean', (t) =>
  forEachEmulator(t, async (t, { admin }) => {
    for (const [name, offline] of Object.entries({ hour: 'PT1H', minutes: 'PT90M', day: 'P1D', none: 'PT0S' })) {
      const made = await admin.post(PROTECTIONS, { displayName: name, periodOfflineBeforeAccessCheck: offline })
      t.equal(made.statusCode, 201, made.body)
      t.match(made.json(), { periodOfflineBeforeAccessCheck: offline })
    }
    const namesAt = async (url: string): Promise<unknown> => {
      const answer = await admin.get(url)
      t.equal(answer.statusCode, 200, `${url} ${answer.body}`)
      return answer.json<{ value: { displayName: string }[] }>().value.map(({ displayName }) => displayName)
    }
    const offline = 'periodOfflineBeforeAccessCheck'
    t.same(await namesAt(`${PROTECTIONS}?$filter=${offline} gt duration'PT1H'&$orderby=${offline}`), ['minutes', 'day'])
    t.same(await namesAt(`${PROTECTIONS}?$filter=${offline} eq duration'PT24H'`), ['day'])
    t.same(await namesAt(`${PROTECTIONS}?$filter=${offline} in (duration'PT60M',duration'PT0S')&$orderby=${offline}`), [
      'none',
      'hour',
    ])

    for (const [name, start] of Object.entries({
      early: '06:30',
      exact: '08:00:00.0000000',
      late: '11:58:36.2550000',
    })) {
      const made = await admin.post(CONFIGURATIONS, {
        '@odata.type': '#microsoft.graph.iosUpdateConfiguration',
        displayName: name,
        activeHoursStart: start,
      })
      t.equal(made.statusCode, 201, made.body)
    }
    const starts = 'microsoft.graph.iosUpdateConfiguration/activeHoursStart'
    t.same(await namesAt(`${CONFIGURATIONS}?$filter=${starts} eq 08:00:00`), ['exact'])
    t.same(await namesAt(`${CONFIGURATIONS}?$filter=${starts} lt 11:58:36.255&$orderby=${starts}`), ['early', 'exact'])
    t.same(await namesAt(`${CONFIGURATIONS}?$filter=${starts} eq 11:58:36.255`), ['late'])
    t.same(await namesAt(`${CONFIGURATIONS}?$filter=hour(${starts}) eq 6`), ['early'])
  }),
)
