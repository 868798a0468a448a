/**
 * The failures that clients of the storage face see, in the words and the XML of Azure Storage.
 * @see https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { noteFailure } from '../http/noted.js'
import { DatabaseUnavailable, StoreFailure } from '../store/work.js'

const FAILURES = {
  AuthenticationFailed: [
    403,
    'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
  ],
  AuthorizationPermissionMismatch: [
    403,
    'This request is not authorized to perform this operation using this permission.',
  ],
  BlobAlreadyExists: [409, 'The specified blob already exists.'],
  BlobImmutableDueToPolicy: [409, 'This operation is not permitted as the blob is immutable due to a policy.'],
  BlobNotFound: [404, 'The specified blob does not exist.'],
  BlockCountExceedsLimit: [409, 'The uncommitted block count cannot exceed the maximum limit of 100,000 blocks.'],
  BlockListTooLong: [400, 'The block list may not contain more than 50,000 blocks.'],
  ConditionNotMet: [412, 'The condition specified using HTTP conditional header(s) is not met.'],
  ContainerNotFound: [404, 'The specified container does not exist.'],
  IncompleteBody: [400, 'The request body terminated unexpectedly.'],
  InsufficientStorage: [507, 'The disk of the content folder is full.'],
  InternalError: [500, 'Server encountered an internal error. Please try again after some time.'],
  InvalidBlobOrBlock: [400, 'The specified blob or block content is invalid.'],
  InvalidBlockId: [400, 'The specified block ID is invalid. The block ID must be Base64-encoded.'],
  InvalidBlockList: [400, 'The specified block list is invalid.'],
  InvalidHeaderValue: [400, 'The value for one of the HTTP headers is not in the correct format.'],
  InvalidMd5: [
    400,
    'The MD5 value specified in the request is invalid. The MD5 value must be 128 bits and Base64-encoded.',
  ],
  InvalidQueryParameterValue: [400, 'Value for one of the query parameters specified in the request URI is invalid.'],
  InvalidRange: [416, 'The range specified is invalid for the current size of the resource.'],
  InvalidUri: [400, 'The requested URI does not represent any resource on the server.'],
  InvalidXmlDocument: [400, 'XML specified is not syntactically valid.'],
  Md5Mismatch: [
    400,
    'The MD5 value specified in the request did not match with the MD5 value calculated by the server.',
  ],
  MissingContentLengthHeader: [411, 'Content-Length HTTP header is missing'],
  MissingRequiredHeader: [400, "An HTTP header that's mandatory for this request is not specified."],
  MissingRequiredQueryParameter: [400, "A query parameter that's mandatory for this request is not specified."],
  NoAuthenticationInformation: [
    401,
    'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
  ],
  RequestBodyTooLarge: [413, 'The request body is too large and exceeds the maximum permissible limit.'],
  ServerBusy: [503, 'The server is currently unable to receive requests. Please retry your request.'],
  UnsupportedHttpVerb: [405, 'The resource does not support specified Http Verb.'],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>

export type StorageErrorCode = keyof typeof FAILURES

export class StorageError extends Error {
  readonly code: StorageErrorCode
  readonly status: number
  /** Further elements of the answer. */
  readonly details: Readonly<Record<string, string>>

  constructor(code: StorageErrorCode, details: Readonly<Record<string, string>> = {}, cause?: unknown) {
    const [status, message] = FAILURES[code]
    super(message, { cause })
    this.code = code
    this.status = status
    this.details = details
  }
}

export function sendStorageError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = toStorageError(error)
  const { code, status, message, details } = failure
  if (code === 'InternalError')
    request.log.error({ err: failure.cause, requestId: request.correlation.requestId }, 'the storage face failed')
  noteFailure(request, code, message)
  const time = new Date().toISOString()
  const elements = {
    Code: code,
    Message: `${message}\nRequestId:${request.correlation.requestId}\nTime:${time}`,
    ...details,
  }
  const body = Object.entries(elements).map(([name, text]) => `<${name}>${escaped(text)}</${name}>`)
  return reply
    .code(status)
    .headers({ 'content-type': 'application/xml', 'x-ms-error-code': code })
    .send(`<?xml version="1.0" encoding="utf-8"?><Error>${body.join('')}</Error>`)
}

function toStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error
  if (error instanceof StoreFailure && error.problem === 'full')
    return new StorageError('InsufficientStorage', {}, error)
  if (error instanceof DatabaseUnavailable) return new StorageError('ServerBusy', {}, error)
  const code = (error as NodeJS.ErrnoException).code ?? ''
  // The client went away in the middle.
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') return new StorageError('IncompleteBody')
  return new StorageError('InternalError', {}, error)
}

/** Characters that XML cannot hold at all become a question mark. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?')
    .replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
}
