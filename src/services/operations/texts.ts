/**
 * Texts that the service makes up when it is asked for them: keys, requests for certificates, profiles, addresses (B100,
 * B102, B103, B169). Keys are made from the name of what they belong to: they stay the same, and protect nothing.
 */
import { createECDH, createHash, createPrivateKey, sign } from 'node:crypto'
import { backendRefusal } from '../../errors.js'
import { der, object, sequence } from './der.js'
import { answering } from './answering.js'
import type { Call, Effect } from './effect.js'

const CURVE = 'prime256v1'

/** What follows the first byte of a key that is told with its kind: an EC key of P-256. */
const KEY_KIND = sequence(object('1.2.840.10045.2.1'), object('1.2.840.10045.3.1.7'))
const SIGNED_WITH = sequence(object('1.2.840.10045.4.3.2'))

interface Keys {
  readonly publicKey: Buffer
  sign(text: Buffer): Buffer
}

function keysOf(name: string): Keys {
  const curve = createECDH(CURVE)
  const secret = createHash('sha256').update(name).digest()
  curve.setPrivateKey(secret)
  const point = curve.getPublicKey()
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: secret.toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  return {
    publicKey: sequence(KEY_KIND, der(0x03, Buffer.of(0), point)),
    sign: (text) => sign('sha256', text, createPrivateKey({ key: jwk, format: 'jwk' })),
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc2986 */
function certificateRequest(name: string): string {
  const keys = keysOf(name)
  const subject = sequence(der(0x31, sequence(object('2.5.4.3'), der(0x0c, Buffer.from(name)))))
  const info = sequence(der(0x02, Buffer.of(0)), subject, keys.publicKey, der(0xa0))
  return pem('CERTIFICATE REQUEST', sequence(info, SIGNED_WITH, der(0x03, Buffer.of(0), keys.sign(info))))
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

const text = (make: (call: Call, parameters: Readonly<Record<string, unknown>>) => string): Effect =>
  answering(function* (call, parameters) {
    return { value: make(call, parameters) }
  })

/** With it a tenant gets its first certificate: there is none yet. */
const signingRequest: Effect = {
  plan(call) {
    call.read()
    return function* () {
      return { value: certificateRequest(call.scope.tenantId) }
    }
  },
}

const encryptionKey = text(({ scope, keys }) =>
  pem('PUBLIC KEY', keysOf(`${scope.tenantId}/${keys.join('/')}`).publicKey),
)

/** A profile that Apple Configurator installs: it leads a device to the enrolment of the tenant. */
const mobileConfig = text(({ scope, keys }) => {
  const [, id = ''] = keys
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0"><dict>',
    '<key>PayloadType</key><string>Profile Service</string>',
    '<key>PayloadVersion</key><integer>1</integer>',
    `<key>PayloadIdentifier</key><string>enrollment.${id}</string>`,
    `<key>PayloadUUID</key><string>${id.slice(-36)}</string>`,
    `<key>PayloadOrganization</key><string>${scope.tenantId}</string>`,
    '</dict></plist>',
    '',
  ].join('\n')
})

/** Google's page for an administrator, with what it is to come back with. */
const googlePage =
  (path: string) =>
  ({ scope, keys }: Call): string =>
    `https://play.google.com/work/${path}?token=${createHash('sha256')
      .update(`${scope.tenantId}/${path}/${keys.join('/')}`)
      .digest('base64url')}`

const webToken = text(({ scope }, { parentUri }) =>
  createHash('sha256')
    .update(`${scope.tenantId}/${String(parentUri)}`)
    .digest('base64url'),
)

/** What an Office suite is configured by, as it was sent: the service answers with it if it can read it (B169). */
const validateXml = text((_call, { officeConfigurationXml }) => {
  const sent = typeof officeConfigurationXml === 'string' ? officeConfigurationXml : ''
  const xml = Buffer.from(sent, 'base64').toString()
  if (!/^\s*(?:<\?xml[^>]*\?>\s*)?<Configuration[\s/>]/i.test(xml))
    throw backendRefusal("'officeConfigurationXml' is no configuration of Office.", 'officeConfigurationXml')
  return sent
})

export const texts: Readonly<Record<string, Effect>> = {
  'androidForWorkSettings.requestSignupUrl': text(googlePage('adminsignup')),
  'androidManagedStoreAccountEnterpriseSettings.createGooglePlayWebToken': webToken,
  'androidManagedStoreAccountEnterpriseSettings.requestSignupUrl': text(googlePage('adminsignup')),
  'applePushNotificationCertificate.downloadApplePushNotificationCertificateSigningRequest': signingRequest,
  'depOnboardingSetting.generateEncryptionPublicKey': encryptionKey,
  'depOnboardingSetting.getEncryptionPublicKey': encryptionKey,
  'enrollmentProfile.exportMobileConfig': mobileConfig,
  'mobileApp.validateXml': validateXml,
}
