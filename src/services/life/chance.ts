/** Chance that is a function of what it is about (L3): the order of requests changes nothing. */
import { hash } from 'node:crypto'
import type { Chance } from './outcomes/contract.js'

export function chanceOf(seed: number): Chance {
  return (kind, ...of) => {
    const drawn = hash('sha256', `${seed}\n${kind}\n${of.join('\n')}`)
    return parseInt(drawn.slice(0, 12), 16) / 2 ** 48
  }
}
