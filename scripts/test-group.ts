/**
 * Runs the test files in `INTUNITE_TEST_GROUP` one after the other in this process, each as a subtest with its name. To load
 * what they test takes a second of processor time and more, which they share. They are no arguments, because tap names the
 * folders of tests by those.
 */
import { pathToFileURL } from 'node:url'
import { t } from 'tap'
import { compiledFile } from './compiled-file.js'
import { load } from './group-tap.js'

t.setTimeout(0)
const compiled = process.env['INTUNITE_TEST_COMPILED'] ?? ''
const timeout = Number(process.env['TAP_TIMEOUT']) * 1000
for (const file of JSON.parse(process.env['INTUNITE_TEST_GROUP'] ?? '[]') as string[])
  await t.test(file, { timeout }, (t) => load(t, pathToFileURL(compiledFile(compiled, file)).href))
