/**
 * Whether content is what the client says that it encrypted. The content of an app is uploaded as one file: an HMAC-SHA256
 * over the rest (32 bytes), the initialization vector (16 bytes), and the content in AES-256-CBC.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-apps-fileencryptioninfo
 */
import { createDecipheriv, createHash, createHmac } from 'node:crypto'

/** As `commit` takes it; bytes are in base64. */
export interface FileEncryption {
  readonly encryptionKey: string | null
  readonly initializationVector: string | null
  readonly mac: string | null
  readonly macKey: string | null
  readonly profileIdentifier: string | null
  readonly fileDigest: string | null
  readonly fileDigestAlgorithm: string | null
}

const MAC = 32
const VECTOR = 16
const KEY = 32

/** `content` is read to its end only as long as it fits. */
export async function fits(encryption: FileEncryption | null, content: AsyncIterable<Buffer>): Promise<boolean> {
  const known = read(encryption)
  if (known === undefined) return false
  const { mac, vector, key, macKey, digest } = known
  const hmac = createHmac('sha256', macKey)
  const hash = createHash('sha256')
  const decipher = createDecipheriv('aes-256-cbc', key, vector)
  const expected = Buffer.concat([mac, vector])
  let head = Buffer.alloc(0)
  for await (const chunk of content) {
    const missing = expected.length - head.length
    head = Buffer.concat([head, chunk.subarray(0, missing)])
    if (!expected.subarray(0, head.length).equals(head)) return false
    if (missing >= chunk.length) continue
    if (missing > 0) hmac.update(vector)
    const rest = chunk.subarray(missing)
    hmac.update(rest)
    hash.update(decipher.update(rest))
  }
  try {
    hash.update(decipher.final())
  } catch {
    return false
  }
  return hmac.digest().equals(mac) && hash.digest().equals(digest)
}

function read(encryption: FileEncryption | null) {
  if (encryption?.profileIdentifier !== 'ProfileVersion1' || encryption.fileDigestAlgorithm !== 'SHA256')
    return undefined
  const [mac, vector, key, macKey, digest] = [
    encryption.mac,
    encryption.initializationVector,
    encryption.encryptionKey,
    encryption.macKey,
    encryption.fileDigest,
  ].map((text) => Buffer.from(text ?? '', 'base64'))
  if (mac?.length !== MAC || vector?.length !== VECTOR || key?.length !== KEY) return undefined
  return macKey === undefined || macKey.length === 0 || digest === undefined
    ? undefined
    : { mac, vector, key, macKey, digest }
}
