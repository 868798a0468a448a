/** Printed requests, taken as the tools take them that they are for: each becomes the request that is sent. */
import { spawnSync } from 'node:child_process'
import { Client } from '@microsoft/microsoft-graph-client'
import type { Context } from '@microsoft/microsoft-graph-client'
import type { Kind } from '../../portal/src/requests/snippets.js'

export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

const hasPython = spawnSync('python3', ['--version']).status === 0

/** Gives undefined where the tool is not there. */
export const PASTED: Readonly<Record<Kind, (text: string, origin: string) => Promise<Sent | undefined>>> = {
  async url(text) {
    const [method = '', url = ''] = text.split(' ')
    return { method, url, headers: {} }
  },

  /** A shell takes the line apart. */
  async curl(text) {
    const { stdout } = spawnSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }\n${text}`], {
      env: { ...process.env, TOKEN: 'a token' },
      encoding: 'utf8',
    })
    const [, ...words] = stdout.split('\0').slice(0, -1)
    const after = (flag: string): string[] => words.flatMap((word, i) => (words[i - 1] === flag ? [word] : []))
    const flags = ['-X', '-H', '--data-raw']
    const [url = ''] = words.filter((word, i) => !flags.includes(word) && !flags.includes(words[i - 1] ?? ''))
    const [body] = after('--data-raw')
    const headers = Object.fromEntries(after('-H').map((line) => line.split(': ', 2)))
    return { method: after('-X')[0] ?? 'GET', url, headers, ...(body === undefined ? {} : { body: JSON.parse(body) }) }
  },

  /** By the grammar of PowerShell: in quotes nothing means anything but a quote, of which two are one. */
  async powershell(text) {
    const word = `'((?:[^'‘’‚‛]|['‘’‚‛]{2})*)'`
    const plain = (quoted = ''): string => quoted.replace(/(['‘’‚‛])['‘’‚‛]/g, '$1')
    const line = new RegExp(
      `^(?:\\$body = ${word}\\n)?Invoke-MgGraphRequest -Method ([A-Z]+) -Uri ${word}` +
        `(?: -Headers @\\{ ${word} = ${word} \\})?( -Body \\$body -ContentType 'application/json')?$`,
    )
    const [, body, method = '', url, name, value] = line.exec(text) ?? []
    return {
      method,
      url: plain(url),
      headers: name === undefined ? {} : { [plain(name)]: plain(value) },
      ...(body === undefined ? {} : { body: JSON.parse(plain(body)) }),
    }
  },

  /** The client itself runs it, and what it would send is caught. */
  async javascript(text, origin) {
    let sent: Sent | undefined
    const execute = async (context: Context): Promise<void> => {
      const { method = '', headers, body } = context.options ?? {}
      sent = {
        method,
        url: context.request as string,
        headers: headers as Record<string, string>,
        ...(body === undefined || body === null ? {} : { body: JSON.parse(body as string) }),
      }
      context.response = new Response('{}', { headers: { 'content-type': 'application/json' } })
    }
    const client = Client.initWithMiddleware({ middleware: { execute }, baseUrl: `${origin}/` })
    // oxlint-disable-next-line typescript/no-implied-eval -- the printed lines are what is tried
    const run = new Function('client', `return (async () => { ${text}\nreturn answer })()`)
    await run(client)
    return sent
  },

  /** Its strings are those of JSON, and end on their line. */
  async csharp(text) {
    const string = `"((?:[^"\\\\\\u007f-\\u00a0\\u2028\\u2029\\n]|\\\\(?:["\\\\bfnrt]|u[0-9a-f]{4}))*)"`
    const one = (pattern: string): string[] | undefined =>
      new RegExp(pattern)
        .exec(text)
        ?.slice(1)
        .map((each) => JSON.parse(`"${each}"`))
    const header = one(`Headers\\.Add\\(${string}, ${string}\\);`)
    const body = one(`GetBytes\\(${string}\\)\\), "application/json"\\);`)
    return {
      method: one('HttpMethod = Method\\.([A-Z]+),')?.[0] ?? '',
      url: one(`URI = new Uri\\(${string}\\),`)?.[0] ?? '',
      headers: header === undefined ? {} : Object.fromEntries([header]),
      ...(body === undefined ? {} : { body: JSON.parse(body[0] ?? '') }),
    }
  },

  /** Python runs it, with a module in the place of `requests` that tells what it was asked for. */
  async python(text) {
    if (!hasPython) return undefined
    const before = [
      'import sys, types, json as told',
      'module = types.ModuleType("requests")',
      'module.request = lambda method, url, headers, json=None: print(told.dumps([method, url, headers, json]))',
      'sys.modules["requests"] = module',
      'token = "a token"',
    ]
    const { stdout } = spawnSync('python3', ['-'], { input: `${before.join('\n')}\n${text}`, encoding: 'utf8' })
    const [method, url, headers, body] = JSON.parse(stdout) as [string, string, Sent['headers'], unknown]
    return { method, url, headers, ...(body === null ? {} : { body }) }
  },
}
