/**
 * A backup in which people, domains, serial numbers and secrets are others: the same everywhere for the same one, so that
 * references still lead where they led, and made with a key, without which nothing leads back.
 */
import { createHmac } from 'node:crypto'
import type { BackupFile } from './backup.js'

/** Domains that name a service and not a customer. */
const KEPT =
  /(?:^|\.)(?:microsoft|microsoftonline|windows|office|office365|apple|google|android|graph)\.(?:com|net|org|us|cn)$|\.(?:json|xml|ps1|sh|exe|msi|dll|mobileconfig|plist)$/i

/** Endings of names that are domains beyond doubt. */
const ENDINGS =
  'com|net|org|edu|gov|info|biz|io|dev|app|cloud|local|internal|corp|lan|test|example|invalid|eu|uk|de|fr|nl|be|at|ch|it|es|pt|se|no|dk|fi|pl|cz|ie|us|ca|au|nz|jp|cn|in|br|mx|za'

const MAIL = /[\w.+%-]+@(?:[\w-]+\.)+[A-Za-z]{2,24}/g
const DOMAIN = new RegExp(
  `(?<![\\w@.$/\\\\-])((?:https?:\\\\?/\\\\?/)?)((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+(?:${ENDINGS}))(?![\\w-]|\\.[A-Za-z0-9])`,
  'g',
)

/** Members whose texts are people, devices or secrets. JSON and YAML alike. */
const PEOPLE =
  'userDisplayName|givenName|surname|userName|userPrincipalName|mail|emailAddress|appleIdentifier|vppTokenAppleId|ownerUserPrincipalName'
const DEVICES =
  'serialNumber|imei|meid|wiFiMacAddress|ethernetMacAddress|udid|deviceName|azureADDeviceId|hardwareIdentifier'
const SECRETS =
  'password|passphrase|preSharedKey|sharedSecret|clientSecret|secret|token|apiKey|connectorServerSecret|bootstrapToken|productKey'

const member = (names: string): RegExp =>
  new RegExp(`("?\\b(?:${names})"?\\s*:\\s*)(?:"((?:[^"\\\\\\r\\n]|\\\\.)+)"|([^\\s"'\\[{][^\\r\\n]*))`, 'gi')

/** A value of an OMA setting, which the service hides: the whole answer of the service, or the text alone. */
const OMA_VALUE =
  /("isEncrypted"\s*:\s*false\s*,\s*"secretReferenceValueId"\s*:\s*null\s*,\s*"value"\s*:\s*)"((?:[^"\\]|\\.)*)"/g
const OMA_ANSWER = /(\$metadata#Edm\.String"?\s*,?\s*"?value"?\s*:\s*)(?:"((?:[^"\\]|\\.)*)"|([^\s"{[][^\r\n]*))/g

export class Anonymizer {
  readonly #key: Buffer | string

  constructor(key: Buffer | string) {
    this.#key = key
  }

  file({ path, text }: BackupFile): BackupFile {
    return { path: this.#plain(path), text: this.text(text) }
  }

  text(text: string): string {
    const replaced = (kind: string) => (_whole: string, before: string, quoted?: string, bare?: string) =>
      quoted === undefined ? `${before}${this.#named(kind, bare ?? '')}` : `${before}"${this.#named(kind, quoted)}"`
    return this.#plain(
      text
        .replace(OMA_VALUE, replaced('secret'))
        .replace(OMA_ANSWER, replaced('secret'))
        .replace(member(SECRETS), replaced('secret'))
        .replace(member(PEOPLE), (whole: string, ...parts: [string, string?, string?]) =>
          whole.includes('@') ? whole : replaced('person')(whole, ...parts),
        )
        .replace(member(DEVICES), replaced('device'))
        .replace(/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,}={0,2}(?![A-Za-z0-9+/=])/g, (base64) => this.#encoded(base64)),
    )
  }

  #plain(text: string): string {
    return text
      .replace(
        MAIL,
        (address) =>
          `person-${this.#mark('person', address)}@${this.#domain(address.slice(address.lastIndexOf('@') + 1))}`,
      )
      .replace(DOMAIN, (_whole, scheme: string, domain: string) => scheme + this.#domain(domain))
  }

  /** Scripts, profiles and payloads mention people and domains, too. */
  #encoded(base64: string): string {
    const bytes = Buffer.from(base64, 'base64')
    if (bytes.toString('base64').replace(/=+$/, '') !== base64.replace(/=+$/, '')) return base64
    try {
      const inner = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      const other = this.#plain(inner)
      return other === inner ? base64 : Buffer.from(other).toString('base64')
    } catch {
      return base64
    }
  }

  #domain(domain: string): string {
    if (KEPT.test(domain) || domain.endsWith('.example')) return domain
    return `domain-${this.#mark('domain', domain)}.example`
  }

  #named(kind: string, value: string): string {
    return /^(?:null|true|false|\*+|-?\d{1,2})$/.test(value) ? value : `${kind}-${this.#mark(kind, value)}`
  }

  #mark(kind: string, value: string): string {
    return createHmac('sha256', this.#key).update(`${kind}\n${value.toLowerCase()}`).digest('hex').slice(0, 12)
  }
}
