/** Settings: what is imitated, and what is in it at the start. */
import { Type } from 'typebox'
import { BEHAVIOUR_PATTERN } from '../services/profiles.js'
import type { Settings } from '../settings.js'

export const BEHAVIOUR = {
  seed: {
    env: 'INTUNITE_SEED',
    flag: '--seed',
    schema: Type.Enum(['none', 'small', 'large']),
    default: 'none',
    implied: 'small',
    placeholder: 'size',
    help: 'Fill the development tenant with an invented organization, if it is empty. --seed alone means small.',
  },
  life: {
    env: 'INTUNITE_LIFE',
    flag: '--life',
    schema: Type.Enum(['seeded', 'on', 'off']),
    default: 'seeded',
    implied: 'on',
    placeholder: 'which',
    help: 'Which tenants live that nobody has switched on or off: devices check in, and states follow (docs/life.md). seeded: those with a seed; on: all; off: none.',
  },
  profile: {
    env: 'INTUNITE_PROFILE',
    flag: '--profile',
    schema: Type.String({
      pattern: BEHAVIOUR_PATTERN,
      description: 'documented or live, with switches if you like (live+strictAssignCast)',
    }),
    default: 'documented',
    placeholder: 'name',
    help: "Whose behaviour to imitate: Microsoft's documentation, or the live service where it differs; +name and -name turn single switches on and off (docs/profiles.md).",
  },
  model: {
    env: 'INTUNITE_MODEL',
    flag: '--model',
    schema: Type.String({ minLength: 1 }),
    repeatable: true,
    placeholder: 'file',
    help: 'A file of CSDL (XML or JSON) with sets, types and operations to add; may be given several times. beta:file is for beta only (docs/model.md).',
  },
  pageSize: {
    env: 'INTUNITE_PAGE_SIZE',
    flag: '--page-size',
    schema: Type.Integer({ minimum: 1, maximum: 100_000 }),
    default: 1000,
    placeholder: 'number',
    help: 'Items in a page of a list when the request does not say ($top).',
  },
  maxTop: {
    env: 'INTUNITE_MAX_TOP',
    flag: '--max-top',
    schema: Type.Integer({ minimum: 1, maximum: 100_000 }),
    default: 1000,
    placeholder: 'number',
    help: 'The highest $top that a request may ask for.',
  },
} as const satisfies Settings
