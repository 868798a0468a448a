/**
 * Lists of blocks as XML.
 * @see https://learn.microsoft.com/rest/api/storageservices/put-block-list
 */
import type { Block } from '../store/content/uploads.js'
import { StorageError } from './errors.js'

export interface ListedBlock {
  /** Where to look for the block: among those that were uploaded last, in the blob as it is, or in both. */
  readonly among: 'Latest' | 'Committed' | 'Uncommitted'
  readonly id: string
}

const MOST = 50_000

/** `<?xml …?><BlockList>…</BlockList>`, with white space wherever XML allows it. */
const DOCUMENT = /^\ufeff?\s*(?:<\?xml[^>]*\?>)?\s*<BlockList\s*(?:\/>|>([^]*)<\/BlockList\s*>)\s*$/
const ELEMENT = /\s*<(Latest|Committed|Uncommitted)\s*>\s*([A-Za-z0-9+/=]*)\s*<\/\1\s*>\s*/y

export function readBlockList(xml: string): ListedBlock[] {
  const content = DOCUMENT.exec(xml)
  if (content === null) throw new StorageError('InvalidXmlDocument')
  const inside = content[1] ?? ''
  const blocks: ListedBlock[] = []
  ELEMENT.lastIndex = 0
  for (let at = 0; at < inside.trimEnd().length; at = ELEMENT.lastIndex) {
    const found = ELEMENT.exec(inside)
    if (found === null) throw new StorageError('InvalidXmlDocument')
    if (blocks.length === MOST) throw new StorageError('BlockListTooLong')
    blocks.push({ among: found[1] as ListedBlock['among'], id: found[2] ?? '' })
  }
  return blocks
}

/** The blocks of a blob in the order of the list. */
export function chooseBlocks(
  listed: readonly ListedBlock[],
  committed: readonly Block[],
  staged: readonly Block[],
): Block[] {
  const [before, latest] = [byId(committed), byId(staged)]
  return listed.map(({ among, id }) => {
    const found =
      among === 'Committed' ? before.get(id) : (latest.get(id) ?? (among === 'Latest' ? before.get(id) : undefined))
    if (found === undefined) throw new StorageError('InvalidBlockList')
    return found
  })
}

function byId(blocks: readonly Block[]): Map<string, Block> {
  return new Map(blocks.filter(({ id }) => id !== '').map((block) => [block.id, block]))
}

export function writeBlockList(lists: Readonly<Record<string, readonly Block[]>>): string {
  const written = Object.entries(lists).map(([name, blocks]) => `<${name}>${blocks.map(writeBlock).join('')}</${name}>`)
  return `<?xml version="1.0" encoding="utf-8"?><BlockList>${written.join('')}</BlockList>`
}

function writeBlock({ id, size }: Block): string {
  return `<Block><Name>${id}</Name><Size>${size}</Size></Block>`
}
