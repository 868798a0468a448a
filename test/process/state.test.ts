/** A server that is killed in the middle of a snapshot, a restore, a reset or an import leaves the old state or the new one. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { bundleOf } from '../backups/importing.js'
import { sweep } from '../harness/sweep.js'
import { startServer } from './server-process.js'
import type { Server } from './server-process.js'

const TENANT = '/tenants/intunite.test'
const ROUNDS = sweep(40, 3)
const IMPORTS = sweep(12, 1)
/** Milliseconds for both databases together: a sweep took 40 minutes on a busy machine. */
const TIMEOUT = sweep(3 * 3_600_000, 900_000)

/** What people save of an answer of Graph. */
const POLICIES = {
  '@odata.context': 'https://graph.microsoft.com/beta/$metadata#deviceManagement/deviceConfigurations',
  value: Array.from({ length: 300 }, (_, i) => ({
    '@odata.type': '#microsoft.graph.windows10GeneralConfiguration',
    id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    displayName: `Policy ${i}`,
  })),
}

/** What is imported without times gets those of the import. */
function timeless(document: string): string {
  return document.replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '""')
}

t.setTimeout(TIMEOUT)
await forEachDatabase(t, async (t, database) => {
  t.setTimeout(TIMEOUT)
  // Few rounds kill at other moments on each database.
  const shift = database.name === 'sqlite' ? 1 : 0.5
  const { dataFolder, databaseUrl } = await database.preparedDatabase()
  const place = { dataFolder, ...(databaseUrl === undefined ? {} : { databaseUrl }) }
  const start = () => startServer(t, { ...place, env: { INTUNITE_AUDIT_EVENTS: '0', INTUNITE_HISTORY: '0' } })
  const send = async ({ origin }: Server, method: string, path: string, body?: object | string): Promise<Response> => {
    const key = (await readFile(join(dataFolder, 'control.key'), 'utf8')).trim()
    const headers = { 'x-intunite-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    return fetch(`${origin}/_intunite${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }
  const exported = async (server: Server): Promise<string> => (await send(server, 'GET', `${TENANT}/export`)).text()

  let server = await start()
  // A seeded tenant lives, and begins to after its seed: with a clock that stands still no device checks in meanwhile.
  t.equal((await send(server, 'PATCH', `${TENANT}/clock`, { rate: 0 })).status, 200)
  await send(server, 'POST', `${TENANT}/snapshots`, { name: 'empty' })
  const empty = await exported(server)
  await send(server, 'POST', `${TENANT}/seed`, { size: 'small' })
  await send(server, 'POST', `${TENANT}/snapshots`, { name: 'seeded' })
  const seeded = await exported(server)
  t.not(seeded, empty)

  const began = performance.now()
  await send(server, 'POST', `${TENANT}/snapshots/empty/restore`)
  const took = performance.now() - began
  const reset = [`${TENANT}/reset`, { to: 'seed', people: true, seed: 7, asOf: '2026-03-02T08:00:00Z' }] as const
  await send(server, 'POST', ...reset)
  const afresh = await exported(server)
  t.ok(afresh !== seeded && afresh !== empty)
  const states = [empty, seeded, afresh]
  const ways: readonly (readonly [path: string, body?: object])[] = [
    [`${TENANT}/snapshots/empty/restore`],
    [`${TENANT}/reset`, { to: 'snapshot', snapshot: 'seeded', people: true }],
    reset,
  ]
  let before = afresh
  for (let round = 0; round < ROUNDS; round++) {
    const next = (states.indexOf(before) + 1) % ways.length
    const wanted = states[next]
    const done = send(server, 'POST', ...(ways[next] ?? reset)).then(
      ({ status }) => status,
      () => 0,
    )
    const made = send(server, 'POST', `${TENANT}/snapshots`, { name: `round ${round}` }).then(
      ({ status }) => status,
      () => 0,
    )
    await delay((took * (round + shift)) / ROUNDS)
    server.child.kill('SIGKILL')
    await server.ended
    const status = await done
    const answered = await made
    server = await start()
    const now = await exported(server)
    t.ok(status === 200 ? now === wanted : now === before || now === wanted, `round ${round} is whole (${status})`)
    const either = [before, wanted]
    before = now
    const { value } = (await (await send(server, 'GET', `${TENANT}/snapshots`)).json()) as { value: { name: string }[] }
    // A snapshot that is listed is whole as well: it holds the old state or the new one. One that was answered is listed.
    const listed = value.filter(({ name }) => name.startsWith('round'))
    t.ok(answered !== 201 || listed.length === 1, `the snapshot of round ${round} is kept (${answered})`)
    for (const snapshot of listed) {
      const held = await (
        await send(server, 'GET', `${TENANT}/snapshots/${encodeURIComponent(snapshot.name)}/export`)
      ).text()
      t.ok(either.includes(held), `${snapshot.name} is whole`)
      await send(server, 'DELETE', `${TENANT}/snapshots/${encodeURIComponent(snapshot.name)}`)
    }
  }
  const backup = await bundleOf([{ path: 'policies.json', text: JSON.stringify(POLICIES) }])
  const imports: readonly (readonly [path: string, body: string])[] = [
    [`${TENANT}/import`, backup],
    ['/tenants/import?replace=true', seeded],
    [`${TENANT}/snapshots/import?name=imported`, seeded],
  ]
  for (const [path, body] of imports) {
    await send(server, 'POST', `${TENANT}/snapshots/empty/restore`)
    const start0 = performance.now()
    const whole = await send(server, 'POST', path, body)
    const took = performance.now() - start0
    t.ok(whole.ok, path)
    const wanted = await exported(server)
    for (let round = 0; round < IMPORTS; round++) {
      await send(server, 'DELETE', `${TENANT}/snapshots/imported`)
      await send(server, 'POST', `${TENANT}/snapshots/empty/restore`)
      const done = send(server, 'POST', path, body).then(
        ({ ok }) => ok,
        () => false,
      )
      await delay((took * (round + shift)) / (IMPORTS + 1))
      server.child.kill('SIGKILL')
      await server.ended
      const ok = await done
      server = await start()
      const now = await exported(server)
      const isNew = timeless(now) === timeless(wanted)
      t.ok(isNew || (!ok && now === empty), `${path} is whole in round ${round} (${ok ? 'answered' : 'killed'})`)
      const held = await send(server, 'GET', `${TENANT}/snapshots/imported/export`)
      if (held.ok) t.equal(await held.text(), seeded)
      else t.ok(held.status === 404 && !(ok && path.includes('/snapshots/')), `no snapshot is lost (${held.status})`)
    }
  }
  server.child.kill('SIGKILL')
  await server.ended
})
