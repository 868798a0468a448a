/** The content of apps as packaging tools make it, and the app that it is uploaded for. */
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import type { Client } from './emulator.js'

export const APPS = '/beta/deviceAppManagement/mobileApps'

export interface FileEncryptionInfo {
  readonly '@odata.type'?: string
  readonly encryptionKey: string
  readonly initializationVector: string
  readonly mac: string
  readonly macKey: string
  readonly profileIdentifier: string
  readonly fileDigest: string
  readonly fileDigestAlgorithm: string
}

export interface Packed {
  readonly size: number
  readonly encrypted: Buffer
  readonly fileEncryptionInfo: FileEncryptionInfo
}

/** What the packaging tool does: HMAC, initialization vector, AES-256-CBC. */
export function pack(content: Buffer): Packed {
  const [key, macKey, vector] = [randomBytes(32), randomBytes(32), randomBytes(16)]
  const cipher = createCipheriv('aes-256-cbc', key, vector)
  const signed = Buffer.concat([vector, cipher.update(content), cipher.final()])
  const mac = createHmac('sha256', macKey).update(signed).digest()
  return {
    size: content.length,
    encrypted: Buffer.concat([mac, signed]),
    fileEncryptionInfo: {
      encryptionKey: key.toString('base64'),
      initializationVector: vector.toString('base64'),
      mac: mac.toString('base64'),
      macKey: macKey.toString('base64'),
      profileIdentifier: 'ProfileVersion1',
      fileDigest: createHash('sha256').update(content).digest('base64'),
      fileDigestAlgorithm: 'SHA256',
    },
  }
}

export const win32App = {
  '@odata.type': '#microsoft.graph.win32LobApp',
  displayName: 'Contoso Agent',
  description: 'What every device needs',
  publisher: 'Contoso',
  fileName: 'agent.intunewin',
  setupFilePath: 'agent.exe',
  installCommandLine: 'agent.exe /quiet',
  uninstallCommandLine: 'agent.exe /remove',
  applicableArchitectures: 'x64',
  minimumSupportedWindowsRelease: '1607',
  rules: [
    {
      '@odata.type': '#microsoft.graph.win32LobAppFileSystemRule',
      ruleType: 'detection',
      path: 'C:\\Program Files\\Contoso',
      fileOrFolderName: 'agent.exe',
      check32BitOn64System: false,
      operationType: 'exists',
      operator: 'notConfigured',
      comparisonValue: null,
    },
  ],
  installExperience: { runAsAccount: 'system', deviceRestartBehavior: 'basedOnReturnCode' },
  returnCodes: [{ returnCode: 0, type: 'success' }],
}

type Json = Record<string, unknown>

/** The body of an answer that has the expected status. */
export async function expecting(status: number, response: ReturnType<Client['get']>): Promise<Json & { id: string }> {
  const { statusCode, body } = await response
  if (statusCode !== status) throw new Error(`${statusCode} instead of ${status}: ${body}`)
  return (body === '' ? {} : JSON.parse(body)) as Json & { id: string }
}

/** An app, and the URL of its content versions. */
export async function newApp(
  client: Client,
  app: Json = win32App,
): Promise<{ url: string; versions: string; id: string }> {
  const { id } = await expecting(201, client.post(APPS, app))
  const url = `${APPS}/${id}`
  return { url, id, versions: `${url}/${String(app['@odata.type']).slice(1)}/contentVersions` }
}

export interface NewFile {
  /** URL of the version. */
  readonly version: string
  readonly versionId: string
  /** URL of the file. */
  readonly file: string
}

export async function newFile(client: Client, versions: string, size: number, sizeEncrypted: number): Promise<NewFile> {
  const { id: versionId } = await expecting(201, client.post(versions, {}))
  const version = `${versions}/${versionId}`
  const { id } = await expecting(
    201,
    client.post(`${version}/files`, {
      '@odata.type': '#microsoft.graph.mobileAppContentFile',
      name: 'agent.intunewin',
      size,
      sizeEncrypted,
      manifest: null,
      isDependency: false,
    }),
  )
  return { version, versionId, file: `${version}/files/${id}` }
}

/** Reads a file until it is in a state other than the pending one. */
export async function settledFile(client: Client, file: string): Promise<Json> {
  for (;;) {
    const found = await expecting(200, client.get(file))
    if (!String(found['uploadState']).endsWith('Pending')) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The URI of a new file, as a server at `origin` has it. */
export async function uriOf(client: Client, file: string, origin: string): Promise<string> {
  const { azureStorageUri } = await settledFile(client, file)
  return String(azureStorageUri).replace(/^http:\/\/[^/]+/, origin)
}

export const blockId = (n: number): string => Buffer.from(String(n).padStart(4, '0')).toString('base64')

export const blockListOf = (ids: readonly string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.map((id) => `<Latest>${id}</Latest>`).join('')}</BlockList>`

/** Uploads in blocks, as all tools do. */
export async function uploadInBlocks(uri: string, bytes: Buffer, blockSize: number): Promise<void> {
  const ids: string[] = []
  for (let at = 0; at < bytes.length; at += blockSize) {
    const id = blockId(ids.length)
    ids.push(id)
    await put(`${uri}&comp=block&blockid=${encodeURIComponent(id)}`, bytes.subarray(at, at + blockSize))
  }
  await put(`${uri}&comp=blocklist`, blockListOf(ids))
}

async function put(url: string, body: Buffer | string): Promise<void> {
  const response = await fetch(url, { method: 'PUT', body: new Uint8Array(Buffer.from(body)) })
  if (response.status !== 201) throw new Error(`PUT: ${response.status} ${await response.text()}`)
}

/** An app that needs no content. */
export const webApp = {
  '@odata.type': '#microsoft.graph.webApp',
  displayName: 'Intranet',
  publisher: 'Contoso',
  appUrl: 'https://contoso.example',
}
/** An assignment. */
export const GROUP = '11111111-1111-4111-8111-111111111111'
export const toGroup = {
  '@odata.type': '#microsoft.graph.mobileAppAssignment',
  intent: 'required',
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: GROUP },
  settings: { '@odata.type': '#microsoft.graph.win32LobAppAssignmentSettings', notifications: 'showAll' },
}

export type Row = Record<string, unknown> & { readonly id: string }

export async function rowsAt(client: Client, url: string): Promise<Row[]> {
  return (await expecting(200, client.get(url)))['value'] as Row[]
}

export async function newWebApp(client: Client, more: object = {}): Promise<string> {
  return (await expecting(201, client.post(APPS, { ...webApp, ...more }))).id
}
