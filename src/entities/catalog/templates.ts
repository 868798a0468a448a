/**
 * Templates of intents (B57): the baselines, and the first templates of endpoint security. Ids, kinds and versions are
 * those that tenants were seen to have; of three that clients name neither version nor day is known. Settings:
 * {@link file://./intent-settings.ts}.
 */
import type { Entity } from '../../model/payload.js'

const BASELINE = '#microsoft.graph.securityBaselineTemplate'

const NOT_KNOWN = '0001-01-01'

const TEMPLATES: readonly (readonly [
  id: string,
  name: string,
  type: string,
  subtype: string,
  version: string | null,
  published: string,
  platform?: string,
])[] = [
  [
    '0e237410-1367-4844-bd7f-15fb0f08943b',
    'Attack surface reduction rules',
    'securityTemplate',
    'attackSurfaceReduction',
    null,
    NOT_KNOWN,
  ],
  [
    '0f2b5d70-d4e9-4156-8c16-1397eb6c54a5',
    'Account protection',
    'securityTemplate',
    'accountProtection',
    null,
    NOT_KNOWN,
  ],
  ['a239407c-698d-4ef8-b314-e3ae409204b8', 'FileVault', 'securityTemplate', 'diskEncryption', null, NOT_KNOWN, 'macOS'],
  [
    '034ccd46-190c-4afc-adf1-ad7cc11262eb',
    'MDM Security Baseline for Windows 10 and later for November 2021',
    'securityBaseline',
    'none',
    'November 2021',
    '2021-10-22',
  ],
  [
    '2209e067-9c8c-462e-9981-5a8c79165dcc',
    'Microsoft Defender for Endpoint baseline',
    'advancedThreatProtectionSecurityBaseline',
    'none',
    'Version 6',
    '2020-12-09',
  ],
  [
    '63be6324-e3c9-4c97-948a-e7f4b96f0f20',
    'Application control',
    'securityTemplate',
    'attackSurfaceReduction',
    '2005',
    '2019-09-20',
  ],
  [
    'a8d6fa0e-1e66-455b-bb51-8ce0dde1559e',
    'Microsoft Edge baseline',
    'microsoftEdgeSecurityBaseline',
    'none',
    'September 2020 (Edge version 85 and later)',
    '2020-10-01',
  ],
  [
    'cef15778-c3b9-4d53-a00a-042929f0aad0',
    'Windows 365 Security Baseline',
    'cloudPC',
    'none',
    'November 2021',
    '2021-10-21',
  ],
  ['d1174162-1dd2-4976-affc-6667049ab0ae', 'BitLocker', 'securityTemplate', 'diskEncryption', '2106', '2021-06-04'],
  [
    'e44c2ca3-2f9a-400a-a113-6cc88efd773d',
    'Endpoint detection and response',
    'securityTemplate',
    'endpointDetectionReponse',
    '2005',
    '2019-09-20',
  ],
]

export const intentTemplates: readonly Entity[] = TEMPLATES.map(
  ([id, displayName, templateType, templateSubtype, versionInfo, published, platform = 'windows10AndLater']) => ({
    '@odata.type': BASELINE,
    id,
    displayName,
    description: `Settings for '${displayName}'.`,
    versionInfo,
    isDeprecated: false,
    intentCount: 0,
    templateType,
    templateSubtype,
    platformType: platform,
    publishedDateTime: `${published}T00:00:00Z`,
  }),
)
