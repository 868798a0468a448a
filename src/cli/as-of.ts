import { Instant } from '../control/schemas.js'

/** The moment at which everything in a seeded tenant has happened. */
export const AS_OF = {
  flag: '--as-of',
  schema: Instant,
  placeholder: 'time',
  help: 'When the last thing in it has happened: now, unless given. The same time gives the same times.',
} as const
