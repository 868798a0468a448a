/** Answers about the service itself rather than about entities: `$metadata` and the service document. */
import type { Caller } from '../auth/caller.js'
import { serviceDocument } from '../model/metadata.js'
import type { Model } from '../model/model.js'
import { odataHeaders } from './answers.js'
import type { DocumentTexts } from './document-texts.js'
import type { Answer, Exchange } from './exchange.js'
import { metadataLevel } from './task.js'

/** Who reads what everybody may read. */
export const ANYONE: Caller = { tenantId: '', appId: '', kind: 'app', permissions: new Set(), objectId: '' }

const METADATA = /^\/+(?:v1\.0|beta)\/+(?:\$|%24)metadata\/*(?:\?|$)/i

/** The metadata document is for tools, which read it before they have a token. */
export function needsNoToken(method: string, url: string): boolean {
  return (method === 'GET' || method === 'HEAD') && METADATA.test(url)
}

export async function metadataAnswer(texts: DocumentTexts, { path: { version } }: Exchange): Promise<Answer> {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml', 'odata-version': '4.0', 'cache-control': 'no-cache' },
    body: await texts.text({ kind: 'metadata', version }),
  }
}

/** @see https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_ServiceDocument */
export function serviceDocumentAnswer(model: Model, exchange: Exchange): Answer {
  const { origin, path } = exchange
  const level = metadataLevel(exchange)
  const context = level === 'none' ? {} : { '@odata.context': `${origin}/${path.version}/$metadata` }
  return {
    status: 200,
    headers: odataHeaders(level),
    body: JSON.stringify({ ...context, value: serviceDocument(model, path.version) }),
  }
}
