/**
 * The files of Swagger UI that the page needs, with their types. They come from `@fastify/swagger-ui`, which carries them
 * ready-made and, unlike `swagger-ui-dist`, reports no installations; the build copies them beside the program.
 */
export const SWAGGER_UI_FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui-standalone-preset.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
}

export function locateSwaggerUi(name: string): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL(`../swagger-ui/${name}`, import.meta.url)
  return new URL(`static/${name}`, import.meta.resolve('@fastify/swagger-ui'))
}
