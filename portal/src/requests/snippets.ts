/** A request as people would make it elsewhere. Texts of users go in quoted, whatever they hold. */

export interface ShownRequest {
  readonly method: string
  /** With the version: `/beta/deviceManagement/…`. */
  readonly path: string
  readonly body?: unknown
  /** Beside the token and the type of the body. */
  readonly headers?: Readonly<Record<string, string>>
}

export const KINDS = ['url', 'curl', 'powershell', 'javascript', 'csharp', 'python'] as const
export type Kind = (typeof KINDS)[number]

export function snippet(kind: Kind, request: ShownRequest, origin: string): string {
  return WRITERS[kind](request, origin)
}

const WRITERS: Readonly<Record<Kind, (request: ShownRequest, origin: string) => string>> = {
  url: ({ method, path }, origin) => `${method} ${origin}${path}`,
  curl({ method, path, body, headers = {} }, origin) {
    const lines = [
      `curl -sS${method === 'GET' ? '' : ` -X ${method}`} ${shell(`${origin}${path}`)}`,
      `-H "Authorization: Bearer $TOKEN"`,
      ...Object.entries(headers).map(([name, value]) => `-H ${shell(`${name}: ${value}`)}`),
      // What begins with @ would be taken for the name of a file by -d.
      ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `--data-raw ${shell(json(body))}`]),
    ]
    return lines.join(' \\\n  ')
  },
  powershell({ method, path, body, headers = {} }, origin) {
    const pairs = Object.entries(headers).map(([name, value]) => `${powershell(name)} = ${powershell(value)}`)
    const table = pairs.length === 0 ? '' : ` -Headers @{ ${pairs.join('; ')} }`
    const uri = `Invoke-MgGraphRequest -Method ${method} -Uri ${powershell(`${origin}${path}`)}${table}`
    if (body === undefined) return uri
    return `$body = ${powershell(json(body, 2))}\n${uri} -Body $body -ContentType 'application/json'`
  },
  javascript({ method, path, body, headers = {} }, origin) {
    const [, version = '', rest = ''] = /^\/(v1\.0|beta)(.*)$/.exec(path) ?? []
    const calls = [
      `client.api(${quoted(rest)}).version('${version}')`,
      ...Object.entries(headers).map(([name, value]) => `.header(${quoted(name)}, ${quoted(value)})`),
      `.${method.toLowerCase()}(${body === undefined ? '' : json(body, 2)})`,
    ]
    return `// @microsoft/microsoft-graph-client, with the baseUrl ${origin}/\nconst answer = await ${calls.join('')}`
  },
  csharp({ method, path, body, headers = {} }, origin) {
    const lines = [
      '// Microsoft.Graph: the request adapter of a GraphServiceClient',
      'var request = new RequestInformation',
      '{',
      `    HttpMethod = Method.${method},`,
      `    URI = new Uri(${quoted(`${origin}${path}`)}),`,
      '};',
      ...Object.entries(headers).map(([name, value]) => `request.Headers.Add(${quoted(name)}, ${quoted(value)});`),
      ...(body === undefined
        ? []
        : [
            `request.SetStreamContent(new MemoryStream(Encoding.UTF8.GetBytes(${quoted(json(body))})), "application/json");`,
          ]),
      'var answer = await client.RequestAdapter.SendPrimitiveAsync<Stream>(request);',
    ]
    return lines.join('\n')
  },
  python({ method, path, body, headers = {} }, origin) {
    const others = Object.entries(headers).map(([name, value]) => `, ${quoted(name)}: ${quoted(value)}`)
    const lines = [
      'import json, requests',
      '',
      'answer = requests.request(',
      `    ${quoted(method)},`,
      `    ${quoted(`${origin}${path}`)},`,
      `    headers={"Authorization": f"Bearer {token}"${others.join('')}},`,
      ...(body === undefined ? [] : [`    json=json.loads(${quoted(json(body))}),`]),
      ')',
    ]
    return lines.join('\n')
  },
}

function json(body: unknown, indent?: number): string {
  return JSON.stringify(body, undefined, indent)
}

/** A text in double quotes, for JavaScript, C# and Python alike. Some of them end a line where JSON does not. */
function quoted(text: string): string {
  return json(text).replace(
    /[\u007f-\u00a0\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** A word of a command line, in quotes where a shell would take it apart. */
export function shellWord(text: string): string {
  return /^[\w.@:/-]+$/.test(text) ? text : shell(text)
}

/** In single quotes nothing means anything to a shell but the quote itself. */
function shell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** The same in PowerShell, which takes typographic quotes for plain ones. */
function powershell(text: string): string {
  return `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`
}
