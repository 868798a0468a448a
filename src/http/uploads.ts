/**
 * Uploads: bodies that are streamed, and may be so large that they take longer than other requests have to arrive. Such a
 * body has the same time again as long as it goes on arriving.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/** Bytes of an upload that have to come within the time that a request has: far less than any line carries. */
const LEAST = 64 * 1024

/** By connection: the upload, and how much had come when it was last looked at. */
const uploads = new WeakMap<Socket, { readonly request: IncomingMessage; read: number }>()

/** To be called when it is known that the client may send the body. */
export function takeUpload(request: IncomingMessage): void {
  uploads.set(request.socket, { request, read: request.socket.bytesRead })
}

/** Looks again when the time of a request is over once more, if that is an upload that goes on; false if it is not. */
export function waitForUpload(socket: Socket & { readonly server?: Server }, onLate: () => void): boolean {
  const upload = uploads.get(socket)
  if (upload === undefined || upload.request.complete || socket.bytesRead - upload.read < LEAST) return false
  upload.read = socket.bytesRead
  const again = setTimeout(() => {
    if (!upload.request.complete && !waitForUpload(socket, onLate)) onLate()
  }, socket.server?.requestTimeout).unref()
  for (const [of, end] of [
    [upload.request, 'end'],
    [socket, 'close'],
  ] as const)
    of.once(end, () => clearTimeout(again))
  return true
}
