/**
 * `node scripts/release-channel.js v1.2.3-beta.1`: under which moving tag npm and the registry of images find a version.
 * Only a version without a prerelease part is what is installed where no version is named.
 *
 * @see https://semver.org/#spec-item-9
 */
const [tag = ''] = process.argv.slice(2)
const version = /^v\d+\.\d+\.\d+(-[\dA-Za-z.-]+)?(?:\+[\dA-Za-z.-]+)?$/.exec(tag)
if (version === null) {
  process.stderr.write(`the tag '${tag}' is not that of a version, such as v1.2.3\n`)
  process.exit(1)
}
process.stdout.write(version[1] === undefined ? 'latest\n' : 'next\n')
