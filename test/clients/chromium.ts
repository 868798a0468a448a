/** A headless Chromium of the machine, if there is one: the tests bring the driver and not the browser. */
import { existsSync } from 'node:fs'
import { createHash, X509Certificate } from 'node:crypto'
import { delimiter, join } from 'node:path'
import { connect } from 'node:tls'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import type { Test } from 'tap'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

export const CHROMIUM = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find((file) => existsSync(file))

/** For the option `skip` of a test. */
export const WITHOUT_CHROMIUM =
  CHROMIUM === undefined ? 'there is no Chromium here (Debian: apt-get install chromium)' : false

/** Trusts the certificate of `origin`, by its key, and no other that it would not trust anyway. */
export async function launchChromium(t: Test, origin: string): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM ?? '',
    args: ['--no-sandbox', `--ignore-certificate-errors-spki-list=${await keyHashOf(origin)}`],
  })
  t.teardown(() => browser.close())
  return browser
}

function keyHashOf(origin: string): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), servername: hostname, rejectUnauthorized: false })
    socket.once('error', reject)
    socket.once('secureConnect', () => {
      const { publicKey } = new X509Certificate(socket.getPeerCertificate().raw)
      socket.destroy()
      resolve(
        createHash('sha256')
          .update(publicKey.export({ type: 'spki', format: 'der' }))
          .digest('base64'),
      )
    })
  })
}
