/** Actions on many devices at once: `executeAction` has names of its own for some of them. */
import type { Entity } from '../model/payload.js'

const OF_ONE: Readonly<Record<string, readonly [name: string, parameters?: Entity]>> = {
  fullScan: ['windowsDefenderScan', { quickScan: false }],
  quickScan: ['windowsDefenderScan', { quickScan: true }],
  signatureUpdate: ['windowsDefenderUpdateSignatures'],
}

export interface ActionOfOne {
  /** As the action on one device is called. */
  readonly name: string
  readonly parameters: Readonly<Record<string, unknown>>
}

/** What `executeAction` does to each of its devices, from what a client sends to it. */
export function actionOfOne(sent: Readonly<Record<string, unknown>>): ActionOfOne {
  const others = Object.entries(sent).filter(([name]) => name !== 'deviceIds' && name !== 'actionName')
  const asked = String(sent['actionName'])
  const [name, more] = OF_ONE[asked] ?? [asked]
  return { name, parameters: { ...Object.fromEntries(others), ...more } }
}
