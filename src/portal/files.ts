/**
 * The files of the portal, as the build left them beside the program: each compressed with Brotli, and a list of them. Read when
 * the portal is first opened, so that a server starts without.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliDecompress, gzip } from 'node:zlib'

export interface PortalFile {
  readonly type: string
  readonly brotli: Buffer
  readonly etag: string
  /** The name changes with the content. */
  readonly immutable: boolean
  plain(): Promise<Buffer>
  gzip(): Promise<Buffer>
}

export type PortalFiles = ReadonlyMap<string, PortalFile>

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

const ENDING = '.br'

export function portalFolder(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? '../../dist/portal/' : '../portal/', import.meta.url)
}

/** By their path below the portal; undefined where the portal was not built. */
export async function readPortalFiles(folder: URL = portalFolder()): Promise<PortalFiles | undefined> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const built = names.map((name) => name.replaceAll('\\', '/')).filter((name) => name.endsWith(ENDING))
  const files = await Promise.all(built.map((name) => readFile(new URL(name, folder))))
  const known = new Map(
    built.map((name, i) => {
      const path = name.slice(0, -ENDING.length)
      return [path, fileOf(path, files[i] as Buffer)]
    }),
  )
  return known.has('index.html') ? known : undefined
}

function fileOf(path: string, brotli: Buffer): PortalFile {
  const plain = once(() => promisify(brotliDecompress)(brotli))
  return {
    type: TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    brotli,
    etag: etagOf(brotli),
    immutable: path.startsWith('assets/'),
    plain,
    gzip: once(async () => promisify<Buffer, Buffer>(gzip)(await plain())),
  }
}

export function etagOf(content: Uint8Array): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
