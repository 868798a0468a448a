/**
 * `node scripts/release-notes.js v1.2.3 owner/name`: prints what the changelog says of this version, for the release.
 * Fails where the tag is not the version, where the changelog has no such section, or where `repository` names another
 * repository than the one that publishes, which npm's provenance does not allow.
 */
import { readFileSync } from 'node:fs'

const [tag = '', repository = ''] = process.argv.slice(2)
const read = (/** @type {string} */ file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const own = JSON.parse(read('package.json'))

/** @param {string} message @returns {never} */
function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

if (tag !== `v${own.version}`) fail(`the tag ${tag} is not v${own.version}, the version in package.json`)
if (!own.repository.url.endsWith(`github.com/${repository}.git`))
  fail(`repository in package.json is ${own.repository.url}, and not ${repository}`)
const [, notes] = read('CHANGELOG.md').split(`\n## [${own.version}]`)
if (notes === undefined) fail(`CHANGELOG.md has no section ${own.version}`)
const [heading = '', ...lines] = (notes.split('\n## [')[0] ?? '').split('\n')
if (/unreleased/i.test(heading)) fail(`CHANGELOG.md calls ${own.version} unreleased: give it a date`)
process.stdout.write(`${lines.join('\n').trim()}\n`)
