/** Everything that `intunite` can administer: nouns, and the verbs of each. */
import { APP_VERBS } from './app.js'
import { CLOCK_VERBS } from './clock.js'
import type { Verb } from './command.js'
import { DEVICE_VERBS } from './device.js'
import { GROUP_VERBS, USER_VERBS } from './people.js'
import { GRANT_VERBS, KEYS_VERBS } from './rights.js'
import { LIFE_VERBS } from './life.js'
import { REQUEST_VERBS } from './requests.js'
import { SNAPSHOT_VERBS } from './snapshot.js'
import { TENANT_VERBS } from './tenant.js'

export const NOUNS: Readonly<Record<string, Readonly<Record<string, Verb>>>> = {
  tenant: TENANT_VERBS,
  app: APP_VERBS,
  user: USER_VERBS,
  group: GROUP_VERBS,
  grant: GRANT_VERBS,
  keys: KEYS_VERBS,
  snapshot: SNAPSHOT_VERBS,
  clock: CLOCK_VERBS,
  life: LIFE_VERBS,
  device: DEVICE_VERBS,
  requests: REQUEST_VERBS,
}
