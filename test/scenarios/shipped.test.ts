/** The scenarios of the package: at each step a dashboard reads the same numbers from summaries, lists, reports and exports. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { startIntunite } from '../../src/index.js'
import type { RanScenario } from '../../src/index.js'
import { forEachDatabase } from '../harness/databases.js'
import { Dashboard } from './dashboard.js'
import type { Views } from './dashboard.js'

const files = (await readdir('scenarios')).filter((name) => name.endsWith('.yaml'))

t.equal(files.length, 3)

interface Scenario {
  readonly tenant: object
  readonly variables: object
  readonly steps: readonly object[]
}

/** A scenario up to each step that moves the clock. */
function partsOf({ steps, ...rest }: Scenario): Scenario[] {
  const parts: object[][] = [[]]
  for (const step of steps) {
    if ('advance' in step) parts.push([])
    parts.at(-1)?.push(step)
  }
  return parts.map((part) => ({ ...rest, steps: part }))
}

async function viewsOf(dashboard: Dashboard, variables: RanScenario['variables']): Promise<[string, Views][]> {
  const { policy, policies, configurations, old, new: fresh } = variables
  const found: [string, Views][] = []
  if (typeof policy === 'string' && configurations !== undefined)
    found.push([
      'configuration',
      await dashboard.policy('deviceManagement/deviceConfigurations', policy, CONFIGURATION),
    ])
  if (typeof policy === 'string' && policies !== undefined)
    found.push(
      ['compliance policy', await dashboard.policy('deviceManagement/deviceCompliancePolicies', policy, COMPLIANCE)],
      ['compliance', await dashboard.compliance()],
    )
  for (const app of [old, fresh]) if (typeof app === 'string') found.push(['app', await dashboard.app(app)])
  return found
}

const CONFIGURATION = {
  summary: 'getConfigurationPolicyDeviceSummaryReport',
  devices: 'getConfigurationPolicyDevicesReport',
  export: 'DeviceStatusesByConfigurationProfile',
}

const COMPLIANCE = {
  summary: 'getCompliancePolicyNonComplianceSummaryReport',
  export: 'DeviceStatusByCompliacePolicyReport',
}

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.newDatabase()
  const intunite = await startIntunite({ data: dataFolder, ...(databaseUrl !== undefined && { databaseUrl }) })
  t.teardown(() => intunite.close())

  for (const name of files)
    await t.test(name, async (t) => {
      const scenario = parse(await readFile(join('scenarios', name), 'utf8')) as Scenario
      let before: RanScenario | undefined
      let views = 0
      // The dashboard is read each time before the clock moves on, and at the end.
      for (const { tenant, variables, ...part } of partsOf(scenario)) {
        before = await intunite.scenario(
          before === undefined ? { ...part, tenant, variables } : part,
          before === undefined
            ? { keep: true }
            : { tenantId: before.tenantId, app: 'scenario', variables: before.variables },
        )
        t.equal(before.passed, true, before.text)
        for (const [what, places] of await viewsOf(new Dashboard(intunite, before.tenantId), before.variables)) {
          const [first, ...others] = Object.values(places)
          for (const other of others) t.same(other, first, `${what}: ${JSON.stringify(places)}`)
          views += Object.keys(first ?? {}).length
        }
      }
      t.ok(views > 5, `${views} numbers`)
    })

  await t.test('statements about devices and about how the tenant lives', async (t) => {
    const outcome = await intunite.scenario({
      scenario: 'Statements',
      tenant: { life: { preset: 'instant', delays: { export: 'PT10S' } } },
      steps: [
        { enroll: { platform: 'ios', count: 3 }, expect: { status: 201 }, capture: { names: 'enrolled[].name' } },
        { life: 'live', expect: { members: { on: true, preset: 'live', delays: { aggregation: 'PT1H' } } } },
        { device: '${names[0]}', online: false, until: '2026-01-06T08:00:00Z' },
        { device: '${names[0]}', checkIn: true, expect: { members: { online: false } } },
        { control: 'GET devices', expect: { tally: { by: 'online', is: { true: 2, false: 1 } } } },
        { advance: 'P1D' },
        { control: 'GET devices', expect: { every: { online: true, checkIns: { $gte: 1 } } } },
      ],
    })
    t.equal(outcome.passed, true, outcome.text)
    t.match(outcome.text, /enroll ios 3\n[^]*device \S+ is offline\n[^]*device \S+ checks in\n/)
    const wrong = async (step: object): Promise<string | undefined> =>
      (await intunite.scenario({ scenario: 'Wrong', tenant: { life: 'instant' }, steps: [step] })).steps[0]?.problems[0]
        ?.detail
    t.match(await wrong({ device: 'LF-1', online: true, checkIn: true }), /^is to say one thing of the device/)
    t.match(await wrong({ device: 'LF-1' }), /, not nothing$/)
    t.match(await wrong({ device: 'LF-1', checkIn: true }), /^is answered 404 \(.*LF-1/)
    t.match(await wrong({ enroll: { platform: 'windoes' } }), /^is answered 400 \(platform must be/)
    t.match(await wrong({ life: 'lively' }), /^is answered 400 \(preset must be/)
    await t.rejects(
      intunite.scenario({ scenario: 'Wrong', tenant: { life: 'lively' }, steps: [{ advance: 'P1D' }] }),
      /preset must be/,
    )
  })
})
