/** docs/odata.md: what its shell blocks ask is answered, and what it says is refused is refused in these words. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import t from 'tap'
import { model } from '../../src/entities/index.js'
import { GraphError } from '../../src/errors.js'
import { readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { startEmulator } from '../harness/emulator.js'

const run = promisify(execFile)
const guide = await readFile(new URL('../../docs/odata.md', import.meta.url), 'utf8')

/** Questions that the one policy of the guide is no answer to. */
const EMPTY = [
  /^ask "\$C\(id='\$ID'\)\/assignments"/,
  /^filter "assignments\/any/,
  /^filter "userStatusSummary\/errorCount gt 0/,
  /deviceStatuses"/,
  /^ask \$ORIGIN\/v1.0\/(users|groups)\/delta/,
]

/** Ends where curl gets an error. */
const STRICT = `
set -euo pipefail
curl() { command curl --fail-with-body "$@"; }
`

t.test('the examples work in a shell as they stand there, one after the other', async (t) => {
  const { listen } = await startEmulator(t)
  const origin = await listen()
  const blocks = [...guide.matchAll(/```sh\n([^]*?)```/g)].map(([, code]) => code ?? '')
  const lines = blocks.join('\n').replace('http://127.0.0.1:8080', origin).split('\n')
  const questions = lines.filter((line) => /^(ask|filter|batch) /.test(line))
  t.ok(questions.length >= 37, `${questions.length} questions`)
  const script = lines.map((line) => (questions.includes(line) ? `echo '@@@'; ${line}` : line)).join('\n')
  const { stdout, stderr } = await run('bash', ['-c', STRICT + script])
  t.equal(stderr, '')
  const answers = stdout.split('@@@\n').slice(1)
  t.equal(answers.length, questions.length)
  for (const [i, question] of questions.entries()) {
    const answer = answers[i]?.trim() ?? ''
    if (/\\\$value|%24count/.test(question)) {
      t.match(answer, /^(Kiosk mail|1)$/, question)
      continue
    }
    const { value, responses } = JSON.parse(answer) as { value?: unknown; responses?: { status: number }[] }
    if (question.startsWith('batch '))
      t.strictSame(
        responses?.map(({ status }) => status),
        /DELETE/.test(question) ? [200, 204] : [200, 200],
        question,
      )
    else if (EMPTY.some((pattern) => pattern.test(question))) t.strictSame(value, [], question)
    else if (Array.isArray(value)) t.equal(value.length, 1, question)
    else t.match(answer, /^\{"@odata.context":/, question)
  }
})

t.test('what OData has besides is refused in the words of the guide', async (t) => {
  const path = readResourcePath(model, '/beta/deviceAppManagement/mobileAppConfigurations')
  const section = /## What OData has besides\n([^]*?)\n## /.exec(guide)?.[1] ?? ''
  const rows = [...section.matchAll(/^\|.*?\| `(\$[a-z]+)=(.*?)` +\| `… (.*?)` +\|$/gm)]
  t.ok(rows.length >= 55, `${rows.length} constructs`)
  t.equal(rows.length, section.split('\n').filter((line) => line.includes('`$') && line.includes('=')).length)
  for (const [, option = '', value = '', words = ''] of rows) {
    const message = refusalOf(() => readQuery(`${option}=${encodeURIComponent(value)}`, { model, path }))
    const text = message.replace(/^(The query specified in the URI is not valid\.|Parsing OData .*? failed:) /, '')
    t.equal(words.endsWith(' …') ? `${text.slice(0, words.length - 2)} …` : text, words, `${option}=${value}`)
  }
})

function refusalOf(read: () => unknown): string {
  try {
    read()
    return 'accepted'
  } catch (error) {
    if (error instanceof GraphError && error.status === 400 && error.code === 'BadRequest') return error.message
    throw error
  }
}
