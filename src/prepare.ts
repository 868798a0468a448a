/** What a start makes if it is not there: once, however many processes serve afterwards. */
import type { Logger } from 'pino'
import type { Config } from './config.js'
import { DEVELOPMENT } from './store/identity/development.js'
import type { Store } from './store/store.js'

/** The development tenant, and what `seed` asks for. */
export async function prepareTenant(config: Config, store: Store, log: Logger): Promise<void> {
  await store.identity.ensureDevelopmentTenant(config)
  // Later starts find their seed, or what became of it, and leave it alone.
  const { seed: size } = config
  if (size === 'none') return
  const { seedOnce } = await import('./services/seed/once.js')
  const tenant = { id: DEVELOPMENT.tenantId, defaultDomain: DEVELOPMENT.domain }
  const { outcome } = await seedOnce(store, tenant, { size, seed: 1, asOf: store.clocks.milliseconds(tenant.id) })
  log.info({ size, outcome }, 'seed')
}
