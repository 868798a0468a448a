/**
 * Runs the test files in `INTUNITE_TEST_GROUP` one after the other in this process, each as a subtest with its name. To load
 * what they test takes a second of processor time and more, which they share. They are no arguments, because tap names the
 * folders of tests by those.
 */
import { register } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { t } from 'tap'
import { load } from './group-tap.js'

register('./group-hooks.js', import.meta.url)

t.setTimeout(0)
const timeout = Number(process.env['TAP_TIMEOUT']) * 1000
for (const file of JSON.parse(process.env['INTUNITE_TEST_GROUP'] ?? '[]') as string[])
  await t.test(file, { timeout }, (t) => load(t, pathToFileURL(resolve(file)).href))
