/** Partners that every tenant may connect to and has not connected to yet (B202). The ids are ours. */
import type { Entity } from '../../model/payload.js'

const NEVER = '0001-01-01T00:00:00Z'

export const managementPartners: readonly Entity[] = [
  {
    id: '8a1fca1b-0c26-4f0c-8a5f-8ad3c1f2d601',
    displayName: 'Jamf',
    isConfigured: false,
    partnerState: 'unknown',
    partnerAppType: 'unknown',
    lastHeartbeatDateTime: NEVER,
  },
]

export const assistancePartners: readonly Entity[] = [
  {
    id: '8a1fca1b-0c26-4f0c-8a5f-8ad3c1f2d602',
    displayName: 'TeamViewer',
    onboardingStatus: 'notOnboarded',
    lastConnectionDateTime: NEVER,
  },
]
