/**
 * The tenant that is exported, as a client of Graph sees it: what a tool would read, it reads. Every call is a GET, and
 * nothing is written.
 */
import type { Entity } from '../../../model/payload.js'
import { isObject } from '../text.js'

/** A GET below `/beta/`, with headers if need be. Undefined where Graph has no such thing. */
export type Get = (path: string, headers?: Readonly<Record<string, string>>) => Promise<unknown>

/** What the service tells of its own accord; a profile of this one may tell more. */
const MINIMAL = { accept: 'application/json;odata.metadata=minimal' }

/** The tenant that is exported, by itself. */
export interface ExportTenant {
  readonly id: string
  readonly name: string
}

/** Pages of a list, at most: no tenant has that many, and no server leads in circles. */
const MOST_PAGES = 100_000

export class Source {
  readonly #get: Get
  readonly #known = new Map<string, Promise<Entity | undefined>>()

  constructor(get: Get) {
    this.#get = get
  }

  async item(path: string, headers: Readonly<Record<string, string>> = MINIMAL): Promise<Entity | undefined> {
    const found = await this.#get(path, headers)
    return isObject(found) ? found : undefined
  }

  /** All items of a list, page by page; none where Graph has no such list. */
  async list(path: string, headers?: Readonly<Record<string, string>>): Promise<Entity[]> {
    return (await this.answer(path, headers)).value
  }

  /** What the first page says of itself, and the items of all of them. */
  async answer(
    path: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ context: string; value: Entity[] }> {
    const items: Entity[] = []
    let context: string | undefined
    let next: string | undefined = path
    for (let pages = 0; next !== undefined && pages < MOST_PAGES; pages += 1) {
      const page: Entity | undefined = await this.item(next, headers)
      context ??= text(page?.['@odata.context'])
      if (Array.isArray(page?.['value'])) items.push(...page['value'].filter(isObject))
      const link: unknown = page?.['@odata.nextLink']
      next = typeof link === 'string' ? belowVersion(link) : undefined
    }
    return { context: context ?? '', value: items }
  }

  /** Something that many objects refer to, asked for once. */
  known(path: string): Promise<Entity | undefined> {
    let found = this.#known.get(path)
    if (found === undefined) this.#known.set(path, (found = this.item(path)))
    return found
  }
}

/** The part of a URL behind the version. */
function belowVersion(url: string): string {
  return url.replace(/^https?:\/\/[^/]+\/[^/]+\//, '')
}

/** Encrypted values of OMA settings are asked for, one by one. */
export async function decrypt(source: Source, set: string, item: Entity): Promise<void> {
  const settings = Array.isArray(item['omaSettings']) ? item['omaSettings'].filter(isObject) : []
  for (const setting of settings) {
    if (setting['isEncrypted'] !== true) continue
    const secret = text(setting['secretReferenceValueId'])
    const path = `${set}/${text(item['id'])}/getOmaSettingPlainTextValue(secretReferenceValueId='${secret}')`
    const found = await source.item(path)
    Object.assign(setting, { isEncrypted: false, secretReferenceValueId: null, value: found?.['value'] ?? null })
  }
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** `#microsoft.graph.iosStoreApp` without its namespace. */
export function shortType(value: unknown): string {
  return text(value).slice(text(value).lastIndexOf('.') + 1)
}

/** The text in a value of type Edm.Binary; what is no text stays as it is. */
export function decoded(base64: unknown): string {
  const packed = text(base64)
  try {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return packed
  }
}
