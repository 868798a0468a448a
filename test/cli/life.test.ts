/** The commands about a tenant that lives, and about its devices: `intunite life`, `intunite device`. */
import { test } from 'tap'
import type { Test } from 'tap'
import { COMMANDS } from '../../src/cli/commands.js'
import { ConfigError } from '../../src/settings.js'
import { KEY } from '../control/control.js'
import { startEmulator } from '../harness/emulator.js'
import { ALL_USERS, CONFIGURATIONS, LIVING, livingTenant } from '../life/living.js'

interface Outcome {
  readonly code: number | undefined
  readonly out: string
  readonly err: string
}

/** Runs a command in this process, on a server that is there. */
function commandsOf(t: Test, origin: string): (line: string, ...more: string[]) => Promise<Outcome> {
  const names = { INTUNITE_URL: origin, INTUNITE_CONTROL_KEY: KEY }
  const before = Object.keys(names).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, names)
  t.teardown(() => {
    for (const [name, value] of before)
      if (value === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = value
  })
  return async (line, ...more) => {
    const [noun = '', ...argv] = [...line.split(' '), ...more]
    const said = { out: '', err: '' }
    const { stdout, stderr } = process
    const writes = [stdout.write.bind(stdout), stderr.write.bind(stderr)] as const
    const keep =
      (name: 'out' | 'err') =>
      (text: string | Uint8Array): boolean => {
        said[name] += String(text)
        return true
      }
    stdout.write = keep('out')
    stderr.write = keep('err')
    try {
      const command = await COMMANDS[noun]?.load()
      return { code: await command?.(argv), ...said }
    } finally {
      stdout.write = writes[0]
      stderr.write = writes[1]
    }
  }
}

test('life and device', async (t) => {
  const emulator = await startEmulator(t, LIVING)
  const tenant = await livingTenant(emulator)
  await tenant.user('ada')
  const id = await tenant.configuration('LF-Mail')
  await tenant.assign(CONFIGURATIONS, id, [ALL_USERS])
  const run = commandsOf(t, await emulator.listen())
  const ok = async (line: string, ...more: string[]): Promise<string> => {
    const { code, out, err } = await run(line, ...more)
    t.equal(code, 0, `${line}: ${err}`)
    return out
  }

  await t.test('life says how the tenant lives, and is set', async (t) => {
    t.match(await ok('life show'), /^the tenant of development lives: preset instant, check-ins atWrite, fleet fine/)
    t.match(
      await ok('life set --preset live --fleet typical --seed 7'),
      /preset live, check-ins scheduled, fleet typical, seed 7/,
    )
    const set = JSON.parse(await ok('life set --preset instant --fleet fine --delay audit=PT2M --json')) as {
      delays: Record<string, string>
    }
    t.match(set.delays, { audit: 'PT2M', processing: 'PT0S' })
    t.match(await ok('life off'), /^the tenant of development does not live\n$/)
    t.match(await run('device check-in LF-1'), { code: 1, err: /the tenant does not live: switch it on first/ })
    t.match(await ok('life on'), /lives/)
    t.match(await run('life set --delay processing=soon'), { code: 2, out: '', err: /processing .*'soon'/ })
    await t.rejects(run('life set --delay soon'), ConfigError)
    await t.rejects(run('life set --preset slow'), ConfigError)
  })

  await t.test('devices are enrolled, listed, and checked in', async (t) => {
    t.match(await ok('device enroll ios --user ada@living.test --name LF-1'), /^enrolled LF-1 \([0-9a-f-]{36}\)\n$/)
    t.match(await ok('device enroll windows --count 2'), /^enrolled PC-\d{6} .*\nenrolled PC-\d{6} .*\n$/)
    const [head = '', ...lines] = (await ok('device list')).trim().split('\n')
    t.match(head, /^id +name +operatingSystem +user +complianceState +lastSync +checkIns +online +stated$/)
    t.equal(lines.length, 3)
    t.match(
      lines.find((line) => line.includes('LF-1')),
      /iOS +ada@living\.test +compliant .* yes +0$/,
    )
    t.equal(await ok('device check-in LF-1'), 'LF-1 has checked in\n')
    t.match(await run('device check-in LF-9'), { code: 1, out: '', err: /the tenant has no device 'LF-9'/ })
    await t.rejects(run('device enroll'), ConfigError)
    t.match(await run('device enroll amiga'), { code: 2, err: /amiga|platform/ })
  })

  await t.test('an outcome is stated, and taken back', async (t) => {
    const status = async (): Promise<unknown> =>
      (await tenant.list(`${CONFIGURATIONS}/${id}/deviceStatuses`))[0]?.['status']
    t.equal(
      await ok('device set LF-1 --policy LF-Mail --outcome error --code -2016281112'),
      'LF-1 goes by it from its next check-in on\n',
    )
    t.equal(await status(), 'compliant')
    await ok('device check-in LF-1')
    t.equal(await status(), 'error')
    t.match(
      await ok('device timeline LF-1'),
      /policy {2}[0-9a-f-]{36} {2}status error {2}version \d+ {2}code -2016281112\n$/,
    )
    await ok('device set LF-1 --policy LF-Mail')
    await ok('device check-in LF-1')
    t.equal(await status(), 'compliant')
    t.match(await run('device set LF-1 --policy LF-Mail --outcome fine'), { code: 2, err: /'fine'/ })
  })

  await t.test('a device is offline, and online again', async (t) => {
    t.equal(await ok('device offline LF-1 2026-03-03T08:00:00Z'), 'LF-1 is offline until 2026-03-03T08:00:00Z\n')
    t.equal(await ok('device check-in LF-1'), 'LF-1 is offline\n')
    t.equal(await ok('device online LF-1'), 'LF-1 is online\n')
    t.equal(await ok('device check-in LF-1'), 'LF-1 has checked in\n')
    t.match(await run('device offline LF-1 tomorrow'), { code: 2, err: /until/ })
  })

  await t.test('an app that nobody offers is not installed', async (t) => {
    t.match(await run('device install LF-1', 'LF-Mail'), { code: 2, err: /'LF-Mail' is in .* which nobody installs/ })
  })

  await t.test('the queue tells what is going to happen, the outbox what was sent', async (t) => {
    const [head, next] = (await ok('life queue --top 2')).trim().split('\n')
    t.match(head, /^at +kind +cause +device/)
    t.match(next, /^2026-03-02T\d\d:\d\d:\d\d\.\d{3}Z +checkIn +(scheduled|agent) /)
    t.equal(await ok('life outbox'), '')
    const compliance = await tenant.create('deviceManagement/deviceCompliancePolicies', {
      '@odata.type': '#microsoft.graph.iosCompliancePolicy',
      displayName: 'Passcode',
      passcodeRequired: true,
      scheduledActionsForRule: [
        {
          ruleName: 'PasswordRequired',
          scheduledActionConfigurations: [
            { actionType: 'block', gracePeriodHours: 0, notificationTemplateId: '' },
            { actionType: 'pushNotification', gracePeriodHours: 0, notificationTemplateId: '' },
          ],
        },
      ],
    })
    await ok('device set LF-1 --policy Passcode --outcome nonCompliant')
    await tenant.assign('deviceManagement/deviceCompliancePolicies', compliance, [ALL_USERS])
    t.match(await ok('life outbox'), new RegExp(`outbox  ${compliance}  type pushNotification`))
  })
  t.same(emulator.errors, [])
})
