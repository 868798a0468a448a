/**
 * Texts that the service makes up when it is asked for them: keys, requests for certificates, profiles, addresses (B100,
 * B102, B103, B124, B169).
 */
import { createHash } from 'node:crypto'
import { backendRefusal } from '../../errors.js'
import { answering } from './answering.js'
import type { Call, Effect } from './effect.js'
import { certificateRequest, publicKey } from './keys.js'

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

const encryptionKey = text(({ scope, keys }) => publicKey(`${scope.tenantId}/${keys.join('/')}`))

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

/** Where the logs of a device would be, signed as what is there is: no device delivers any, so reading it is 404 (B124). */
const logs = text(
  ({ scope, keys }) => scope.exports.access(scope.origin, { tenantId: scope.tenantId, id: keys.at(-1) ?? '' }).uri,
)

export const texts: Readonly<Record<string, Effect>> = {
  'androidForWorkSettings.requestSignupUrl': text(googlePage('adminsignup')),
  'androidManagedStoreAccountEnterpriseSettings.createGooglePlayWebToken': webToken,
  'androidManagedStoreAccountEnterpriseSettings.requestSignupUrl': text(googlePage('adminsignup')),
  'applePushNotificationCertificate.downloadApplePushNotificationCertificateSigningRequest': signingRequest,
  'depOnboardingSetting.generateEncryptionPublicKey': encryptionKey,
  'depOnboardingSetting.getEncryptionPublicKey': encryptionKey,
  'deviceLogCollectionResponse.createDownloadUrl': logs,
  'enrollmentProfile.exportMobileConfig': mobileConfig,
  'mobileApp.validateXml': validateXml,
}
