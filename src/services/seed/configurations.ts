/** App configurations of all kinds, and whom they reach. */
import type { Entity } from '../../model/payload.js'
import { targetId } from '../rules/assignment.js'
import { PLACES } from './names.js'
import type { Random } from './random.js'
import type { Platform, SeedApp, SeedConfiguration, SeedDevice, SeedFilter, SeedGroup, SeedUser } from './tenant.js'

export interface Surroundings {
  readonly apps: readonly SeedApp[]
  readonly groups: readonly SeedGroup[]
  readonly filters: readonly SeedFilter[]
  readonly devices: readonly SeedDevice[]
  /** Ids of scope tags. */
  readonly tags: readonly string[]
}

type Form = 'settings' | 'xml' | 'android'

const FORMS: readonly Form[] = ['settings', 'settings', 'android', 'settings', 'xml']

/** One of this many configurations is assigned to all users. */
const FOR_ALL = 100

export function makeConfigurations(random: Random, count: number, around: Surroundings): SeedConfiguration[] {
  const byUser = new Map<SeedUser, SeedDevice[]>()
  for (const device of around.devices) byUser.set(device.user, [...(byUser.get(device.user) ?? []), device])
  const ios = around.apps.filter(({ type }) => type.toLowerCase().includes('ios'))
  const android = around.apps.filter(({ type }) => type.startsWith('android'))
  return Array.from({ length: count }, (_, i) => {
    const form = FORMS[i % FORMS.length] as Form
    const app = random.pick(form === 'android' ? android : ios)
    const platform: Platform = form === 'android' ? 'android' : 'iOS'
    const id = random.guid()
    const version = random.int(1, 6)
    const created = random.timeAgo(600, 30)
    const targets = makeTargets(random, i, platform, around)
    return {
      id,
      type: form === 'android' ? 'androidManagedStoreAppConfiguration' : 'iosMobileAppConfiguration',
      version,
      entity: {
        id,
        targetedMobileApps: [app.id],
        roleScopeTagIds: random.chance(0.8) ? ['0'] : [random.pick(around.tags)],
        createdDateTime: created,
        description: random.chance(0.5) ? `Managed settings for ${app.name}` : '',
        lastModifiedDateTime: version === 1 ? created : random.timeAgo(30),
        displayName: `${app.name} – ${LABELS[form]} ${i + 1}`,
        version,
        ...CONTENT[form](random, app),
      },
      assignments: targets.map(({ target }) => ({ id: `${id}_${targetId({ target })}`, target })),
      devices: reached(targets, platform, around.devices, byUser),
    }
  })
}

const LABELS: Readonly<Record<Form, string>> = {
  settings: 'iOS defaults',
  xml: 'iOS property list',
  android: 'work profile',
}

const CONTENT: Readonly<Record<Form, (random: Random, app: SeedApp) => Entity>> = {
  settings: (random, app) => ({
    encodedSettingXml: null,
    settings: [
      {
        appConfigKey: `${app.package}.ServerUrl`,
        appConfigKeyType: 'stringType',
        appConfigKeyValue: serverOf(random, app),
      },
      {
        appConfigKey: `${app.package}.MaxOfflineDays`,
        appConfigKeyType: 'integerType',
        appConfigKeyValue: String(random.int(1, 30)),
      },
      {
        appConfigKey: `${app.package}.AllowExport`,
        appConfigKeyType: 'booleanType',
        appConfigKeyValue: String(random.chance(0.5)),
      },
      {
        appConfigKey: `${app.package}.UserUpn`,
        appConfigKeyType: 'tokenType',
        appConfigKeyValue: '{{userprincipalname}}',
      },
    ],
  }),
  xml: (random, app) => ({
    encodedSettingXml: base64(
      `<dict><key>ServerUrl</key><string>${serverOf(random, app)}</string><key>AllowExport</key><${String(random.chance(0.5))}/></dict>`,
    ),
    settings: [],
  }),
  android: (random, app) => ({
    packageId: `app:${app.package}`,
    payloadJson: base64(
      JSON.stringify({
        kind: 'androidenterprise#managedConfiguration',
        productId: `app:${app.package}`,
        managedProperty: [
          { key: 'server_url', valueString: serverOf(random, app) },
          { key: 'sync_interval_minutes', valueInteger: random.int(1, 12) * 5 },
          { key: 'allow_screenshots', valueBool: random.chance(0.5) },
        ],
      }),
    ),
    appSupportsOemConfig: app.supportsOemConfig,
    profileApplicability: random.pick(['default', 'androidWorkProfile', 'androidDeviceOwner']),
    connectedAppsEnabled: random.chance(0.5),
    permissionActions: random.chance(0.5) ? [{ permission: 'android.permission.CAMERA', action: 'autoGrant' }] : [],
  }),
}

function serverOf(random: Random, { package: name }: SeedApp): string {
  return `https://${random
    .pick(PLACES)
    .city.toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '')}.${name.split('.').at(-1) ?? ''}.intunite.test`
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

interface Target {
  readonly target: Entity
  readonly group: SeedGroup | undefined
  readonly excludes: boolean
  readonly filter: SeedFilter | undefined
}

function makeTargets(random: Random, number: number, platform: Platform, { groups, filters }: Surroundings): Target[] {
  const fitting = filters.filter((filter) => filter.platform === platform)
  const filter = fitting.length > 0 && random.chance(0.3) ? random.pick(fitting) : undefined
  if (number % FOR_ALL === 1) return [toTarget('allDevicesAssignmentTarget', undefined, filter)]
  if (number % FOR_ALL === 3) return [toTarget('allLicensedUsersAssignmentTarget', undefined, filter)]
  const [first, second, third] = random.sample(groups, 3)
  if (first === undefined || random.chance(0.05)) return []
  const targets = [toTarget('groupAssignmentTarget', first, filter)]
  if (second !== undefined && random.chance(0.4)) targets.push(toTarget('groupAssignmentTarget', second, undefined))
  if (third !== undefined && random.chance(0.2))
    targets.push(toTarget('exclusionGroupAssignmentTarget', third, undefined))
  return targets
}

function toTarget(type: string, group: SeedGroup | undefined, filter: SeedFilter | undefined): Target {
  return {
    group,
    filter,
    excludes: type === 'exclusionGroupAssignmentTarget',
    target: {
      '@odata.type': `#microsoft.graph.${type}`,
      deviceAndAppManagementAssignmentFilterId: filter?.id ?? null,
      deviceAndAppManagementAssignmentFilterType: filter === undefined ? 'none' : 'include',
      ...(group === undefined ? {} : { groupId: group.id }),
    },
  }
}

/** Devices of the platform whose users are in a group that is meant and in none that is excluded. */
function reached(
  targets: readonly Target[],
  platform: Platform,
  devices: readonly SeedDevice[],
  byUser: ReadonlyMap<SeedUser, readonly SeedDevice[]>,
): SeedDevice[] {
  const excluded = new Set(targets.filter(({ excludes }) => excludes).flatMap(({ group }) => group?.members ?? []))
  const found = new Set<SeedDevice>()
  for (const { group, filter, excludes } of targets) {
    if (excludes) continue
    const candidates = group === undefined ? devices : group.members.flatMap((user) => byUser.get(user) ?? [])
    for (const device of candidates)
      if (device.platform === platform && !excluded.has(device.user) && (filter?.matches(device) ?? true))
        found.add(device)
  }
  return [...found]
}
