/**
 * The OpenAPI documents, whole and area by area, and a page to read the areas on. The page is Swagger UI, served from this
 * process: a policy in its header keeps the browser from loading anything from elsewhere.
 *
 * Its files come from `@fastify/swagger-ui`, which carries them ready-made and, unlike `swagger-ui-dist`, reports no
 * installations; the plugin itself is for schemas of Fastify routes, of which there are none here.
 */
import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { unpackedFor } from '../http/compression.js'
import { VERSIONS } from '../model/types.js'
import type { DocumentTexts } from './document-texts.js'
import type { WantedDocument } from './model-documents.js'
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

export interface OpenApiOptions {
  readonly documents: DocumentTexts
  /** The document of the control face, made when it is first asked for. */
  readonly control: () => Promise<object>
}

export function openApi({ control, documents }: OpenApiOptions) {
  const send = async (reply: FastifyReply, wanted: WantedDocument): Promise<FastifyReply> => {
    const body = await unpackedFor(reply, await documents.packed(wanted))
    return reply.header('cache-control', 'no-cache').type('application/json').send(body)
  }
  return async (app: FastifyInstance): Promise<void> => {
    app.get(`${PAGE}/control.json`, async (_request, reply) =>
      reply
        .header('cache-control', 'no-cache')
        .type('application/json')
        .send(JSON.stringify(await control())),
    )
    for (const version of VERSIONS) {
      app.get(`${PAGE}/${version}.json`, async (_request, reply) => send(reply, { kind: 'openapi', version }))
      app.get<{ Params: { file: string } }>(`${PAGE}/${version}/:file`, async ({ params: { file } }, reply) => {
        const area = (await documents.areas(version)).find((each) => fileOf(each) === file)
        if (area !== undefined) return send(reply, { kind: 'openapi', version, area })
        reply.callNotFound()
        return reply
      })
    }
    for (const url of [PAGE, `${PAGE}/`])
      app.get(url, async (_request, reply) =>
        reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(HTML),
      )
    app.get(`${PAGE}/start.js`, async (_request, reply) =>
      reply
        .header('cache-control', 'no-cache')
        .type('text/javascript; charset=utf-8')
        .send(startScript(await listed(documents))),
    )
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

interface Listed {
  readonly name: string
  readonly url: string
}

async function listed(documents: DocumentTexts): Promise<Listed[]> {
  const areas = await Promise.all(
    VERSIONS.map(async (version) =>
      (await documents.areas(version)).map((area) => ({
        name: `${version} ${area}`,
        url: `${PAGE}/${version}/${fileOf(area)}`,
      })),
    ),
  )
  return [...areas.flat(), { name: 'control', url: `${PAGE}/control.json` }]
}

function fileOf(area: string): string {
  return `${area.replace('/', '.')}.json`
}

/** Shown first. A model without it begins with its first area. */
const FIRST = 'v1.0 deviceManagement/deviceConfigurations'

/** Without a validator, because that would be a service of others. */
function startScript(documents: readonly Listed[]): string {
  return `SwaggerUIBundle({
  dom_id: '#page',
  urls: ${JSON.stringify(documents)},
  'urls.primaryName': ${JSON.stringify((documents.find(({ name }) => name === FIRST) ?? documents[0])?.name)},
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
  deepLinking: true,
  docExpansion: 'none',
  validatorUrl: null,
  // Colours for an answer of a megabyte stop the tab.
  syntaxHighlight: { activated: false },
})
`
}
