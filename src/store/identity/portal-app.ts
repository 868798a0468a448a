/** The portal as an app: it is in no table, so what names apps by their id asks here as well. */
export const PORTAL_APP = { appId: '00000000-0000-4000-a000-0000000000a3', displayName: 'Intunite Portal' } as const
