/**
 * The OpenAPI documents and a page to read them on. The page is Swagger UI, served from this process: a policy in its
 * header keeps the browser from loading anything from elsewhere.
 *
 * Its files come from `@fastify/swagger-ui`, which carries them ready-made and, unlike `swagger-ui-dist`, reports no
 * installations; the plugin itself is for schemas of Fastify routes, of which there are none here.
 */
import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { VERSIONS } from '../model/edm.js'
import { openApiDocument } from './openapi-document.js'
import type { OpenApiDeps } from './openapi-document.js'
import { locateSwaggerUi, SWAGGER_UI_FILES } from './swagger-ui.js'

const PAGE = '/_intunite/openapi'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export interface OpenApiOptions extends OpenApiDeps {
  /** The document of the control face, made when it is first asked for. */
  readonly control: () => Promise<object>
}

export function openApi({ control, ...deps }: OpenApiOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get(`${PAGE}/control.json`, async (_request, reply) =>
      reply
        .header('cache-control', 'no-cache')
        .type('application/json')
        .send(JSON.stringify(await control())),
    )
    for (const version of VERSIONS) {
      let text: string | undefined
      app.get(`${PAGE}/${version}.json`, async (_request, reply) => {
        text ??= JSON.stringify(openApiDocument(deps, version))
        return reply.header('cache-control', 'no-cache').type('application/json').send(text)
      })
    }
    for (const url of [PAGE, `${PAGE}/`])
      app.get(url, async (_request, reply) =>
        reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(HTML),
      )
    app.get(`${PAGE}/start.js`, async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(START))
    for (const [name, type] of Object.entries(SWAGGER_UI_FILES)) {
      app.get(`${PAGE}/ui/${name}`, async (_request, reply) =>
        reply
          .header('cache-control', 'public, max-age=86400')
          .type(type)
          .send(await readFile(locateSwaggerUi(name))),
      )
    }
  }
}

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Intunite: OpenAPI</title>
<link rel="stylesheet" href="${PAGE}/ui/swagger-ui.css">
<link rel="icon" href="${PAGE}/ui/favicon-32x32.png">
</head>
<body>
<div id="page"><noscript>The documents: <a href="${PAGE}/v1.0.json">v1.0</a>, <a href="${PAGE}/beta.json">beta</a>, <a href="${PAGE}/control.json">control</a>.</noscript></div>
<script src="${PAGE}/ui/swagger-ui-bundle.js"></script>
<script src="${PAGE}/ui/swagger-ui-standalone-preset.js"></script>
<script src="${PAGE}/start.js"></script>
</body>
</html>
`

/** Without a validator, because that would be somebody else's. */
const START = `SwaggerUIBundle({
  dom_id: '#page',
  urls: ${JSON.stringify([...VERSIONS, 'control'].map((name) => ({ name, url: `${PAGE}/${name}.json` })))},
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
  deepLinking: true,
  docExpansion: 'none',
  validatorUrl: null,
  // Colours for an answer of a megabyte stop the tab.
  syntaxHighlight: { activated: false },
})
`
