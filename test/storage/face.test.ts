/** What the storage face refuses, in the words of Azure Storage (B163). */
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { blockId, blockListOf, newApp, newFile, uriOf } from '../harness/app-content.js'
import { forEachDatabase } from '../harness/databases.js'
import { startEmulator, TENANT } from '../harness/emulator.js'

const ROOM = 1_000_000

await forEachDatabase(t, async (t, database) => {
  const { databaseUrl, dataFolder } = await database.preparedDatabase()
  const emulator = await startEmulator(t, {
    databaseUrl,
    data: dataFolder,
    contentBytes: ROOM,
    switches: { immediateProcessing: true },
  })
  const { admin } = emulator
  const origin = await emulator.listen()

  const newUri = async (): Promise<string> => {
    const { versions } = await newApp(admin)
    const { file } = await newFile(admin, versions, 10, 10)
    return uriOf(admin, file, origin)
  }
  const put = (url: string, body: string | Buffer = '', headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url, { method: 'PUT', body: new Uint8Array(Buffer.from(body)), headers })
  const block = (uri: string, id: string, body: string | Buffer = 'text', headers = {}): Promise<Response> =>
    put(`${uri}&comp=block&blockid=${encodeURIComponent(id)}`, body, headers)
  const list = (uri: string, body: string, headers = {}): Promise<Response> =>
    put(`${uri}&comp=blocklist`, body, headers)
  const filesOf = (uri: string): string[] => {
    const [, id = ''] = /storage\/[^/]+\/([^?]+)/.exec(uri) ?? []
    return readdirSync(join(dataFolder, 'content', TENANT, id))
  }

  async function refuses(
    t: Test,
    response: Promise<Response>,
    status: number,
    code: string,
    words = '',
  ): Promise<void> {
    const {
      status: own,
      headers,
      text,
    } = await response.then(async (each) => ({
      status: each.status,
      headers: each.headers,
      text: await each.text(),
    }))
    t.equal(own, status, `${code} ${words}: ${text}`)
    t.match(text, new RegExp(`^<\\?xml version="1\\.0" encoding="utf-8"\\?><Error><Code>${code}</Code><Message>`))
    t.ok(text.includes(words), `${text} has ${words}`)
    t.equal(headers.get('x-ms-error-code'), code)
    t.ok(headers.get('x-ms-request-id'))
    t.equal(headers.get('content-type'), 'application/xml')
  }

  await t.test('B163: a request without a good signature is refused', async (t) => {
    const uri = await newUri()
    const url = new URL(uri)
    const changed = (name: string, value: string | null): string => {
      const other = new URL(url)
      if (value === null) other.searchParams.delete(name)
      else other.searchParams.set(name, value)
      return String(other)
    }
    await refuses(
      t,
      block(changed('sig', null).replace(/\?.*/, '?x=y'), blockId(0)),
      401,
      'NoAuthenticationInformation',
    )
    for (const [name, value] of [
      ['sig', 'AAAA'],
      ['sig', randomBytes(32).toString('base64')],
      ['se', '2999-01-01T00:00:00Z'],
      ['se', null],
      ['sp', 'rwdl'],
      ['sv', '2015-04-05'],
    ] as const)
      await refuses(t, block(changed(name, value), blockId(0)), 403, 'AuthenticationFailed', 'Signature did not match')
    const other = new URL(await newUri())
    other.search = url.search
    await refuses(t, block(String(other), blockId(0)), 403, 'AuthenticationFailed')
    t.equal((await fetch(`${url.origin}/_intunite/storage/a/b?${url.searchParams.toString()}`)).status, 403)
    t.equal(
      (await fetch(`${url.origin}/_intunite/storage/..%2F..%2Fetc/passwd?${url.searchParams.toString()}`)).status,
      403,
    )
    t.equal((await block(uri, blockId(0))).status, 201, 'and a good one is taken')
  })

  await t.test('B163: what is wrong with a request is told', async (t) => {
    const uri = await newUri()
    await refuses(t, put(`${uri}&comp=block`), 400, 'MissingRequiredQueryParameter', '<QueryParameterName>blockid')
    for (const id of ['', 'a', '====', 'äöü=', 'YWJ', '<x>&', 'A'.repeat(92)])
      await refuses(t, block(uri, id), 400, 'InvalidQueryParameterValue', 'blockid')
    t.equal((await block(uri, Buffer.alloc(64, 255).toString('base64'))).status, 201)
    await refuses(t, block(uri, blockId(1)), 400, 'InvalidBlobOrBlock')
    await refuses(t, put(`${uri}&comp=metadata`), 400, 'InvalidQueryParameterValue', '<QueryParameterName>comp')
    await refuses(t, fetch(`${uri}&comp=tags`), 400, 'InvalidQueryParameterValue', 'tags')
    await refuses(t, fetch(`${uri}&comp=blocklist&blocklisttype=x`), 400, 'InvalidQueryParameterValue', 'blocklisttype')
    for (const method of ['POST', 'PATCH', 'DELETE'])
      await refuses(t, fetch(uri, { method }), 405, 'UnsupportedHttpVerb')
    await refuses(t, put(uri, 'text'), 400, 'MissingRequiredHeader', '<HeaderName>x-ms-blob-type')
    await refuses(t, put(uri, 'text', { 'x-ms-blob-type': 'PageBlob' }), 400, 'InvalidHeaderValue', 'PageBlob')
    await refuses(t, block(uri, Buffer.alloc(64).toString('base64'), ''), 400, 'InvalidHeaderValue', 'Content-Length')
    await refuses(t, fetch(uri), 404, 'BlobNotFound')
    const id = Buffer.alloc(64, 1).toString('base64')
    await refuses(t, block(uri, id, 'text', { 'content-md5': 'short' }), 400, 'InvalidMd5')
    const wrong = createHash('md5').update('other').digest('base64')
    await refuses(t, block(uri, id, 'text', { 'content-md5': wrong }), 400, 'Md5Mismatch', wrong)
    await refuses(t, list(uri, blockListOf([]), { 'content-md5': wrong }), 400, 'Md5Mismatch', wrong)
    const right = createHash('md5').update('text').digest('base64')
    const taken = await block(uri, id, 'text', { 'content-md5': right })
    t.equal(taken.status, 201)
    t.equal(taken.headers.get('content-md5'), right)
    t.equal(filesOf(uri).length, 2, 'what was refused leaves nothing behind')
  })

  await t.test('B163: block lists are read as XML, and nothing else is', async (t) => {
    const uri = await newUri()
    for (const id of [0, 1, 2]) await block(uri, blockId(id), `block ${id};`)
    for (const xml of [
      '',
      '{}',
      '<BlockList>',
      '<BlockList><Latest>a</Latest>',
      '<BlockList>x</BlockList>',
      '<BlockList><Latest>MDAwMA==</Committed></BlockList>',
      '<!DOCTYPE x><BlockList/>',
      '<BlockList><Newest>MDAwMA==</Newest></BlockList>',
    ])
      await refuses(t, list(uri, xml), 400, 'InvalidXmlDocument')
    await refuses(t, list(uri, blockListOf([blockId(7)])), 400, 'InvalidBlockList')
    await refuses(t, list(uri, `<BlockList><Committed>${blockId(0)}</Committed></BlockList>`), 400, 'InvalidBlockList')
    await refuses(t, list(uri, blockListOf(Array.from({ length: 50_001 }, () => blockId(0)))), 400, 'BlockListTooLong')
    const spaced = `\ufeff<?xml version="1.0"?>\n<BlockList>\n  <Uncommitted>${blockId(2)}</Uncommitted>\n  <Latest> ${blockId(0)} </Latest><Latest>${blockId(2)}</Latest>\n</BlockList >\n`
    t.equal((await list(uri, spaced)).status, 201)
    t.equal(await (await fetch(uri)).text(), 'block 2;block 0;block 2;')
    await refuses(t, list(uri, blockListOf([blockId(1)])), 400, 'InvalidBlockList', '')
    t.equal(filesOf(uri).length, 2, 'a block that the list leaves out is gone')
    await block(uri, blockId(0), 'new 0;')
    const both = `<BlockList><Committed>${blockId(0)}</Committed><Uncommitted>${blockId(0)}</Uncommitted></BlockList>`
    t.equal((await list(uri, both)).status, 201)
    t.equal(await (await fetch(uri)).text(), 'block 0;new 0;')
    const range = await fetch(uri, { headers: { range: 'bytes=6-9' } })
    t.same([range.status, range.headers.get('content-range'), await range.text()], [206, 'bytes 6-9/14', '0;ne'])
    await refuses(t, fetch(uri, { headers: { 'x-ms-range': 'bytes=14-' } }), 416, 'InvalidRange')
    t.equal((await list(uri, '<BlockList/>')).status, 201)
    t.equal(await (await fetch(uri)).text(), '')
    t.same(filesOf(uri), [])
  })

  await t.test('B163: conditions are kept', async (t) => {
    const uri = await newUri()
    const upload = (headers: Record<string, string>): Promise<Response> =>
      put(uri, 'text', { 'x-ms-blob-type': 'BlockBlob', ...headers })
    await refuses(t, upload({ 'if-match': '*' }), 412, 'ConditionNotMet')
    const etag = (await upload({ 'if-none-match': '*' })).headers.get('etag') ?? ''
    t.match(etag, /^"0x[0-9A-F]{16}"$/)
    await refuses(t, upload({ 'if-none-match': '*' }), 409, 'BlobAlreadyExists')
    await refuses(t, upload({ 'if-none-match': etag }), 412, 'ConditionNotMet')
    await refuses(t, upload({ 'if-match': '"0x0"' }), 412, 'ConditionNotMet')
    t.equal((await upload({ 'if-match': etag })).status, 201)
    t.equal(filesOf(uri).length, 1)
  })

  await t.test('a client that goes away in the middle leaves nothing behind', async (t) => {
    const uri = await newUri()
    const url = new URL(uri)
    const socket = connect(Number(url.port), url.hostname)
    socket.write(
      `PUT ${url.pathname}${url.search}&comp=block&blockid=AAAA HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf`,
    )
    const folder = (): string[] => {
      try {
        return filesOf(uri)
      } catch {
        return []
      }
    }
    while (folder().length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    socket.destroy()
    while (folder().length > 0) await new Promise((resolve) => setTimeout(resolve, 10))
    await refuses(t, fetch(`${uri}&comp=blocklist`), 404, 'BlobNotFound')
  })

  await t.test('the file may be gone', async (t) => {
    const { url, versions } = await newApp(admin)
    const { file } = await newFile(admin, versions, 10, 10)
    const uri = await uriOf(admin, file, origin)
    t.equal((await admin.delete(url)).statusCode, 204)
    await refuses(t, block(uri, blockId(0)), 404, 'ContainerNotFound')
    await refuses(t, list(uri, blockListOf([])), 404, 'ContainerNotFound')
    await refuses(t, fetch(uri), 404, 'ContainerNotFound')
  })

  await t.test('a page of another origin may upload', async (t) => {
    const uri = await newUri()
    const preflight = await fetch(uri, {
      method: 'OPTIONS',
      headers: { origin: 'https://intune.example', 'access-control-request-method': 'PUT' },
    })
    t.equal(preflight.headers.get('access-control-allow-origin'), '*')
    t.match(preflight.headers.get('access-control-allow-methods'), /PUT/)
  })

  await t.test('B163: a tenant and a body have a limit of bytes', async (t) => {
    const before = await emulator.store.database.read(() => emulator.store.content.uploads.bytesOf(TENANT))
    const uri = await newUri()
    t.equal((await block(uri, blockId(0), Buffer.alloc(ROOM - before - 10))).status, 201)
    await refuses(t, block(uri, blockId(1), Buffer.alloc(11)), 413, 'RequestBodyTooLarge', `<MaxLimit>${ROOM}`)
    t.equal((await block(uri, blockId(1), Buffer.alloc(10))).status, 201)
    t.equal(filesOf(uri).length, 2)
    t.match(await announced(uri, 4001 * 2 ** 20), /^HTTP\/1\.1 413 [^]*<MaxLimit>4194304000</)
    t.match(await announced(uri, undefined), /^HTTP\/1\.1 411 [^]*MissingContentLengthHeader/)
  })

  t.same(emulator.errors, [])

  /** The answer to a request of which only the head comes. */
  function announced(uri: string, length: number | undefined): Promise<string> {
    const url = new URL(uri)
    const body =
      length === undefined
        ? 'transfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n'
        : `content-length: ${length}\r\n\r\n`
    return new Promise((resolve, reject) => {
      let text = ''
      const socket = connect(Number(url.port), url.hostname)
      socket.on('data', (chunk) => {
        text += chunk.toString()
        if (text.includes('</Error>')) socket.destroy()
      })
      socket.on('close', () => resolve(text))
      socket.on('error', reject)
      socket.write(`PUT ${url.pathname}${url.search}&comp=block&blockid=AAAA HTTP/1.1\r\nhost: x\r\n${body}`)
    })
  }
})
