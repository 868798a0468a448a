/**
 * Templates of endpoint security that policies of the settings catalog are made of (B44, B52): those that public policies
 * name, without the settings that they hold. Their ids are the same in all tenants.
 */
import type { Entity } from '../../model/payload.js'

const MDM = 'mdm'
const WITH_DEFENDER = 'mdm,microsoftSense'

/** `baseId` is the id without the version behind it. */
const TEMPLATES: readonly (readonly [baseId: string, family: string, displayName: string, technologies: string])[] = [
  ['0b5708d9-9bc2-49a9-b4f7-ec463fcc41e0', 'DiskEncryption', 'Personal Data Encryption', MDM],
  ['22968f54-45fa-486c-848e-f8224aa69772', 'AccountProtection', 'Local user group membership', MDM],
  ['4321b946-b76b-4450-8afd-769c08b16ffc', 'ApplicationControl', 'App Control for Business', MDM],
  ['46ddfc50-d10f-4867-b852-9434254b3bff', 'DiskEncryption', 'BitLocker', MDM],
  ['6078910e-d808-4a9f-a51d-1b8a7bacb7c0', 'Firewall', 'Windows Firewall', WITH_DEFENDER],
  ['804339ad-1553-4478-a742-138fb5807418', 'Antivirus', 'Microsoft Defender Antivirus', WITH_DEFENDER],
  ['adc46e5a-f4aa-4ff6-aeff-4f27bc525796', 'AccountProtection', 'Local admin password solution (Windows LAPS)', MDM],
  ['d948ff9b-99cb-4ee0-8012-1fbc09685377', 'Antivirus', 'Windows Security Experience', WITH_DEFENDER],
  ['e3f74c5a-a6de-411d-aef6-eb15628f3a0a', 'Antivirus', 'Defender Update controls', WITH_DEFENDER],
  ['e8c053d6-9f95-42b1-a7f1-ebfd71c67a4b', 'AttackSurfaceReduction', 'Attack Surface Reduction Rules', WITH_DEFENDER],
  ['fcef01f2-439d-4c3f-9184-823fd6e97646', 'AccountProtection', 'Account Protection', MDM],
]

export const policyTemplates: readonly Entity[] = TEMPLATES.map(([baseId, family, displayName, technologies]) => ({
  id: `${baseId}_1`,
  baseId,
  version: 1,
  displayName,
  displayVersion: 'Version 1',
  description: '',
  lifecycleState: 'active',
  platforms: 'windows10',
  technologies,
  templateFamily: `endpointSecurity${family}`,
}))
