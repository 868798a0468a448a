/**
 * A backup in which people, domains, serial numbers and secrets are others: the same everywhere for the same one, so that
 * references still lead where they led, and made with a key, without which nothing leads back.
 */
import { createHmac } from 'node:crypto'
import { isObject } from '../../model/payload.js'
import type { BackupFile } from './backup.js'

/** Domains that name a service and not a customer. */
const KEPT =
  /(?:^|\.)(?:microsoft|microsoftonline|windows|office|office365|apple|google|android|graph)\.(?:com|net|org|us|cn)$|\.(?:json|xml|ps1|sh|exe|msi|dll|mobileconfig|plist)$/i

/** Endings of names that are domains beyond doubt. */
const ENDINGS =
  'com|net|org|edu|gov|info|biz|io|dev|app|cloud|local|internal|corp|lan|test|example|invalid|eu|uk|de|fr|nl|be|at|ch|it|es|pt|se|no|dk|fi|pl|cz|ie|us|ca|au|nz|jp|cn|in|br|mx|za'

const MAIL = /(?<![\w.+%-])[\w.+%-]{1,64}@(?:[\w-]+\.)+[A-Za-z]{2,24}/g
const DOMAIN = new RegExp(
  `(?<![\\w@.$/\\\\-])((?:https?:\\\\?/\\\\?/)?)((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+(?:${ENDINGS}))(?![\\w-]|\\.[A-Za-z0-9])`,
  'g',
)

/** Names of members, and of elements in profiles, whose texts are people, devices or secrets: the ends of them. */
const PEOPLE =
  'userDisplayName|givenName|surname|userName|upn|principalName|mail|emailAddress|appleId|appleIdentifier|accountFullName|samAccountName|contactITName|phone|phoneNumber|createdBy|lastModifiedBy'
const DEVICES =
  'serialNumber|imei|meid|iccid|macAddress|wifiMac|udid|deviceName|machineName|azureADDeviceId|azureActiveDirectoryDeviceId|hardwareIdentifier'
const SECRETS =
  'password|passphrase|passcode|unlockPin|sharedKey|sharedSecret|secret|token|tokenValue|apiKey|workspaceKey|productKey|privateKey|keyMaterial|bypassCode|boardingBlob|pfxBlob'

/** In JSON and YAML alike. */
const member = (names: string): RegExp =>
  new RegExp(`("?\\b\\w*(?:${names})"?\\s*:\\s*)(?:"((?:[^"\\\\\\r\\n]|\\\\.)+)"|([^\\s"'\\[{][^\\r\\n]*))`, 'gi')

/** In property lists of Apple, and in XML. */
const element = (names: string): RegExp =>
  new RegExp(`(<key>\\w*(?:${names})</key>\\s*<string>|<(?:\\w+:)?\\w*(?:${names})>)([^<]+)(?=</)`, 'gi')

/** In rules of filters and groups, what a property is compared with as a whole. */
const ruled = (names: string): RegExp =>
  new RegExp(`(\\b\\w+\\.\\w*(?:${names})\\s+-(?:eq|ne|(?:not)?in)\\s+)(\\[[^\\]]*\\]|\\\\?["'][^"'\\\\]*)`, 'gi')
const COMPARED = /(["'])([^"'\\,[\]\s][^"'\\]*)/g

/** In scripts. */
const SCRIPTED = new RegExp(
  `(\\b\\w*(?:${SECRETS})\\s*=\\s*\\\\?["']|\\bConvertTo-SecureString\\s+(?:-String\\s+)?\\\\?["'])([^"'\\\\\\r\\n]+)`,
  'gi',
)

const KINDS = Object.entries({ secret: SECRETS, person: PEOPLE, device: DEVICES }).map(([kind, names]) => ({
  kind,
  members: member(names),
  elements: element(names),
  rules: ruled(names),
}))

/** What is found in one place and has to be gone in all: marks of devices, the full names of people, the name of the tenant. */
const TELLING = { person: /^\S+(?: \S+)+$/, device: /^(?=.*\d)\S{6,}$/, organization: /^\S.{2,}$/ }

/** A value of an OMA setting, which the service hides: the whole answer of the service, or the text alone. */
const OMA_VALUE =
  /("isEncrypted"\s*:\s*false\s*,\s*"secretReferenceValueId"\s*:\s*null\s*,\s*"value"\s*:\s*)"((?:[^"\\]|\\.)*)"/g
