/**
 * Templates that policies of the settings catalog are made of (B44, B52): those of endpoint security, baselines, enrolment and
 * scripts that public policies and tools name, without the settings that they hold. Their ids are the same in all tenants. Names of
 * versions are told where tools tell them.
 */
import type { Entity } from '../../model/payload.js'

const MDM = 'mdm'
const ENROLLMENT = 'enrollment'
const SENSE = 'microsoftSense'
const WITH_DEFENDER = 'mdm,microsoftSense'
const CONFIG_MANAGER = 'configManager'
const PRIVILEGES = 'endpointPrivilegeManagement'

/** `baseId` is the id without the version behind it. */
type Template = readonly [baseId: string, displayName: string, technologies: string, version?: number, named?: string]

/** By platform and family. */
const TEMPLATES: Readonly<Record<string, readonly Template[]>> = {
  'windows10 endpointSecurityAccountProtection': [
    ['22968f54-45fa-486c-848e-f8224aa69772', 'Local user group membership', MDM],
    ['adc46e5a-f4aa-4ff6-aeff-4f27bc525796', 'Local admin password solution (Windows LAPS)', MDM],
    ['fcef01f2-439d-4c3f-9184-823fd6e97646', 'Account Protection', MDM],
  ],
  'windows10 endpointSecurityAntivirus': [
    ['45fea5e9-280d-4da1-9792-fb5736da0ca9', 'Microsoft Defender Antivirus exclusions', WITH_DEFENDER],
    ['804339ad-1553-4478-a742-138fb5807418', 'Microsoft Defender Antivirus', WITH_DEFENDER],
    ['d948ff9b-99cb-4ee0-8012-1fbc09685377', 'Windows Security Experience', WITH_DEFENDER],
    ['e3f74c5a-a6de-411d-aef6-eb15628f3a0a', 'Defender Update controls', WITH_DEFENDER],
  ],
  'windows10 endpointSecurityApplicationControl': [
    ['4321b946-b76b-4450-8afd-769c08b16ffc', 'App Control for Business', MDM],
  ],
  'windows10 endpointSecurityAttackSurfaceReduction': [
    ['0f2034c6-3cd6-4ee1-bd37-f3c0693e9548', 'Device Control', WITH_DEFENDER],
    ['5dd36540-eb22-4e7e-b19c-2a07772ba627', 'Attack Surface Reduction Rules (ConfigMgr)', CONFIG_MANAGER],
    ['9f667e40-8f3c-4f88-80d8-457f16906315', 'App and Browser Isolation', MDM],
    ['d02f2162-fcac-48db-9b7b-b0a3f160d2c2', 'Exploit Protection', MDM],
    ['e373ebb7-c1c5-4ffb-9ce0-698f1834fd9d', 'App and Browser Isolation (ConfigMgr)', CONFIG_MANAGER],
    ['e8c053d6-9f95-42b1-a7f1-ebfd71c67a4b', 'Attack Surface Reduction Rules', WITH_DEFENDER],
  ],
  'windows10 endpointSecurityDiskEncryption': [
    ['0b5708d9-9bc2-49a9-b4f7-ec463fcc41e0', 'Personal Data Encryption', MDM],
    ['46ddfc50-d10f-4867-b852-9434254b3bff', 'BitLocker', MDM],
  ],
  'windows10 endpointSecurityEndpointDetectionAndResponse': [
    ['0385b795-0f2f-44ac-8602-9f65bf6adede', 'Endpoint detection and response', WITH_DEFENDER],
  ],
  'windows10 endpointSecurityEndpointPrivilegeManagement': [
    ['cff02aad-51b1-498d-83ad-81161a393f56', 'Elevation rules policy', PRIVILEGES],
    ['e7dcaba4-959b-46ed-88f0-16ba39b14fd8', 'Elevation settings policy', PRIVILEGES],
  ],
  'windows10 endpointSecurityFirewall': [
    ['19c8aa67-f286-4861-9aa0-f23541d31680', 'Windows Firewall Rules', WITH_DEFENDER],
    ['48da42ed-5df7-485e-8b9d-4844ed5a92bd', 'Windows Firewall Rules (ConfigMgr)', CONFIG_MANAGER],
    ['6078910e-d808-4a9f-a51d-1b8a7bacb7c0', 'Windows Firewall', WITH_DEFENDER],
    ['a5481c22-7a2a-4f59-a33e-6eee30d02f94', 'Windows Hyper-V Firewall Rules', MDM],
    ['c2791bb6-ad62-412d-99dc-cb179ef72dee', 'Windows Firewall (ConfigMgr)', CONFIG_MANAGER],
  ],
  'windows10 baseline': [
    ['49b8320f-e179-472e-8e2c-2fde00289ca2', 'Security Baseline for Microsoft Defender for Endpoint', MDM, 1, '24H1'],
    ['66df8dce-0166-4b82-92f7-1f74e3ca17a3', 'Security Baseline for Windows 10 and later', MDM, 4, '24H2'],
    ['90316f12-246d-44c6-a767-f87692e86083', 'Security Baseline for Microsoft 365 Apps', MDM, 2],
    ['b00e1a0f-19dd-41de-8243-e6733ca7b4ae', 'Security Baseline for Windows 365', MDM, 1],
    ['c66347b7-8325-4954-a235-3bf2233dfbfd', 'Security Baseline for Microsoft Edge', MDM, 3, '128'],
  ],
  'windows10 enrollmentConfiguration': [
    ['80d33118-b7b4-40d8-b15f-81be745e053f', 'Device Preparation', ENROLLMENT],
    ['a6157a7f-aa00-42d9-ac82-7d2479f545db', 'Device Preparation (automatic)', ENROLLMENT],
  ],
  'iOS enrollmentConfiguration': [['27d20e9c-50c1-48f8-a44c-f37de4510051', 'Device enrollment', ENROLLMENT]],
  'macOS enrollmentConfiguration': [['2e29557d-70fc-405a-8082-d1e5b6be2b8c', 'Device enrollment', ENROLLMENT]],
  'visionOS enrollmentConfiguration': [['b974d292-62c4-4853-bdab-166cf42df51c', 'Device enrollment', ENROLLMENT]],
  'linux deviceConfigurationScripts': [['92439f26-2b30-4503-8429-6d40f7e172dd', 'Script', 'linuxMdm']],
  'macOS endpointSecurityAntivirus': [
    ['2d345ec2-c817-49e5-9156-3ed416dc972a', 'Microsoft Defender Antivirus', WITH_DEFENDER],
    ['43397174-2244-4006-b5ad-421b369e90d4', 'Microsoft Defender Antivirus exclusions', WITH_DEFENDER],
  ],
  'macOS endpointSecurityEndpointDetectionAndResponse': [
    ['a6ff37f6-c841-4264-9249-1ecf793d94ef', 'Endpoint detection and response', WITH_DEFENDER],
  ],
  'linux endpointSecurityAntivirus': [
    ['4cfd164c-5e8a-4ea9-b15d-9aa71e4ffff4', 'Microsoft Defender Antivirus', SENSE],
    ['8a17a1e5-3df4-4e07-9d20-3878267a79b8', 'Microsoft Defender Antivirus exclusions', SENSE],
  ],
  'linux endpointSecurityEndpointDetectionAndResponse': [
    ['3514388a-d4d1-4aa8-bd64-c317776008f5', 'Endpoint detection and response', SENSE],
  ],
}

export const policyTemplates: readonly Entity[] = Object.entries(TEMPLATES).flatMap(([place, templates]) => {
  const [platforms = '', templateFamily = ''] = place.split(' ')
  return templates.map(([baseId, displayName, technologies, version = 1, named = String(version)]) => ({
    id: `${baseId}_${version}`,
    baseId,
    version,
    displayName,
    displayVersion: `Version ${named}`,
    description: '',
    lifecycleState: 'active',
    platforms,
    technologies,
    templateFamily,
  }))
})
