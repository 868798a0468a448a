/** `intunite token`: an access token for scripts, from the same database as the server and without it. */
import { standaloneJwt } from '../auth/jwt.js'
import { randomId, systemClock } from '../clock.js'
import { readSettings } from '../config.js'
import { createIssuer } from '../entra/issuer.js'
import { DEVELOPMENT } from '../store/identity-development.js'
import type { Application } from '../store/identity-applications.js'
import type { Tenant } from '../store/identity-tenants.js'
import type { Identity } from '../store/identity.js'
import { TOKEN_SETTINGS } from './commands.js'
import { openConfiguredStore } from './data.js'
import { explainFailure } from './failures.js'

/** What was asked for does not exist. */
class NotThere extends Error {}

export async function tokenCommand(argv: readonly string[]): Promise<number> {
  const settings = readSettings(TOKEN_SETTINGS, process.env, argv)
  try {
    const store = await openConfiguredStore({ ...settings, poolSize: 2 }, { warn: () => undefined })
    try {
      const { identity } = store
      // The secrets are the server's to decide: they are set here only when no server has run yet.
      if (!(await identity.tenants.exists(DEVELOPMENT.tenantId))) await identity.ensureDevelopmentTenant(settings)
      const tenant = await getTenant(identity, settings.tenant ?? DEVELOPMENT.tenantId)
      const application = await getApplication(identity, tenant, settings.app)
      const jwt = await standaloneJwt()
      const issuer = createIssuer({ identity, jwt, clock: () => systemClock.milliseconds(), newId: randomId })
      const { token } = await issuer.issueAppToken({ tenant, application })
      process.stdout.write(`${token}\n`)
      return 0
    } finally {
      await store.close()
    }
  } catch (error) {
    const explanation = error instanceof NotThere ? error.message : explainFailure(error, settings)
    if (explanation === undefined) throw error
    process.stderr.write(`intunite: ${explanation}\n`)
    return 1
  }
}

async function getTenant({ tenants }: Identity, name: string): Promise<Tenant> {
  const tenant = (await tenants.find(name)) ?? (await tenants.findByDomain(name))
  if (tenant === undefined) throw new NotThere(`there is no tenant '${name}'`)
  return tenant
}

async function getApplication({ applications }: Identity, tenant: Tenant, name: string): Promise<Application> {
  const application = (await applications.find(tenant.id, name)) ?? (await applications.findByName(tenant.id, name))
  if (application === undefined) throw new NotThere(`there is no app '${name}' in the tenant ${tenant.defaultDomain}`)
  if (!application.enabled) throw new NotThere(`the app '${name}' is disabled`)
  return application
}
