import { printedTime } from '../../model/date-time.js'
import type { Entity } from '../../model/payload.js'
import type { Random } from './random.js'

const YEAR = 365 * 86_400_000

/** The certificate with which the tenant reaches its Apple devices: renewed some weeks ago, valid for a year (B102). */
export function makePushCertificate(random: Random, defaultDomain: string): Entity {
  const renewed = random.timeAgo(90, 14)
  return {
    id: random.guid(),
    appleIdentifier: `devices@${defaultDomain}`,
    topicIdentifier: `com.apple.mgmt.External.${random.guid()}`,
    lastModifiedDateTime: renewed,
    expirationDateTime: printedTime(Date.parse(renewed) + YEAR),
    certificateSerialNumber: random.guid().replaceAll('-', '').slice(0, 16).toUpperCase(),
  }
}
