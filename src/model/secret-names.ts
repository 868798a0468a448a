/** Which members hold secrets, by their names: no error tells their values, and no log, history or journal keeps them. */
import { LruCache } from '../lru-cache.js'

/** What stands for a secret. */
export const HIDDEN = '***'

const SECRET =
  /password|passcode|passphrase|secret|token|credential|privatekey|presharedkey|workspacekey|keymaterial|unlockcode|bypasscode|device_code|encryptionkey|^authorization$|^cookie$/i

const known = new LruCache<boolean>(1000)

export function isSecretName(name: string): boolean {
  let secret = known.get(name)
  if (secret === undefined) known.set(name, (secret = SECRET.test(name)))
  return secret
}
