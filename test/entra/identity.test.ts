import { X509Certificate, createPrivateKey, createPublicKey } from 'node:crypto'
import t from 'tap'
import { hashSecret, matchesHash, TooManySecrets } from '../../src/store/identity/secret-hash.js'
import { forEachDatabase } from '../harness/databases.js'
import { limitHere } from '../harness/machine.js'
import { threadTime } from '../harness/work-time.js'
import { one, run } from '../../src/store/work.js'
import { createTestClock, openTestStore, SECRETS, TENANT } from './harness.js'

t.test('the development tenant', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const resource = await database.newDatabase()

    t.test('is made once, also when several processes start at once', async (t) => {
      const stores = await Promise.all(
        Array.from({ length: database.name === 'sqlite' ? 1 : 4 }, async () => openTestStore(t, resource)),
      )
      await Promise.all(
        stores.flatMap(({ identity }) => [identity, identity]).map((each) => each.ensureDevelopmentTenant(SECRETS)),
      )
      const { identity } = stores[0] as (typeof stores)[0]
      t.match(await identity.tenants.find(TENANT), {
        displayName: 'Intunite development',
        defaultDomain: 'intunite.test',
      })
      t.equal((await identity.tenants.findByDomain('INTUNITE.TEST'))?.id, TENANT)
      t.equal(await identity.tenants.exists('00000000-0000-4000-a000-000000000002'), false)
      const admin = await identity.applications.findByName(TENANT, 'Intunite-Admin')
      t.match(admin, { appId: '00000000-0000-4000-a000-0000000000a1', enabled: true, publicClient: false })
      const graph = '00000003-0000-0000-c000-000000000000'
      t.ok(
        (await identity.applications.listRoles(TENANT, admin?.appId ?? '', graph)).includes(
          'DeviceManagementApps.ReadWrite.All',
        ),
      )
      const readerRoles = await identity.applications.listRoles(TENANT, '00000000-0000-4000-a000-0000000000a2', graph)
      t.ok(readerRoles.includes('DeviceManagementApps.Read.All'))
      t.ok(
        readerRoles.every((role) => /\.Read\.(All|Directory)$/.test(role)),
        'the reader only reads',
      )
      t.equal((await identity.applications.listSecrets(TENANT, admin?.appId ?? '')).length, 1)
    })

    t.test('gets back a set of what Intune brings that has become empty', async (t) => {
      const { identity, database } = await openTestStore(t, resource)
      for (const rows of [
        `"mobileAppCategory" WHERE "tenantId" = '${TENANT}'`,
        `"entity" WHERE "tenantId" = '${TENANT}' AND "path" = 'deviceManagement/resourceOperations'`,
      ]) {
        const count = async () => (await database.read(() => one(`SELECT count(*) FROM ${rows}`, [])))?.[0]
        const before = await count()
        t.not(Number(before), 0)
        await database.write(() => run(`DELETE FROM ${rows}`, []))
        t.equal(Number(await count()), 0)
        await identity.ensureDevelopmentTenant(SECRETS)
        t.equal(await count(), before)
      }
    })

    t.test('takes the secrets of the latest start and keeps unchanged ones as they are', async (t) => {
      const { identity } = await openTestStore(t, resource)
      const appId = '00000000-0000-4000-a000-0000000000a1'
      const [before] = await identity.applications.listSecrets(TENANT, appId)
      await identity.ensureDevelopmentTenant({ ...SECRETS, readerSecret: 'another' })
      const [after] = await identity.applications.listSecrets(TENANT, appId)
      t.equal(after?.hash, before?.hash)
      const [reader] = await identity.applications.listSecrets(TENANT, '00000000-0000-4000-a000-0000000000a2')
      t.equal(await matchesHash('another', reader?.hash ?? ''), true)
      t.equal(await matchesHash('intunite-reader-secret', reader?.hash ?? ''), false)
    })
  })
})

