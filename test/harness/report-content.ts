/** A tenant with devices, and what they report, whose reports are known; and what is in a downloaded archive. */
import { crc32, inflateRawSync } from 'node:zlib'
import type { Store } from '../../src/store/store.js'
import type { Client } from './emulator.js'
import { give } from './given.js'

export const DEVICES = ['1', '2', '3', '4'].map((n) => `dddddddd-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
  string,
]
export const COMPLIANCE_POLICY = 'cccccccc-0000-4000-8000-000000000001'
export const CONFIGURATION = 'cccccccc-0000-4000-8000-000000000002'
export const DETECTED_APP = 'a'.repeat(64)

const time = '2026-03-02T09:14:07.4815162Z'

const device = (n: number, more: object): object => ({
  id: DEVICES[n - 1],
  deviceName: `DEVICE-${n}`,
  userId: `uuuuuuuu-${n}`,
  userPrincipalName: `user${n}@contoso.test`,
  emailAddress: `user${n}@contoso.test`,
  userDisplayName: `User "${n}", Contoso`,
  lastSyncDateTime: time,
  enrolledDateTime: time,
  model: `Model ${n}`,
  manufacturer: 'Contoso',
  totalStorageSpaceInBytes: 256 * 2 ** 30,
  ...more,
})

/** Four devices: two with Windows, one of which does not comply, an iPhone in its grace period, and a Mac that nobody judged. */
export async function giveReports(store: Store, tenantId: string): Promise<void> {
  const devices = [
    { operatingSystem: 'Windows', osVersion: '10.0.26100.1', deviceType: 'windowsRT', complianceState: 'compliant' },
    { operatingSystem: 'Windows', osVersion: '10.0.22631.1', deviceType: 'windowsRT', complianceState: 'noncompliant' },
    { operatingSystem: 'iOS', osVersion: '18.3', deviceType: 'iPhone', complianceState: 'inGracePeriod' },
    { operatingSystem: 'macOS', osVersion: '15.1', deviceType: 'macMDM', complianceState: 'unknown' },
  ].map((more, i) => device(i + 1, { ...more, managedDeviceOwnerType: i === 3 ? 'personal' : 'company' }))
  const states = ['compliant', 'nonCompliant', 'error', 'conflict'] as const
  const status = (policy: string, n: number): object => ({
    id: `${policy}_${DEVICES[n - 1]}`,
    deviceDisplayName: `DEVICE-${n}`,
    deviceModel: `Model ${n}`,
    userName: `User ${n}`,
    userPrincipalName: `user${n}@contoso.test`,
    lastReportedDateTime: time,
    status: states[n - 1],
  })
  const compliance = `deviceManagement/deviceCompliancePolicies`
  const configurations = 'deviceManagement/deviceConfigurations'
  await give(store, tenantId, [
    ...devices.map((entity) => ({ at: 'deviceManagement/managedDevices', entity: entity as Record<string, unknown> })),
    {
      at: compliance,
      entity: {
        '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
        id: COMPLIANCE_POLICY,
        displayName: 'Windows compliance',
      },
    },
    {
      at: configurations,
      entity: {
        '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration',
        id: CONFIGURATION,
        displayName: 'iOS restrictions',
      },
    },
    ...[1, 2].map((n) => ({
      at: `${compliance}/${COMPLIANCE_POLICY}/deviceStatuses`,
      entity: status(COMPLIANCE_POLICY, n) as Record<string, unknown>,
    })),
    ...[1, 2, 3, 4].map((n) => ({
      at: `${configurations}/${CONFIGURATION}/deviceStatuses`,
      entity: status(CONFIGURATION, n) as Record<string, unknown>,
    })),
    {
      at: `deviceManagement/managedDevices/${DEVICES[1]}/deviceCompliancePolicyStates`,
      entity: {
        id: COMPLIANCE_POLICY,
        displayName: 'Windows compliance',
        state: 'nonCompliant',
        platformType: 'windows10AndLater',
        settingStates: [
          { setting: 'Windows10CompliancePolicy.BitLockerEnabled', settingName: 'BitLocker', state: 'nonCompliant' },
          { setting: 'Windows10CompliancePolicy.SecureBootEnabled', settingName: 'Secure Boot', state: 'compliant' },
        ],
      },
    },
    {
      at: `deviceManagement/managedDevices/${DEVICES[0]}/windowsProtectionState`,
      entity: { id: DEVICES[0], deviceState: 'fullScanPending', realTimeProtectionEnabled: false },
    },
    {
      at: 'deviceManagement/detectedApps',
      entity: { id: DETECTED_APP, displayName: 'Contoso Notes', version: '1.2', publisher: 'Contoso', deviceCount: 2 },
    },
    {
      at: 'deviceManagement/detectedApps',
      entity: { id: 'b'.repeat(64), displayName: 'Fabrikam Paint', version: '3.0', deviceCount: 0 },
    },
  ])
}

/** Reads a job until it is done. */
export async function exported(client: Client, body: object): Promise<Record<string, unknown> & { url: string }> {
  const jobs = '/beta/deviceManagement/reports/exportJobs'
  const made = await client.post(jobs, body)
  if (made.statusCode !== 201) throw new Error(`${made.statusCode} ${made.body}`)
  const { id } = made.json<{ id: string }>()
  for (;;) {
    const job = (await client.get(`${jobs}('${id}')`)).json<Record<string, unknown> & { url: string }>()
    if (job['status'] === 'completed' || job['status'] === 'failed') return job
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}

/** The only file of an archive, read as its directory describes it. */
export function unzipped(archive: Buffer): { readonly name: string; readonly content: Buffer } {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06'))
  if (archive.readUInt16LE(end + 10) !== 1) throw new Error('there is not one file')
  const at = archive.readUInt32LE(end + 16)
  const [checksum, packed, size] = [16, 20, 24].map((offset) => archive.readUInt32LE(at + offset))
  const name = archive.toString('utf8', at + 46, at + 46 + archive.readUInt16LE(at + 28))
  const local = archive.readUInt32LE(at + 42)
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const content = inflateRawSync(archive.subarray(start, start + (packed ?? 0)))
  if (content.length !== size || crc32(content) !== checksum) throw new Error('the content is not what was packed')
  return { name, content }
}
