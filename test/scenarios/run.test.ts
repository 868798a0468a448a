/** Scenarios, run: requests, captures, time, expectations, reports and exports. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { startIntunite } from '../../src/index.js'
import type { Intunite } from '../../src/index.js'
import { forEachDatabase } from '../harness/databases.js'

const CATEGORIES = 'beta/deviceManagement/deviceCategories'

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.newDatabase()
  const intunite = await startIntunite({ data: dataFolder, ...(databaseUrl !== undefined && { databaseUrl }) })
  t.teardown(() => intunite.close())

  /** Problems of the step that failed, without the name of the file. */
  const problemsOf = async (steps: readonly object[], more: object = {}): Promise<string[]> => {
    const { steps: told } = await intunite.scenario({ scenario: 'A test', ...more, steps })
    return (told.at(-1)?.problems ?? []).map(({ property, detail }) => `${property} ${detail}`)
  }

  await t.test('requests, captured values, loops and lists', async (t) => {
    const outcome = await intunite.scenario({
      scenario: 'Categories',
      variables: { names: ['Depot', 'Till'] },
      steps: [
        {
          for: 'name',
          in: '${names}',
          steps: [
            { post: CATEGORIES, body: { displayName: 'LF ${name}' }, capture: { last: 'id', made: 'displayName' } },
          ],
        },
        { get: `${CATEGORIES}/\${last}`, expect: { status: 200, members: { displayName: 'LF Till' } } },
        {
          get: `${CATEGORIES}?$orderby=displayName&$filter=startswith(displayName,'LF ')`,
          expect: {
            count: 2,
            rows: [{ displayName: 'LF Depot' }, { id: '${last}' }],
            every: { displayName: { $matches: '^LF ' } },
            tally: { by: 'displayName', is: { 'LF Depot': 1, 'LF Till': 1 } },
          },
          capture: { ids: 'value[].id', first: 'value[0].displayName' },
        },
        { patch: `${CATEGORIES}/\${ids[0]}`, body: { description: 'of ${tenant.domain}, at $${now}' } },
        { get: `${CATEGORIES}/\${ids[0]}`, expect: { members: { description: { $matches: ' at \\$\\{now\\}$' } } } },
        { for: 'id', in: '${ids}', steps: [{ delete: `${CATEGORIES}/\${id}`, expect: { status: 204 } }] },
        { get: CATEGORIES, expect: { count: 0, tally: { by: 'displayName', is: {} } } },
      ],
    })
    t.equal(outcome.passed, true, outcome.text)
    t.match(outcome.variables, { made: 'LF Till', first: 'LF Depot' })
    t.equal(outcome.kept, false)
    await t.rejects(
      intunite.clock.show(outcome.tenantId).then(() => intunite.token({ tenantId: outcome.tenantId, clientId: 'x' })),
    )
  })

  await t.test('a list is read with all of its pages, unless it says $top', async (t) => {
    const add = { for: 'i', in: 12, steps: [{ post: CATEGORIES, body: { displayName: 'LF ${i}' } }] }
    t.same(await problemsOf([add, { get: `${CATEGORIES}?$top=5`, expect: { count: 5 } }]), [])
    t.same(
      await problemsOf([add, { get: CATEGORIES, headers: { prefer: 'odata.maxpagesize=5' }, expect: { count: 12 } }]),
      [],
    )
  })

  await t.test('expectations that are not met are all told', async (t) => {
    const step = {
      post: CATEGORIES,
      body: { displayName: 'LF Depot' },
      expect: { status: 200, members: { displayName: 'LF Till', owner: null, description: { $gt: 3 } }, count: 1 },
    }
    t.same(await problemsOf([step]), [
      'steps[0].expect.status must be 200, and is 201',
      'steps[0].expect.members.displayName must be "LF Till", and is "LF Depot"',
      'steps[0].expect.members.owner is missing in the answer',
      'steps[0].expect.members.description.$gt 3 does not hold for null',
      'steps[0].expect.count is for a list, and the answer is none',
    ])
    const list = {
      get: CATEGORIES,
      expect: {
        contains: [{ displayName: 'LF Till' }],
        count: { $gte: 2 },
        every: { id: 'x' },
        tally: { by: 'displayName', is: { 'LF Till': 1 } },
      },
    }
    const [count = '', among = '', every = '', ...tally] = await problemsOf([{ ...step, expect: {} }, list])
    t.equal(count, 'steps[1].expect.count.$gte 2 does not hold for 1')
    t.match(
      among,
      /^steps\[1\]\.expect\.contains\[0\] is not among the 1 rows; in the nearest, displayName must be "LF Till", and is "LF Depot"$/,
    )
    t.match(every, /^steps\[1\]\.expect\.every\.id must be "x", and is ".*" \(row 1 of 1\)$/)
    t.same(tally, [
      'steps[1].expect.tally.is.LF Till must be 1, and is 0',
      'steps[1].expect.tally.is has to name all values; there are also LF Depot: 1',
    ])
  })

  await t.test('a refused request ends the run, unless its status is expected', async (t) => {
    const refused = { post: CATEGORIES, body: { displayNmae: 'LF' } }
    const [problem] = await problemsOf([refused, { advance: 'P1D' }])
    t.match(problem, /^steps\[0\] is answered 400 \(.+displayNmae/)
    t.same(
      await problemsOf([{ ...refused, expect: { status: 400, members: { error: { code: { $exists: true } } } } }]),
      [],
    )
    t.match(await problemsOf([{ get: `${CATEGORIES}/\${nothing}` }]), [
      /names the variable \$\{nothing\}, which has no value/,
    ])
    t.match(await problemsOf([{ get: `${CATEGORIES}/\${tenant.owner}` }]), [
      /^steps\[0\]\.get names \$\{tenant\.owner\}, and tenant has nothing there$/,
    ])
    t.match(await problemsOf([{ get: CATEGORIES, capture: { id: 'value[0].id' } }]), [
      /^steps\[0\]\.capture\.id looks for value\[0\]\.id/,
    ])
    t.match(await problemsOf([{ get: CATEGORIES, as: { user: 'nobody' } }]), [/^steps\[0\] cannot be done: .*nobody/])
    t.match(await problemsOf([{ for: 'i', in: '${tenant.id}', steps: [{ advance: 'P1D' }] }]), [
      'steps[0].in is no list',
    ])
    t.match(await problemsOf([{ get: CATEGORIES, expect: { count: { $about: 3 } } }]), [
      /is no operator; there are \$gt/,
    ])
  })

  await t.test('the clock stands still, moves when it is told to, and tokens are as old as it says', async (t) => {
    const clock = '2026-03-02T08:00:00Z'
    const outcome = await intunite.scenario({
      scenario: 'Time',
      tenant: { clock },
      steps: [
        { post: CATEGORIES, body: { displayName: 'LF' }, capture: { id: 'id' } },
        { advance: 'P30D' },
        { advance: 'PT1H30M' },
        { control: 'GET clock', expect: { members: { now: '2026-04-01T09:30:00Z', mode: 'fixed' } } },
        { get: `${CATEGORIES}/\${id}`, expect: { status: 200 } },
      ],
    })
    t.equal(outcome.passed, true, outcome.text)
    t.equal(outcome.steps[0]?.at, clock)
    t.match(outcome.text, /✓ 2026-04-01 09:30:00 {2}GET beta\/deviceManagement\/deviceCategories\//)
  })

  await t.test('as a user, and as an app that may do little', async (t) => {
    const outcome = await intunite.scenario({
      scenario: 'Callers',
      steps: [
        {
          control: 'POST users',
          body: { userPrincipalName: 'mara@${tenant.domain}', displayName: 'Mara' },
          expect: { status: 201 },
        },
        {
          control: 'POST apps',
          body: { displayName: 'dashboard', roles: ['DeviceManagementManagedDevices.Read.All'] },
        },
        { post: CATEGORIES, as: { app: 'dashboard' }, body: { displayName: 'LF' }, expect: { status: 403 } },
        {
          get: 'v1.0/me',
          as: { user: 'mara', scopes: ['User.Read'] },
          expect: { members: { userPrincipalName: { $matches: '^mara@' } } },
        },
      ],
    })
    t.equal(outcome.passed, true, outcome.text)
  })

  await t.test('reports are rows by the names of their columns, and exports of both formats too', async (t) => {
    const device = {
      for: 'i',
      in: 2,
      steps: [
        {
          post: 'beta/deviceManagement/managedDevices',
          body: { deviceName: 'LF, "${i}"', operatingSystem: 'Windows', isEncrypted: true },
        },
      ],
    }
    const rows = { count: 2, contains: [{ DeviceName: 'LF, "1"' }], every: { OS: 'Windows' } }
    const outcome = await intunite.scenario({
      scenario: 'Reports',
      tenant: { clock: '2026-03-02T08:00:00Z' },
      steps: [
        device,
        {
          export: 'DevicesWithoutCompliancePolicy',
          select: ['DeviceName', 'OS'],
          expect: { count: 2, every: { OS: 'Windows' } },
        },
        {
          export: 'DevicesWithoutCompliancePolicy',
          select: ['DeviceName', 'OS'],
          format: 'csv',
          expect: { every: { OS: 'Windows' }, contains: [{ DeviceName: 'LF, "2"' }] },
          capture: { names: 'rows[].DeviceName' },
        },
        { control: 'GET clock', expect: { members: { now: '2026-03-02T08:01:00Z' } } },
        {
          post: 'beta/deviceManagement/reports/getDevicesWithoutCompliancePolicyReport',
          body: { select: ['DeviceName', 'OS'] },
          expect: rows,
          capture: { first: 'rows[0].OS' },
        },
        { export: 'NoSuchReport', expect: { status: 400 } },
      ],
    })
    t.equal(outcome.passed, true, outcome.text)
    t.same((outcome.variables['names'] as string[]).toSorted(), ['LF, "1"', 'LF, "2"'])
    t.equal(outcome.variables['first'], 'Windows')
  })

  await t.test('in a tenant that is given, which stays as it was left', async (t) => {
    const { tenantId } = await intunite.tenant()
    const options = { tenantId, app: 'test app', variables: { name: 'LF of the call' } }
    const steps = [{ post: CATEGORIES, body: { displayName: '${name}' } }]
    const outcome = await intunite.scenario({ scenario: 'Given', variables: { name: 'LF' }, steps }, options)
    t.match(outcome, { passed: true, kept: true, tenantId })
    const again = await intunite.scenario(
      { scenario: 'Given', steps: [{ get: CATEGORIES, expect: { rows: [{ displayName: 'LF of the call' }] } }] },
      options,
    )
    t.equal(again.passed, true, again.text)
    await t.rejects(intunite.scenario({ scenario: 'Given', steps }, { tenantId: 'nowhere' }), /nowhere/)
    const kept = await intunite.scenario(
      {
        scenario: 'Kept',
        tenant: { seed: 'small' },
        steps: [{ get: 'beta/deviceManagement/managedDevices', expect: { count: { $gt: 0 } } }],
      },
      { keep: true },
    )
    t.match(kept, { passed: true, kept: true }, kept.text)
    t.match(await showTenant(intunite, kept.tenantId), { id: kept.tenantId })
  })

  await t.test('the example of docs/scenarios.md', async (t) => {
    const [, example = ''] = /```yaml\n([^]*?)```/.exec(await readFile('docs/scenarios.md', 'utf8')) ?? []
    const file = join(dataFolder, 'rollout.yaml')
    await writeFile(file, example)
    const outcome = await intunite.scenario(file)
    t.equal(outcome.passed, true, outcome.text)
    t.match(outcome.text, /\nA category for the tills: passed, 7 steps\n$/)
  })

  await t.test('two runs tell the same, ids apart', async (t) => {
    const steps = [
      { post: CATEGORIES, body: { displayName: 'LF' } },
      { advance: 'P1D' },
      {
        get: 'beta/deviceManagement/auditEvents',
        expect: { count: { $gte: 0 } },
        capture: { times: 'value[].activityDateTime' },
      },
    ]
    const run = async (): Promise<unknown> => {
      const { steps: told, variables } = await intunite.scenario({ scenario: 'Twice', steps })
      return { told, times: variables['times'] }
    }
    t.same(await run(), await run())
  })
})

async function showTenant({ url, controlKey }: Intunite, id: string): Promise<unknown> {
  return (await fetch(`${url}/_intunite/tenants/${id}`, { headers: { 'x-intunite-key': controlKey } })).json()
}