t.test('signing keys', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const resource = await database.newDatabase()

    t.test('are one when several processes make the first', async (t) => {
      const stores = await Promise.all(
        Array.from({ length: database.name === 'sqlite' ? 1 : 4 }, () => openTestStore(t, resource)),
      )
      const keys = await Promise.all(
        stores.flatMap(({ identity }) => [identity.keys.getActive(), identity.keys.getActive()]),
      )
      t.equal(new Set(keys.map(({ kid }) => kid)).size, 1)
      const published = await stores[0]?.identity.keys.listPublished()
      t.equal(published?.length, 1)
      const certificate = new X509Certificate(published?.[0]?.certificate ?? '')
      t.equal(certificate.verify(certificate.publicKey), true, 'the certificate is signed by its own key')
      t.equal(certificate.checkPrivateKey(createPrivateKey(keys[0]?.privateKey ?? '')), true)
      t.equal(
        certificate.fingerprint.replaceAll(':', '').toLowerCase(),
        Buffer.from(keys[0]?.kid ?? '', 'base64url').toString('hex'),
      )
      t.equal(createPublicKey(keys[0]?.privateKey ?? '').asymmetricKeyDetails?.modulusLength, 2048)
    })

    t.test('rotate with an overlap', async (t) => {
      const clock = createTestClock()
      const { identity } = await openTestStore(t, resource, clock)
      const first = await identity.keys.getActive()
      const second = await identity.keys.rotate()
      t.not(second.kid, first.kid)
      t.same(
        (await identity.keys.listPublished()).map(({ kid }) => kid),
        [second.kid, first.kid],
      )
      clock.advance(3 * 24 * 60 * 60 * 1000)
      t.same(
        (await identity.keys.listPublished()).map(({ kid }) => kid),
        [second.kid],
      )
      t.equal(await identity.keys.remove(second.kid), false, 'the key that signs stays')
      t.equal(await identity.keys.remove(first.kid), true)
    })
  })
})

t.test('settings are made once', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const resource = await database.newDatabase()
    const stores = await Promise.all(
      Array.from({ length: database.name === 'sqlite' ? 1 : 3 }, () => openTestStore(t, resource)),
    )
    let made = 0
    const values = await Promise.all(
      stores.flatMap(({ identity }) =>
        [1, 2, 3].map(() => identity.settings.findOrMake('key', () => `value ${(made += 1)}`)),
      ),
    )
    t.equal(new Set(values).size, 1)
    await stores[0]?.identity.settings.set('key', 'other')
    t.equal(await stores[0]?.identity.settings.find('key'), 'other')
    t.equal(await stores[0]?.identity.settings.find('none'), undefined)
  })
})

t.test('secret hashes', async (t) => {
  const hash = await hashSecret('a secret')
  t.match(hash, /^scrypt\$16384\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
  t.equal(await matchesHash('a secret', hash), true)
  t.equal(await matchesHash('a secreT', hash), false)
  t.equal(await matchesHash('a secret', 'plain'), false)
  t.not(await hashSecret('a secret'), hash, 'each has a salt of its own')
})

t.test('comparing secrets takes as long whatever a wrong one begins with', async (t) => {
  const right = 'the right secret of forty characters, see'
  const hash = await hashSecret(right, 'generated')
  const guesses = { near: `${right.slice(0, -1)}x`, far: `x${right.slice(1)}`, short: 'x' }
  const times: Record<keyof typeof guesses, number[]> = { near: [], far: [], short: [] }
  // Taken in turns, so that whatever else the machine does meets all of them.
  for (let i = 0; i < 60; i += 1)
    for (const [name, guess] of Object.entries(guesses) as [keyof typeof guesses, string][]) {
      const began = performance.now()
      t.equal(await matchesHash(guess, hash), false)
      times[name].push(performance.now() - began)
    }
  const least = (list: number[]) => list.sort((a, b) => a - b)[5] ?? 0
  const [near, far, short] = [least(times.near), least(times.far), least(times.short)]
  for (const other of [far, short])
    t.ok(Math.abs(near - other) < 0.3 * near, `${near.toFixed(3)} and ${other.toFixed(3)} ms`)
})

t.test('a flood of secrets is refused and does not hold up the event loop', async (t) => {
  const hash = await hashSecret('a secret')
  let longest = 0
  let last = threadTime()
  const beat = setInterval(() => {
    const now = threadTime()
    longest = Math.max(longest, now - last)
    last = now
  }, 5)
  const results = await Promise.allSettled(Array.from({ length: 80 }, (_, i) => matchesHash(`wrong ${i}`, hash)))
  clearInterval(beat)
  const refused = results.filter((result) => result.status === 'rejected')
  t.equal(refused.length, 80 - 64 - 2)
  t.ok(refused.every(({ reason }) => reason instanceof TooManySecrets))
  t.ok(longest < limitHere(500), `the event loop waited ${Math.round(longest)} ms at most`)
  t.equal(await matchesHash('a secret', hash), true, 'and goes on afterwards')
})
