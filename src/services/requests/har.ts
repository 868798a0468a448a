/**
 * Requests as an HTTP Archive, which browsers and proxies open.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
import { mimeTypeOf } from './body-text.js'
import { MORE } from './entry.js'
import type { RequestBodies, RequestEntry } from './entry.js'

/** `origin` is scheme, host and port of the server. */
export function harOf(requests: readonly (RequestEntry & RequestBodies)[], origin: string): object {
  // The version is that of what is in it.
  const creator = { name: 'Intunite', version: '1' }
  return { log: { version: '1.2', creator, entries: requests.map((request) => entryOf(request, origin)) } }
}

const ANSWER_HEADERS = new Set(['retry-after'])

function entryOf(request: RequestEntry & RequestBodies, origin: string): object {
  const { at, ms, sql, method, url, status, requestId, failure, headers = {}, sent, answer } = request
  const whole = URL.canParse(url, origin) ? new URL(url, origin) : new URL(origin)
  const named = Object.entries(headers).filter(([name]) => name !== MORE)
  const list = (wanted: boolean) =>
    named.filter(([name]) => ANSWER_HEADERS.has(name) === wanted).map(([name, value]) => ({ name, value }))
  return {
    startedDateTime: at,
    time: ms,
    request: {
      method,
      url: whole.href,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: list(false),
      queryString: [...whole.searchParams].map(([name, value]) => ({ name, value })),
      headersSize: -1,
      bodySize: sent?.length ?? 0,
      ...(sent === undefined ? {} : { postData: { mimeType: mimeTypeOf(sent), text: sent } }),
    },
    response: {
      status,
      statusText: failure?.code ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [{ name: 'request-id', value: requestId }, ...list(true)],
      content: {
        size: answer?.length ?? 0,
        mimeType: mimeTypeOf(answer ?? '{'),
        ...(answer !== undefined && { text: answer }),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: answer?.length ?? -1,
    },
    cache: {},
    timings: { send: 0, wait: ms, receive: 0 },
    comment: `${sql} ms in the database`,
  }
}
