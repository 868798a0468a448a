/**
 * The text files of a backup that was dropped or chosen: a folder, an archive, or files. What is no text, or hidden, is left out,
 * as the command line does it; the server decides about everything else.
 */
import { LARGEST_FILE, MOST_BYTES, MOST_FILES } from '../../../../src/services/backups/bounds'
import { TEXTS } from '../../texts'
import { isArchive, readArchive } from './archive'

/** What tools write as text. */
const TEXT = /\.(?:json|ya?ml|ps1|psd1|sh|mobileconfig|xml|tf|tfstate)$/i

const MEGABYTE = 2 ** 20

export interface SourceFile {
  readonly path: string
  readonly size: number
  read(): Promise<Uint8Array>
}

export type Chosen =
  | { readonly kind: 'backup'; readonly name: string; readonly count: number; readonly bundle: Blob }
  /** A tenant that this program has exported. */
  | { readonly kind: 'document'; readonly name: string; readonly document: Blob }

/** Entries have to be taken while the event is handled; they are walked afterwards. */
export function dropped({ items, files }: DataTransfer): Promise<SourceFile[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  return entries.length === 0 ? Promise.resolve([...files].map(sourceOf)) : walk(entries, '')
}

export function chosen(files: FileList): SourceFile[] {
  return [...files].map(sourceOf)
}

function sourceOf(file: File): SourceFile {
  return {
    path: file.webkitRelativePath || file.name,
    size: file.size,
    read: async () => new Uint8Array(await file.arrayBuffer()),
  }
}

async function walk(entries: readonly FileSystemEntry[], prefix: string): Promise<SourceFile[]> {
  const found: SourceFile[] = []
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue
    const path = `${prefix}${entry.name}`
    if (entry.isDirectory) found.push(...(await walk(await inside(entry as FileSystemDirectoryEntry), `${path}/`)))
    else found.push({ ...sourceOf(await fileOf(entry as FileSystemFileEntry)), path })
    if (found.length > MOST_FILES) throw new Error(TEXTS.state.tooMany(MOST_FILES))
  }
  return found
}

/** A reader gives at most a hundred at a time. */
async function inside(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const found: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return found
    found.push(...some)
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

export async function readChosen(files: readonly SourceFile[]): Promise<Chosen> {
  const [first] = files
  const name = nameOf(files)
  if (first !== undefined && files.length === 1) {
    if (first.size > MOST_BYTES) throw new Error(TEXTS.state.tooLarge(MOST_BYTES / MEGABYTE))
    const bytes = await first.read()
    if (isArchive(bytes)) return bundled(name, await readArchive(bytes))
    if (/^\s*\{\s*"intunite"\s*:\s*"tenant"/.test(new TextDecoder().decode(bytes.subarray(0, 200))))
      return { kind: 'document', name, document: new Blob([bytes as BlobPart]) }
  }
  return bundled(name, withoutTop(files))
}

function nameOf([first, ...others]: readonly SourceFile[]): string {
  const [top = ''] = first?.path.split('/') ?? []
  return others.every(({ path }) => path.startsWith(`${top}/`)) ? top : TEXTS.state.files(others.length + 1)
}

async function bundled(name: string, all: readonly SourceFile[]): Promise<Chosen> {
  const files = all.filter(({ path }) => TEXT.test(path) && !isHidden(path))
  if (files.length === 0) throw new Error(TEXTS.state.noFiles)
  if (files.length > MOST_FILES) throw new Error(TEXTS.state.tooMany(MOST_FILES))
  const large = files.find(({ size }) => size > LARGEST_FILE)
  if (large !== undefined) throw new Error(TEXTS.state.fileTooLarge(large.path, LARGEST_FILE / MEGABYTE))
  if (files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES)
    throw new Error(TEXTS.state.tooLarge(MOST_BYTES / MEGABYTE))
  const parts: string[] = []
  for (const { path, read } of inOrder(files)) parts.push(JSON.stringify({ path, text: textOf(path, await read()) }))
  return { kind: 'backup', name, count: files.length, bundle: new Blob([`{"files":[${parts.join(',')}]}`]) }
}

/** A folder is dropped with its own name; a backup begins inside it. */
function withoutTop(files: readonly SourceFile[]): readonly SourceFile[] {
  const top = files[0]?.path.split('/')[0] ?? ''
  if (!files.every(({ path }) => path.startsWith(`${top}/`))) return files
  return files.map(({ path, size, read }) => ({ path: path.slice(top.length + 1), size, read }))
}

function inOrder(files: readonly SourceFile[]): SourceFile[] {
  return [...files].sort((one, other) => (one.path < other.path ? -1 : 1))
}

function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') && !/^\.\.?$/.test(part))
}

/** UTF-8 with or without a byte order mark, UTF-16 with one. */
function textOf(path: string, bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new Error(TEXTS.state.notText(path))
  }
}
