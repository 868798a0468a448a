/** Backups that are malformed, huge or hostile: a clear error, and nothing imported; and backups without names. */
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'tap'
import { IMPORT } from '../../src/cli/control/backup.js'
import { Anonymizer } from '../../src/services/backups/anonymize.js'
import { MOST_FILES } from '../../src/services/backups/bounds.js'
import { collect } from '../../src/services/backups/collect.js'
import { decodeText } from '../../src/services/backups/text.js'
import { writeZip } from '../../src/services/backups/export/zip-writer.js'
import { CONTROL, controlOf } from '../control/control.js'
import { forEachEmulator, startEmulator } from '../harness/emulator.js'
import { quickFolder } from '../harness/quick-folder.js'
import { filesOf, fixture, fullTenant, importFiles, send } from './importing.js'

async function archive(...paths: string[]): Promise<Buffer> {
  const files = paths.map((path) => ({ path, text: '{"displayName":"x"}'.padEnd(200) }))
  const pieces: Uint8Array[] = []
  for await (const piece of writeZip(files)) pieces.push(piece)
  return Buffer.concat(pieces)
}

test('files that are no good', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const zip = join(folder, 'backup.zip')

  t.test('an archive that unpacks to more than it says, or says more than there may be', async (t) => {
    const good = await archive('Filters/a.json')
    const at = good.lastIndexOf(Buffer.from('PK\u0001\u0002'))
    for (const [size, message] of [
      [0xf000_0000, /more than 512 MB when it is unpacked/],
      [0x0300_0000, /has more than 32 MB/],
      [10, /is larger than the list of files says/],
    ] as const) {
      const bad = Buffer.from(good)
      bad.writeUInt32LE(size, at + 24)
      await writeFile(zip, bad)
      await t.rejects(filesOf(zip), { message })
    }
    await writeFile(zip, good.subarray(0, good.length - 30))
    await t.rejects(filesOf(zip), { message: /is no archive that can be read/ })
  })

  t.test('backups K10: no path leads out of an archive, and links are not followed', async (t) => {
    for (const path of ['../a.json', 'a/../../b.json', '/etc/a.json', 'C:/a.json']) {
      await writeFile(zip, await archive(path))
      await t.rejects(filesOf(zip), { message: /leads out of the backup/ }, path)
    }
    const inside = join(folder, 'linked')
    await mkdir(join(inside, 'Filters'), { recursive: true })
    await writeFile(join(folder, 'secret.json'), '{"displayName":"secret"}')
    await symlink(join(folder, 'secret.json'), join(inside, 'Filters', 'a.json'))
    await symlink(folder, join(inside, 'above'))
    const backup = await collect(inside)
    t.same([backup.count, backup.leftOut.map(({ file }) => file).sort()], [0, ['Filters/a.json', 'above']])
  })

  t.test('more files than there may be are refused, in an archive and in a folder', async (t) => {
    const many = Array.from({ length: MOST_FILES + 1 }, (_, i) => `Filters/${i}.json`)
    const one = await archive('Filters/a.json')
    const end = one.lastIndexOf(Buffer.from('PK\u0005\u0006'))
    for (const at of [8, 10]) one.writeUInt16LE(many.length, end + at)
    await writeFile(zip, one)
    await t.rejects(filesOf(zip), { message: /more than 50000 files/ })
    const folder = join(await mkdtemp(join(await quickFolder(), 'intunite-test-')), 'backup')
    t.teardown(() => rm(dirname(folder), { recursive: true, force: true }))
    await mkdir(join(folder, 'Filters'), { recursive: true })
    for (const path of many) writeFileSync(join(folder, path), '')
    await t.rejects(collect(folder), { message: /more than 50000 files/ })
  })

  t.test('a file of 500 MB is refused without being read', async (t) => {
    const huge = join(folder, 'huge')
    await mkdir(huge)
    await writeFile(join(huge, 'a.json'), '')
    await truncate(join(huge, 'a.json'), 500 * 2 ** 20)
    const before = process.memoryUsage().rss
    await t.rejects(collect(huge), { message: /a\.json: has more than 32 MB/ })
    t.ok(process.memoryUsage().rss - before < 100 * 2 ** 20)
  })

  t.test('backups K9: texts in every encoding that tools write, and no others', async (t) => {
    const text = '{"displayName":"Größe"}'
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le')
    t.equal(decodeText(utf16, 'a'), text)
    t.equal(decodeText(Buffer.from(utf16).swap16(), 'a'), text)
    t.equal(decodeText(Buffer.from(`\uFEFF${text}`), 'a'), text)
    t.equal(decodeText(Buffer.from(text), 'a'), text)
    t.throws(() => decodeText(Buffer.from([0x7b, 0xff]), 'a.json'), { message: /a\.json: is no text in UTF-8/ })
  })
})

