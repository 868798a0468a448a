/** The examples of docs/in-process.md, as they stand there. */
import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'tap'
import { ROOT } from '../process/server-process.js'

for (const runner of ['node:test', 'tap'])
  test(`the example for ${runner} runs and passes`, async (t) => {
    const text = await readFile(join(ROOT, 'docs', 'in-process.md'), 'utf8')
    const code = new RegExp(`^## ${runner}\n\n\`\`\`js\n([^]*?)\`\`\``, 'm').exec(text)?.[1]
    if (code === undefined) return t.fail('there is no such example')
    // Under the root of the package, where `intunite` is the package itself.
    const file = join(t.testdir(), 'example.mjs')
    await writeFile(file, code)
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] }
    const child = spawn(process.execPath, [file], { cwd: ROOT, env })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => (output += part))
    t.equal(await new Promise((resolve) => child.on('close', resolve)), 0, output)
    t.match(output, runner === 'tap' ? 'ok 1 - a new tenant has no configurations' : /# pass 1|ℹ pass 1/)
    t.notMatch(output, 'not ok')
  })