const OMA_ANSWER = /(\$metadata#Edm\.String"?\s*,?\s*"?value"?\s*:\s*)(?:"((?:[^"\\]|\\.)*)"|([^\s"{[][^\r\n]*))/g

const WORD = /[\p{L}\p{N}_]+(?:[.:'-][\p{L}\p{N}_]+)*/gu

interface Known {
  readonly kind: keyof typeof TELLING
  /** In small letters. */
  readonly value: string
}

/** Whether a text has these words at a place, and no more of the last one. */
function isAt(text: string, start: number, words: string): boolean {
  const end = start + words.length
  return text.slice(start, end).toLowerCase() === words && !/^[\p{L}\p{N}_]/u.test(text.slice(end, end + 2))
}

/** Addresses of people keep their form. */
function isAddress(kind: string, text: string): boolean {
  return kind === 'person' && text.includes('@')
}

export class Anonymizer {
  readonly #key: Buffer | string
  /** By their first words. */
  readonly #known = new Map<string, readonly Known[]>()

  constructor(key: Buffer | string) {
    this.#key = key
  }

  /** Remembers marks of devices and names of people that other files may mention without saying what they are. */
  learn({ text }: BackupFile): void {
    for (const { kind, members } of KINDS)
      if (kind === 'person' || kind === 'device')
        for (const [, , quoted, bare] of text.matchAll(members)) this.#remember(kind, quoted ?? bare ?? '')
    if (/userPrincipalName|"User"|"Organization"|verifiedDomains/.test(text)) this.#learnNames(text)
  }

  /**
   * An object with a sign-in name is a person, and so is what a table of IntuneManagement calls a user. The table names the
   * organization, which is the name of a folder as well; so does the organization itself.
   */
  #learnNames(text: string): void {
    try {
      JSON.parse(text, (_name, value: unknown) => {
        if (!isObject(value)) return value
        const { userPrincipalName, displayName, Type: type, DisplayName: listed, Organization: organization } = value
        if (typeof userPrincipalName === 'string') this.#remember('person', displayName)
        if (type === 'User') this.#remember('person', listed)
        if ('TenantId' in value) this.#remember('organization', organization)
        if ('verifiedDomains' in value) this.#remember('organization', displayName)
        return undefined
      })
    } catch {
      // What is no JSON names people in members alone.
    }
  }

  #remember(kind: keyof typeof TELLING, told: unknown): void {
    if (typeof told !== 'string' || !TELLING[kind].test(told) || told.includes('@')) return
    const value = told.toLowerCase()
    const [first = value] = value.match(WORD) ?? []
    const known = this.#known.get(first) ?? []
    if (!known.some((other) => other.value === value)) this.#known.set(first, [...known, { kind, value }])
  }

  file({ path, text }: BackupFile): BackupFile {
    return { path: this.#plain(path), text: this.text(text) }
  }

  text(text: string): string {
    return this.#within(
      KINDS.reduce(
        (changed, { kind, members }) => changed.replace(members, this.#renamed(kind)),
        text.replace(OMA_VALUE, this.#renamed('secret')).replace(OMA_ANSWER, this.#renamed('secret')),
      ).replace(/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,}={0,2}(?![A-Za-z0-9+/=])/g, (base64) => this.#encoded(base64)),
    )
  }

  /** For `replace`: what stands before a value, the value in quotes, or the value without them. */
  #renamed(kind: string) {
    return (whole: string, before: string, quoted?: string, bare?: string): string => {
      if (isAddress(kind, whole)) return whole
      return quoted === undefined
        ? `${before}${this.#named(kind, bare ?? '')}`
        : `${before}"${this.#named(kind, quoted)}"`
    }
  }

  /** Of profiles and scripts, which may be encoded in a member. */
  #within(text: string): string {
    const told = KINDS.reduce(
      (changed, { kind, elements, rules }) =>
        changed
          .replace(elements, (whole: string, before: string, value: string) =>
            isAddress(kind, value) ? whole : `${before}${this.#named(kind, value)}`,
          )
          .replace(rules, (_whole, before: string, values: string) => before + this.#compared(kind, values)),
      text,
    )
    return this.#plain(
      told.replace(SCRIPTED, (_whole, before: string, value: string) => `${before}${this.#named('secret', value)}`),
    )
  }

  #compared(kind: string, values: string): string {
    return values.replace(COMPARED, (whole: string, quote: string, value: string) =>
      isAddress(kind, value) ? whole : quote + this.#named(kind, value),
    )
  }

  #plain(text: string): string {
    return this.#mentions(text)
      .replace(
        MAIL,
        (address) =>
          `person-${this.#mark('person', address)}@${this.#domain(address.slice(address.lastIndexOf('@') + 1))}`,
      )
      .replace(DOMAIN, (_whole, scheme: string, domain: string) => scheme + this.#domain(domain))
  }

  /** Word by word: there may be thousands of devices. */
  #mentions(text: string): string {
    if (this.#known.size === 0) return text
    const parts: string[] = []
    let done = 0
    WORD.lastIndex = 0
    for (let found = WORD.exec(text); found !== null; found = WORD.exec(text)) {
      const known = this.#known.get(found[0].toLowerCase())?.find(({ value }) => isAt(text, found.index, value))
      if (known === undefined) continue
      parts.push(text.slice(done, found.index), this.#named(known.kind, known.value))
      done = WORD.lastIndex = found.index + known.value.length
    }
    return parts.length === 0 ? text : [...parts, text.slice(done)].join('')
  }

  /** Scripts, profiles and payloads mention people and domains, too. */
  #encoded(base64: string): string {
    const bytes = Buffer.from(base64, 'base64')
    if (bytes.toString('base64').replace(/=+$/, '') !== base64.replace(/=+$/, '')) return base64
    const encoding = bytes.readUInt16LE(0) === 0xfeff ? 'utf-16le' : 'utf-8'
    try {
      const inner = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
      const other = this.#within(inner)
      return other === inner ? base64 : Buffer.from(other, encoding).toString('base64')
    } catch {
      return base64
    }
  }

  #domain(domain: string): string {
    if (KEPT.test(domain) || domain.endsWith('.example')) return domain
    return `domain-${this.#mark('domain', domain)}.example`
  }

  #named(kind: string, value: string): string {
    if (
      /^(?:null|true|false|\*+|-?\d{1,2}|\{\{[^{}]*\}\}|(?:secret|person|device|organization)-?[0-9a-f]{12,14})$/.test(
        value,
      )
    )
      return value
    // Of a length that is base64 as well, which some members have to be.
    return kind === 'secret' ? `secret${this.#mark(kind, value, 14)}` : `${kind}-${this.#mark(kind, value)}`
  }

  #mark(kind: string, value: string, length = 12): string {
    return createHmac('sha256', this.#key).update(`${kind}\n${value.toLowerCase()}`).digest('hex').slice(0, length)
  }
}
