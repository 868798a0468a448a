import fc from 'fast-check'

const SURROGATES = { from: 0xd800, number: 0x800 }

/**
 * Whole characters of every plane, without NUL, to make strings of. The unit `binary` of fast-check is the same, but puts a
 * million characters into a map first, for two seconds in each process.
 */
export const character = fc
  .integer({ min: 1, max: 0x10ffff - SURROGATES.number })
  .map((n) => String.fromCodePoint(n < SURROGATES.from ? n : n + SURROGATES.number))
