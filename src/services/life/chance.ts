/** Chance that is a function of what it is about (L3): the order of requests changes nothing. */
import { createHash } from 'node:crypto'

/** A number from 0 up to 1, the same whenever the same is asked. */
export type Chance = (kind: string, ...of: readonly (string | number)[]) => number

export function chanceOf(seed: number): Chance {
  return (kind, ...of) => {
    const hash = createHash('sha256')
      .update(`${seed}\n${kind}\n${of.join('\n')}`)
      .digest()
    return hash.readUIntBE(0, 6) / 2 ** 48
  }
}
