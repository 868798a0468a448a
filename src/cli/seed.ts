/** `intunite seed`: fills a tenant with an invented organization. The server may run meanwhile. */
import { readSettings } from '../read-config.js'
import { seedOnce } from '../services/seed/once.js'
import { DEVELOPMENT } from '../store/identity/development.js'
import { SEED_SETTINGS } from './command-settings.js'
import { openConfiguredStore } from '../server/open-store.js'
import { explainFailure } from '../server/failures.js'
import { progressBar } from './progress.js'

export async function seedCommand(argv: readonly string[]): Promise<number> {
  const settings = readSettings(SEED_SETTINGS, process.env, argv)
  const { size, seed, asOf, tenant: name = DEVELOPMENT.tenantId } = settings
  try {
    const store = await openConfiguredStore({ ...settings, poolSize: 2 }, { warn: () => undefined })
    try {
      const { tenants } = store.identity
      // The secrets are the server's to decide: they are set here only when no server has run yet.
      if (!(await tenants.exists(DEVELOPMENT.tenantId))) await store.identity.ensureDevelopmentTenant(settings)
      const tenant = (await tenants.find(name)) ?? (await tenants.findByDomain(name))
      if (tenant === undefined) return fail(`there is no tenant '${name}'`)
      const bar = progressBar('Seeding', process.stderr)
      const started = performance.now()
      const done = await seedOnce(store, tenant, {
        size,
        seed,
        asOf: asOf === undefined ? store.clocks.milliseconds(tenant.id) : Date.parse(asOf),
        onProgress: (rows, total) => bar.show(rows, total),
      })
      bar.end()
      const where = `the tenant ${tenant.defaultDomain}`
      if (done.outcome === 'touched') return fail(`${where} holds data already, and only an empty one can be seeded`)
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      const text =
        done.outcome === 'there'
          ? 'has had this seed before; nothing to do'
          : `now holds ${done.rows} rows (${seconds} s)`
      process.stdout.write(`${where} ${text}\n`)
      return 0
    } finally {
      await store.close()
    }
  } catch (error) {
    const explanation = explainFailure(error, settings)
    if (explanation === undefined) throw error
    return fail(explanation)
  }
}

function fail(message: string): number {
  process.stderr.write(`intunite: ${message}\n`)
  return 1
}
