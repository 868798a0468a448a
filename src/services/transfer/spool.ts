/**
 * A file that holds a document on its way in or out, so that memory does not have to. It is removed from its folder as soon
 * as it is open: what a killed process leaves is freed by the operating system. Threads share it by its number.
 */
import { randomUUID } from 'node:crypto'
import { ftruncateSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** Characters that are gathered before they are written. */
const AT_ONCE = 256 * 1024

export interface Spool {
  readonly handle: FileHandle
  /** Bytes in it. */
  size: number
}

export async function openSpool(folder: string): Promise<Spool> {
  const path = join(folder, `transfer-${randomUUID()}`)
  const handle = await open(path, 'wx+', 0o600)
  unlinkSync(path)
  return { handle, size: 0 }
}

/** All that comes, as far as it is no more than `most` bytes; `tooLarge` gives the error for more. */
export async function fillSpool(spool: Spool, from: Readable, most: number, tooLarge: () => Error): Promise<void> {
  for await (const chunk of from as AsyncIterable<Buffer>) {
    if (spool.size + chunk.length > most) throw tooLarge()
    for (let at = 0; at < chunk.length;)
      at += (await spool.handle.write(chunk, at, chunk.length - at, spool.size + at)).bytesWritten
    spool.size += chunk.length
  }
}

/** The whole file. It is closed at the end, or when the reader goes away. */
export function readSpool({ handle }: Spool): Readable {
  return handle.createReadStream({ start: 0 })
}

/** Where bytes come from, at any position. */
export interface ByteSource {
  /** Fills `buffer` from `offset` on; gives the number of bytes, 0 at the end. */
  read(buffer: Buffer, offset: number, position: number): number
}

export function sourceOf(fd: number): ByteSource {
  return { read: (buffer, offset, position) => readSync(fd, buffer, offset, buffer.length - offset, position) }
}

export interface TextSink {
  write(text: string): void
  /** Writes what has been gathered. */
  flush(): void
}

/** Begins anew: a transaction may be tried again. */
export function sinkOf(fd: number): TextSink {
  ftruncateSync(fd)
  let gathered = ''
  let position = 0
  const flush = (): void => {
    const bytes = Buffer.from(gathered)
    gathered = ''
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at, bytes.length - at, position + at)
    position += bytes.length
  }
  return {
    write(text) {
      gathered += text
      if (gathered.length >= AT_ONCE) flush()
    },
    flush,
  }
}
