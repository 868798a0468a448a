/** How notes of writes are stored: many in a row, bounded to the note, and those of older versions beside them. */
import { test } from 'tap'
import { entryOf, linesOf, notesIn } from '../../src/services/audit/note-lines.js'
import { AuditLog } from '../../src/services/audit/audit-log.js'
import type { AuditFacts } from '../../src/services/audit/entry.js'
import { findNotes, takeStored } from '../../src/services/audit/stored-notes.js'
import { all, run } from '../../src/store/work.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'

const SETS = ['deviceManagement/deviceCategories', 'deviceManagement/roleScopeTags', 'groups'] as const

/** One note a minute. */
function factsOf(i: number): AuditFacts {
  return {
    tenantId: TENANT,
    id: `n${i}`,
    at: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString().slice(0, 19),
    version: i % 2 === 0 ? 'v1.0' : 'beta',
    operation: i % 5 === 0 ? 'Create' : 'Patch',
    path: SETS[i % 3] as string,
    type: 'deviceCategory',
    key: `key ${i}`,
    unlisted: i % 3 === 2 ? true : undefined,
    name: i % 4 === 0 ? undefined : `+{"line\n${i}` + '\u2028',
    appId: `app ${i % 7}`,
    correlationId: `c${i}`,
  }
}

const sent = (i: number) => ({ displayName: `name ${i}`, description: '\n0{}\n+{}' })

/** As JSON has it. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

test('lines of notes', async (t) => {
  const one = { common: '{"path":"a"}', own: '{"id":"1"}' }
  const other = { common: '{"path":"b"}', own: '{"id":"2"}' }
  const third = { ...one, own: '{"id":"3"}' }
  t.equal(linesOf([one, other, third]), '+{"path":"a"}\n0{"id":"1"}\n+{"path":"b"}\n1{"id":"2"}\n0{"id":"3"}')
  t.same(notesIn(linesOf([one, other, third])), [one, other, third])
  t.same(notesIn('{"id":"4","path":"c"}').map(entryOf), [{ id: '4', path: 'c' }], 'as older versions stored them')
})

test('stored notes', async (t) => {
  await forEachEmulator(
    t,
    async (t, { store: { database } }) => {
      const log = (history = { changes: 0, days: 0 }, kept = 10_000) =>
        new AuditLog({ database, kept, history, onFailure: (error) => t.fail(String(error)) })
      const write = async (to: AuditLog, from: number, until: number) => {
        for (let i = from; i < until; i += 1) to.note(factsOf(i), { sent: sent(i) })
        await to.close()
      }
      const entry = (i: number) => plain({ ...factsOf(i), sent: sent(i) })
      const from = (first: number, next: number) => Array.from({ length: next - first }, (_, i) => first + i)
      const listed = (numbers: readonly number[]) => numbers.filter((i) => i % 3 !== 2)
      const clear = () => database.write(() => run('DELETE FROM "auditEntry"', []))
      const rows = async () => (await database.read(() => all('SELECT "entries" FROM "auditEntry"', []))).map(Number)
      const found = async (...texts: string[]) => database.read(() => findNotes(database, TENANT, texts))

      await t.test('are all there, in order, in few rows', async (t) => {
        await clear()
        await write(log(), 0, 250)
        t.ok((await rows()).length <= 3, 'a row for each hundred')
        t.equal(
          (await rows()).reduce((sum, n) => sum + n, 0),
          250,
        )
        const taken = await database.write(() => takeStored(database, TENANT))
        t.same(taken, listed(from(0, 250)).map(entry))
        t.same(await database.write(() => takeStored(database, TENANT)), [])
      })

      await t.test('are found by texts that one of them holds', async (t) => {
        await clear()
        await write(log(), 0, 40)
        const ids = async (...texts: string[]) => (await found(...texts)).map(({ id }) => id)
        const path = `"path":"${SETS[0]}"`
        t.same(await ids(path, '"key 30"'), ['n30'])
        t.same(await ids(path, '"key 31"'), [], 'not by texts of two notes in one row')
        t.same(
          (await ids(path)).sort(),
          from(0, 40)
            .filter((i) => i % 3 === 0)
            .map((i) => `n${i}`)
            .sort(),
        )
      })

      await t.test('are taken to the note where later ones have to wait, and stay for the history', async (t) => {
        for (const stay of [true, false]) {
          await clear()
          await write(log(), 0, 60)
          const take = (until: number) => database.write(() => takeStored(database, TENANT, stay, factsOf(until).at))
          t.same(await take(10), listed(from(0, 11)).map(entry))
          t.same(await take(10), [])
          t.same(await take(59), listed(from(11, 60)).map(entry))
          t.equal((await found('"id"')).length, stay ? 60 : 0)
        }
      })

      await t.test('are there once, however many take them while others are cut off', async (t) => {
        await clear()
        await write(log(), 0, 60)
        const untils = [10, 45, 20, 30, 10, 50, 40, 25]
        const takes = untils.map((until) => database.write(() => takeStored(database, TENANT, true, factsOf(until).at)))
        const full = log({ changes: 500, days: 3650 })
        for (let i = 60; i < 1060; i += 1) full.note(factsOf(i))
        const taken = (await Promise.all([full.close(), ...takes])).flatMap((each) => each ?? []).map(({ id }) => id)
        t.same(
          [...new Set(taken)].sort(),
          listed(from(0, 51))
            .map((i) => `n${i}`)
            .sort(),
        )
        t.equal(taken.length, new Set(taken).size, 'by one of them alone')
        const ids = (await found('"id"')).map(({ id }) => id)
        t.equal(ids.length, new Set(ids).size)
      })

      await t.test('stay up to a number and an age, to the note', async (t) => {
        await clear()
        await write(log(undefined, 333), 0, 1000)
        t.same(
          (await found('"id"')).map(({ id }) => id).sort(),
          from(667, 1000)
            .map((i) => `n${i}`)
            .sort(),
        )
        await clear()
        // 600 minutes are less than half a day.
        await write(log({ changes: 600, days: 200 / 1440 }, 0), 0, 1000)
        t.same(
          (await found('"id"')).map(({ id }) => id).sort(),
          from(799, 1000)
            .map((i) => `n${i}`)
            .sort(),
        )
      })

      await t.test('of older versions are among them', async (t) => {
        await clear()
        const old = JSON.stringify({ ...factsOf(0), sent: sent(0) })
        const values = [TENANT, factsOf(0).at, old]
        const marks = database.provider === 'sqlite' ? '?1, ?2, 0, ?3' : '$1, $2, 0, $3'
        await database.write(() =>
          run(`INSERT INTO "auditEntry" ("tenantId", "at", "settled", "facts") VALUES (${marks})`, values),
        )
        await write(log(), 1, 10)
        t.same((await found('"id":"n0"')).map(plain), [entry(0)])
        t.same(await database.write(() => takeStored(database, TENANT)), listed(from(0, 10)).map(entry))
      })
    },
    { auditEvents: 0, history: 0 },
  )
})
