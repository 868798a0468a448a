import type { Entity } from '../../model/payload.js'

/** The branding of everybody without another one (B116). */
export const DEFAULT_BRANDING = 'c3a59481-1bf2-46ce-94b3-66eec07a8d60'

export const defaultBranding: Entity = {
  id: DEFAULT_BRANDING,
  profileName: 'Default',
  profileDescription: 'The branding of all users without another branding profile.',
  isDefaultProfile: true,
  showLogo: false,
  showDisplayNameNextToLogo: true,
  createdDateTime: '0001-01-01T00:00:00Z',
  lastModifiedDateTime: '0001-01-01T00:00:00Z',
}
