/**
 * What a person sees who opens the server in a browser: that it runs, how to connect, where to read on. Programs that ask
 * for `/` get what Graph has there, which is nothing.
 */
import type { FastifyInstance } from 'fastify'
import type { GraphError } from '../errors.js'
import { originOf } from '../http/origin.js'

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export interface HomeOptions {
  /** Read when the page is asked for. */
  readonly version: () => Promise<string>
  readonly profile: string
  readonly database: string
  /** Whether there is a portal. */
  readonly portal: boolean
  /** What programs get. */
  readonly otherwise: () => GraphError
}

export function home(options: HomeOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/', async (request, reply) => {
      if (!(request.headers.accept ?? '').includes('text/html')) throw options.otherwise()
      return reply
        .header('content-security-policy', POLICY)
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(page(options, await options.version(), escaped(originOf(request))))
    })
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function page({ profile, database, portal }: HomeOptions, version: string, origin: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Intunite</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }
code { font-family: ui-monospace, monospace; overflow-wrap: anywhere }
td { padding: .2rem 1.5rem .2rem 0; vertical-align: top }
</style>
</head>
<body>
<h1>Intunite is running</h1>
<p>Version ${version}, profile <code>${escaped(profile)}</code>, on ${database}. It imitates Microsoft Graph's Intune API; it is not Microsoft's.</p>
<h2>Connect</h2>
<table>
<tr><td>Microsoft Graph</td><td><code>${origin}/v1.0</code>, <code>${origin}/beta</code></td></tr>
<tr><td>Authority</td><td><code>${origin}/{tenant}</code></td></tr>
<tr><td>Token endpoint</td><td><code>${origin}/{tenant}/oauth2/v2.0/token</code></td></tr>
<tr><td>Scope</td><td><code>https://graph.microsoft.com/.default</code></td></tr>
</table>
<p>The development tenant and its apps are told at the start of the server; <code>intunite token</code> prints a token.</p>
<h2>Read on</h2>
<ul>
${portal ? '<li><a href="/_intunite/portal/">Portal: what is in a tenant, and what clients asked</a></li>\n' : ''}<li><a href="/_intunite/openapi">All routes, to read and to try (OpenAPI)</a></li>
<li><a href="/v1.0/$metadata">$metadata of v1.0</a>, <a href="/beta/$metadata">of beta</a></li>
<li><a href="/_intunite/ready">Whether it is ready</a></li>
</ul>
</body>
</html>
`
}
