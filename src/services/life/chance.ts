/** Chance that is a function of what it is about (L3): the order of requests changes nothing. */
import { createHash } from 'node:crypto'
import type { Chance } from './outcomes/contract.js'

export function chanceOf(seed: number): Chance {
  return (kind, ...of) => {
    const hash = createHash('sha256')
      .update(`${seed}\n${kind}\n${of.join('\n')}`)
      .digest()
    return hash.readUIntBE(0, 6) / 2 ** 48
  }
}
