import { Type } from 'typebox'
import { tenantPath, verb } from './command.js'
import { TENANT } from './flags.js'

/** The one verb of `intunite portal`. */
export const PORTAL = verb({
  summary: 'Print a link that opens the portal of a running server signed in, once and within five minutes.',
  takes: [],
  settings: {
    tenant: TENANT,
    user: {
      flag: '--user',
      schema: Type.String({ minLength: 1 }),
      default: 'admin',
      placeholder: 'user',
      help: 'Who is signed in: id, sign-in name, or the part of it before the @.',
    },
  },
  // A link leads to a server, so there has to be one.
  server: 'http://127.0.0.1:8080',
  request: ({ values: { tenant, user } }) => ({
    method: 'POST',
    path: tenantPath(tenant, 'portal-links'),
    body: JSON.stringify({ user }),
  }),
  say: (_given, { url }: { readonly url: string }) => url,
})
