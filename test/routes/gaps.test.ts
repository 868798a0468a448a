/** What Graph has and the model has not is told apart from a typo, in the answer and in the log. */
import t from 'tap'
import { pino } from 'pino'
import { startEmulator } from '../harness/emulator.js'

t.test('a gap is named in a header and logged, a typo is not', async (t) => {
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  const emulator = await startEmulator(t, { log })
  const admin = await (await emulator.newTenant()).as('User.ReadWrite.All', 'Group.ReadWrite.All')
  const cast = 'members/microsoft.graph'
  const group = '99999999-9999-4999-8999-999999999999'
  const filter = (type: string): string => `users?$filter=${encodeURIComponent(`isof('microsoft.graph.${type}')`)}`
  const gaps = [
    ['drives', 'drives'],
    ['Directory/deletedItems', 'Directory'],
    [`groups/${group}/${cast}.policyBase`, 'policyBase'],
    [filter('appRoleAssignment'), 'appRoleAssignment'],
  ] as const
  for (const [path, name] of gaps) {
    lines.length = 0
    const answer = await admin.get(`/v1.0/${path}`)
    t.equal(answer.statusCode, 400, path)
    t.equal(answer.headers['x-intunite-gap'], name, path)
    t.ok(
      lines.some((line) => line.includes(`"gap":"${name}"`) && line.includes('Graph has this, Intunite not yet')),
      path,
    )
  }
  lines.length = 0
  for (const path of ['drifes', `groups/${group}/${cast}.devise`, filter('devise'), 'groups/drives'])
    t.equal((await admin.get(`/v1.0/${path}`)).headers['x-intunite-gap'], undefined, path)
  t.notOk(lines.some((line) => line.includes('"gap"')))
})
