/**
 * Every setting of the server, declared once: how it is called in the environment and on the command line, what it may be, what it
 * is for. Reading, checking, `--help` and docs/settings.md come from these tables.
 */
import { ADMISSION } from './config/admission.js'
import { BEHAVIOUR } from './config/behaviour.js'
import { KEEPING } from './config/keeping.js'
import { LISTENING } from './config/listening.js'
import { WATCHING } from './config/watching.js'
import type { Settings, Values } from './settings.js'

export { WELL_KNOWN_SECRETS } from './config/admission.js'
export { CONTENT_BYTES } from './config/keeping.js'

export const SETTINGS = {
  ...LISTENING,
  ...KEEPING,
  ...ADMISSION,
  ...BEHAVIOUR,
  ...WATCHING,
} as const satisfies Settings

export type Config = Values<typeof SETTINGS>