test('a server that is sent such backups', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await fullTenant(emulator)
      const refuses = async (files: { path: string; text: string }[], detail: RegExp): Promise<void> => {
        const answer = await send(emulator, tenant.id, files)
        t.equal(answer.statusCode, 400)
        t.match(JSON.stringify(answer.json()), detail)
      }
      const filters = 'Settings Catalog/a'
      await refuses([{ path: 'Filters/a\u0000.json', text: '{}' }], /leads out of the backup/)
      await refuses([{ path: '../Filters/a.json', text: '{}' }], /leads out of the backup/)
      await refuses(
        [{ path: `${filters}.json`, text: `${'['.repeat(5000)}${']'.repeat(5000)}` }],
        /more than 100 levels/,
      )
      const aliases = [
        'a: &a [x]',
        ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${`*${'abcdefgh'[i]},`.repeat(9)}]`),
      ]
      await refuses([{ path: `${filters}.yaml`, text: aliases.join('\n') }], /is no YAML/)
      await refuses([{ path: `${filters}.json`, text: '{"name":"a",\n"b":}' }], /Settings Catalog\/a\.json:2/)
      const good = {
        path: 'Settings Catalog/c.json',
        text: '{"name":"c","platforms":"windows10","technologies":"mdm"}',
      }
      await refuses([good, { path: 'Settings Catalog/d.json', text: '{"name":"d"' }], /Settings Catalog\/d\.json:1/)
      t.same(await tenant.list('deviceManagement/configurationPolicies'), [], 'nothing is half imported')
      const many = Array.from({ length: MOST_FILES + 1 }, (_, i) => ({ path: `Filters/${i}.json`, text: '' }))
      if (emulator.store.database.provider === 'sqlite') await refuses(many, /more than 50000 files/)
      const report = await importFiles(emulator, tenant.id, [
        {
          path: `${filters}.json`,
          text: '{"name":"a","__proto__":{"x":1},"platforms":"windows10","technologies":"mdm"}',
        },
        { path: 'Settings Catalog/b.json', text: '{"name":"b\\u0000","platforms":"windows10","technologies":"mdm"}' },
      ])
      t.match(report, { made: 1 })
      t.match(
        report.leftOut.map(({ file }) => file),
        ['Settings Catalog/a.json', 'Settings Catalog/b.json'],
      )
      t.match((await controlOf(emulator).post(`/tenants/${tenant.id}/import?format=none`, '{}')).json(), {
        status: 400,
      })
      t.same(emulator.errors, [])
    },
    { control: CONTROL },
  )
})

test('a backup without names', async (t) => {
  const anonymizer = new Anonymizer('key')
  const text = JSON.stringify({
    userPrincipalName: 'mara.quist@brindle-ferries.com',
    notes: 'Ask mara.quist@brindle-ferries.com, see https://intranet.brindle-ferries.com/a',
    serialNumber: 'C02XK1ZZJGH5',
    preSharedKey: 'correct horse',
    '@odata.type': '#microsoft.graph.iosWiFiConfiguration',
    scriptContent: Buffer.from('Connect-Thing -User mara.quist@brindle-ferries.com # and more').toString('base64'),
    omaUri: './Device/Vendor/MSFT/Policy',
    displayName: 'Wi-Fi of the office',
  })
  const plain = anonymizer.text(text)
  const told = JSON.parse(plain)
  t.notMatch(plain + Buffer.from(told.scriptContent, 'base64').toString(), /mara|quist|brindle|C02XK1ZZJGH5|horse/)
  t.match(told, { '@odata.type': '#microsoft.graph.iosWiFiConfiguration', displayName: 'Wi-Fi of the office' })
  t.ok(told.notes.includes(told.userPrincipalName), 'the same one is the same everywhere')
  t.ok(Buffer.from(told.scriptContent, 'base64').toString().includes(told.userPrincipalName))
  t.equal(anonymizer.text(text), plain, 'the same key gives the same ones')
  t.not(new Anonymizer('another key').text(text), plain)

  t.test('nothing of it is left in profiles, scripts, rules and tables', async (t) => {
    const anonymizer = new Anonymizer('key')
    const plist = '<key>Password</key>\n<string>correct horse</string><key>UserName</key><string>Mara Quist</string>'
    const wifi = '<WLANProfile><keyMaterial>correct horse</keyMaterial></WLANProfile>'
    const script =
      '\ufeff$adminPassword = "correct horse"; ConvertTo-SecureString "correct horse" -AsPlainText # C02XK1ZZJGH5'
    const files = [
      { path: 'profile.json', text: JSON.stringify({ payload: Buffer.from(plist).toString('base64'), value: wifi }) },
      {
        path: 'script.json',
        text: JSON.stringify({ scriptContent: Buffer.from(script, 'utf16le').toString('base64') }),
      },
      { path: 'mobileconfig/profile.mobileconfig', text: plist },
      {
        path: 'filter.json',
        text: JSON.stringify({ rule: '(device.serialNumber -eq "C02XK1ZZJGH5")', description: 'For Mara Quist' }),
      },
      { path: 'rules.json', text: JSON.stringify({ rule: 'device.serialNumber -in ["QX1111", "QX2222"]' }) },
      { path: 'table.json', text: JSON.stringify({ Objects: [{ DisplayName: 'Mara Quist', Type: 'User' }] }) },
      {
        path: 'device.yaml',
        text: 'serialNumber: C02XK1ZZJGH5\nproxyPassword: correct horse\nadminAccountUserName: mquist\n',
      },
      {
        path: 'lock.json',
        text: JSON.stringify({ activationLockBypassCode: 'correct horse', wiFiMacAddress: '0A1B2C3D4E5F' }),
      },
      {
        path: 'Brindle Ferries/MigrationTable.json',
        text: JSON.stringify({ TenantId: 'a', Organization: 'Brindle Ferries', Objects: [] }),
      },
      { path: 'kept.json', text: JSON.stringify({ passwordRequiredType: 'alphanumeric', username: '{{UserName}}' }) },
    ]
    for (const file of files) anonymizer.learn(file)
    const others = files.map((file) => anonymizer.file(file))
    const texts = others.map((file) => file.text)
    const inner = (text: string, encoding: 'utf8' | 'utf16le'): string =>
      Buffer.from(Object.values(JSON.parse(text) as Record<string, string>)[0] ?? '', 'base64').toString(encoding)
    const all = [...texts, inner(texts[0] ?? '', 'utf8'), inner(texts[1] ?? '', 'utf16le')].join('\n')
    t.notMatch(all, /horse|quist|C02XK1ZZJGH5|QX\d|0A1B2C3D4E5F|brindle/i)
    t.match(others.at(-2)?.path, /^organization-[0-9a-f]{12}\/MigrationTable\.json$/)
    t.equal(new Set(all.match(/secret[0-9a-f]{14}/g)).size, 1, 'a secret is the same wherever it stands')
    t.equal(new Set(all.match(/device-[0-9a-f]{12}/g)).size, 4, 'and so is a serial number')
    t.equal(texts.at(-1), files.at(-1)?.text, 'what names nobody stays')
  })

  t.test('a tenant that is read through Graph: by GETs, each of them once, and nobody is named', async (t) => {
    const asked: string[] = []
    const service = createServer(({ method, url = '' }, answer) => {
      asked.push(`${method} ${url}`)
      const [, set = ''] =
        /^\/beta\/(deviceManagement\/deviceCategories|deviceManagement\/assignmentFilters)/.exec(url) ?? []
      const named = { id: 'a', displayName: 'Tablets', description: 'Ask mara.quist@brindle-ferries.com' }
      const item = set.endsWith('Filters') ? { ...named, rule: '(device.serialNumber -eq "C02XK1ZZJGH5")' } : named
      answer.end(JSON.stringify({ value: set === '' ? [] : [item] }))
    }).listen(0, '127.0.0.1')
    t.teardown(() => service.close())
    await once(service, 'listening')
    const graphToken = join(await mkdtemp(join(tmpdir(), 'intunite-test-')), 'token')
    t.teardown(() => rm(dirname(graphToken), { recursive: true, force: true }))
    await writeFile(graphToken, 'token')
    const graphUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
    const { body } = await IMPORT.request({
      words: [],
      values: { fromGraph: '1', anonymize: '1', graphToken, graphUrl },
    })
    let sent = ''
    for await (const piece of body as AsyncIterable<string>) sent += piece
    t.notMatch(sent, /mara|quist|brindle|C02XK1ZZJGH5/)
    t.match(sent, /Tablets[^]*-eq [\\"]+device-[0-9a-f]{12}[\\"]+\)/)
    t.same(asked, [...new Set(asked)])
    t.ok(asked.length > 20 && asked.every((each) => each.startsWith('GET /beta/')), asked.join('\n'))
  })

  const emulator = await startEmulator(t, { control: CONTROL })
  const tenant = await fullTenant(emulator)
  const files = (await filesOf(fixture('intunecd/json'))).map((file) => anonymizer.file(file))
  t.notMatch(JSON.stringify(files), /"2580"/)
  t.match(await importFiles(emulator, tenant.id, files), { complete: true, made: 11 })
})
