/** The rows of an exported report, out of its archive. */
import { inflateRawSync } from 'node:zlib'

const END = 0x06054b50

export function exportedRows(archive: Buffer): readonly Record<string, unknown>[] {
  const { name, content } = onlyFile(archive)
  if (!name.endsWith('.csv')) return (JSON.parse(content) as { values: Record<string, unknown>[] }).values
  const [headings = [], ...lines] = csv(content.replace(/^\ufeff/, ''))
  return lines.map((cells) => Object.fromEntries(headings.map((heading, i) => [heading, cells[i] ?? ''])))
}

function onlyFile(archive: Buffer): { name: string; content: string } {
  const end = archive.lastIndexOf(Buffer.from([END & 0xff, 0x4b, 0x05, 0x06]))
  const list = end < 0 ? -1 : archive.readUInt32LE(end + 16)
  if (list < 0) throw new Error('the exported file is no archive')
  const packed = archive.readUInt32LE(list + 20)
  const name = archive.toString('utf8', list + 46, list + 46 + archive.readUInt16LE(list + 28))
  const head = archive.readUInt32LE(list + 42)
  const begin = head + 30 + archive.readUInt16LE(head + 26) + archive.readUInt16LE(head + 28)
  return { name, content: inflateRawSync(archive.subarray(begin, begin + packed)).toString('utf8') }
}

/** @see https://www.rfc-editor.org/rfc/rfc4180 */
function csv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain = '', separator = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (separator === ',') continue
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  return rows
}
