/** A tenant that lives, with what tests put into it: by the requests that a client would send. */
import { expecting } from '../harness/app-content.js'
import { ADMIN, TENANT } from '../harness/emulator.js'
import type { Client, Emulator } from '../harness/emulator.js'
import { CONTROL, controlOf } from '../control/control.js'
import type { Control } from '../control/control.js'

export type Json = Record<string, any>

/** Options of an emulator whose control face answers. */
export const LIVING = { control: CONTROL } as const

/** Monday, 2 March 2026, 08:00. */
export const START = '2026-03-02T08:00:00Z'

export interface LivingTenant {
  readonly admin: Client
  readonly control: Control
  /** Of the control face, below the tenant: expects 200. */
  ask(method: string, path: string, body?: Json): Promise<Json>
  get(path: string): Promise<Json>
  list(path: string): Promise<Json[]>
  create(path: string, body: Json): Promise<string>
  user(name: string): Promise<string>
  device(name: string, more?: Json): Promise<string>
  group(
    name: string,
    members?: readonly (readonly [set: 'users' | 'devices' | 'groups', id: string])[],
  ): Promise<string>
  add(group: string, set: string, id: string): Promise<void>
  /** An app configuration. */
  configuration(name: string, more?: Json): Promise<string>
  assign(set: string, id: string, targets: readonly Json[]): Promise<void>
  advance(by: string): Promise<void>
}

export const ALL_DEVICES = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } as const
export const ALL_USERS = { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } as const
export const toGroup = (groupId: string): Json => ({ '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId })

/** The development tenant, its clock standing still; as it is if it is there already. */
export async function livingTenant(
  emulator: Emulator,
  life: Json = {},
  { isThere = false } = {},
): Promise<LivingTenant> {
  // A token of another time is not good.
  const current = async (): Promise<Client> => emulator.withToken(await emulator.token(ADMIN))
  let admin = emulator.admin
  const control = controlOf(emulator)
  const ask: LivingTenant['ask'] = async (method, path, body) => {
    const response = await control.send(method, `/tenants/${TENANT}${path}`, body)
    if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${response.body}`)
    return response.body === '' ? {} : response.json<Json>()
  }
  const create: LivingTenant['create'] = async (path, body) =>
    String((await expecting(201, admin.post(`/beta/${path}`, body)))['id'])
  if (!isThere) {
    // The clock of a tenant that lives does not go back.
    await ask('PATCH', '/life', { on: false })
    await ask('PATCH', '/clock', { now: START, rate: 0 })
  }
  admin = await current()
  if (!isThere) await ask('PATCH', '/life', { on: true, ...life })
  const newApp = () =>
    create('deviceAppManagement/mobileApps', {
      '@odata.type': '#microsoft.graph.iosStoreApp',
      displayName: 'Mail',
      publisher: 'Contoso',
      bundleId: 'com.contoso.mail',
      appStoreUrl: 'https://apps.example/mail',
      applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
      minimumSupportedOperatingSystem: { v13_0: true },
    })
  let app: Promise<string> | undefined
  const get: LivingTenant['get'] = (path) => expecting(200, admin.get(`/beta/${path}`))
  const add: LivingTenant['add'] = async (group, set, id) => {
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/${set}/${id}` }
    await expecting(204, admin.post(`/v1.0/groups/${group}/members/$ref`, reference))
  }
  return {
    get admin() {
      return admin
    },
    control,
    ask,
    get,
    create,
    add,
    list: async (path) => (await get(path))['value'] as Json[],
    user: (name) =>
      create('users', {
        accountEnabled: true,
        displayName: name,
        mailNickname: name,
        userPrincipalName: `${name}@living.test`,
        passwordProfile: { password: 'Passw0rd!passw0rd' },
      }),
    device: (deviceName, more = {}) =>
      create('deviceManagement/managedDevices', {
        deviceName,
        operatingSystem: 'iOS',
        osVersion: '18.1',
        model: 'iPhone 16',
        managedDeviceOwnerType: 'company',
        enrolledDateTime: START,
        ...more,
      }),
    async group(displayName, members = []) {
      const id = await create('groups', {
        displayName,
        mailEnabled: false,
        mailNickname: displayName,
        securityEnabled: true,
      })
      for (const [set, member] of members) await add(id, set, member)
      return id
    },
    configuration: async (displayName, more = {}) =>
      create('deviceAppManagement/mobileAppConfigurations', {
        '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
        displayName,
        targetedMobileApps: [await (app ??= newApp())],
        settings: [{ appConfigKey: 'server', appConfigKeyType: 'stringType', appConfigKeyValue: displayName }],
        ...more,
      }),
    async assign(set, id, targets) {
      const type = set.endsWith('mobileAppConfigurations')
        ? 'managedDeviceMobileAppConfigurationAssignment'
        : set.endsWith('deviceCompliancePolicies')
          ? 'deviceCompliancePolicyAssignment'
          : 'deviceConfigurationAssignment'
      const assignments = targets.map((target) => ({ '@odata.type': `#microsoft.graph.${type}`, target }))
      const response = await admin.post(`/beta/${set}/${id}/assign`, { assignments })
      if (response.statusCode >= 300) throw new Error(`assign: ${response.statusCode} ${response.body}`)
      // A request waits no longer than 50 ms for what is due: too short for a busy machine.
      await ask('POST', '/life/settle')
    },
    async advance(by) {
      await ask('POST', '/clock/advance', { by })
      admin = await current()
    },
  }
}

export const CONFIGURATIONS = 'deviceAppManagement/mobileAppConfigurations'
