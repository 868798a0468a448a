/** Every text of the portal, in one place: by area, and within it by what it stands on. */
export const TEXTS = {
  product: 'Intunite',
  loading: 'Loading…',
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  failed: 'This could not be loaded',
  skip: 'Skip to the content',

  welcome: {
    title: 'Sign in to Intunite',
    text: 'The portal shows what is in a tenant, and what its clients do. Sign in as one of its users: what you see and may change is what the role of the user allows.',
    tenant: 'Tenant (domain or id)',
    signIn: 'Sign in',
    signingIn: 'Signing in…',
    noUsers:
      'No user yet? intunite --seed fills the tenant and makes admin@ and reader@ its domain; intunite user create makes others.',
    failed: 'The sign-in did not succeed',
    ended: 'Your session has ended, as sessions do after a day by the clock of the tenant. Sign in again.',
    linkUsed: 'This link was used before, or is older than five minutes. intunite portal prints another one.',
  },

  header: {
    menu: 'Menu',
    tenant: 'Tenant',
    clock: 'Clock of the tenant',
    clockSet: 'This clock has been set',
    account: (name: string) => `Account: ${name}`,
    role: {
      administrator: 'Administrator: reads and changes everything',
      readOnly: 'Reader: reads everything, changes nothing',
      none: 'No role: sees nothing of Intune',
    },
    appearance: 'Appearance',
    system: 'As the system',
    light: 'Light',
    dark: 'Dark',
    signOut: 'Sign out',
    navigation: 'Areas',
  },

  notFound: {
    title: 'There is no such page',
    text: 'The address leads nowhere. The areas on the left lead to everything.',
  },

  overview: {
    title: 'Overview',
    counts: 'What is in this tenant',
    countsEmpty: 'Nothing yet. A client can create the first object, or the small seed fills the tenant:',
    devices: 'Devices',
    platforms: 'By platform',
    compliance: 'By compliance',
    noDevices: 'No devices yet. The seed makes some, and clients can create them:',
  },
} as const
