/** What `intunite ca` says: the CA, and the line for every client that is to trust it. */
import { X509Certificate } from 'node:crypto'
import { resolve } from 'node:path'
import type { Authority } from '../tls/keeper.js'
import { TRUSTSTORE_PASSWORD } from '../tls/password.js'

/** `flags` are those by which the CA was found. */
export function caText({ ca, caFile }: Authority, flags: string): string {
  const { subject, validTo, fingerprint256 } = new X509Certificate(ca)
  const file = caFile === undefined ? 'ca.pem' : resolve(caFile)
  const exportTo = (format: string, out: string): [string] => [
    `intunite ca export --format ${format} --out ${out}${flags}`,
  ]
  const pem = caFile === undefined ? exportTo('pem', 'ca.pem') : []
  const clients: readonly [string, ...string[]][] = [
    ['Node', ...pem, `export NODE_EXTRA_CA_CERTS='${file}'`],
    [
      'Python (their bundle is replaced, so it gets the public roots as well)',
      ...exportTo('bundle', 'bundle.pem'),
      'export REQUESTS_CA_BUNDLE="$PWD/bundle.pem" SSL_CERT_FILE="$PWD/bundle.pem"',
    ],
    ['Go, Terraform, .NET and PowerShell on Linux', ...pem, `export SSL_CERT_FILE='${file}'`],
    [
      'Java',
      ...exportTo('p12', 'intunite.p12'),
      `export JAVA_TOOL_OPTIONS="-Djavax.net.ssl.trustStore=$PWD/intunite.p12 -Djavax.net.ssl.trustStorePassword=${TRUSTSTORE_PASSWORD}"`,
    ],
    ['curl', ...pem, `curl --cacert '${file}' https://localhost:8443/_intunite/health`],
    ['Chrome and Edge on Linux', ...pem, `certutil -d "sql:$HOME/.pki/nssdb" -A -t C,, -n intunite -i '${file}'`],
    ['Firefox', `Settings, Certificates, Authorities, Import: ${file}`],
    [
      'macOS (Safari, Chrome, .NET)',
      ...pem,
      `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db '${file}'`,
    ],
    ['Windows (Edge, Chrome, .NET)', ...exportTo('der', 'intunite.crt'), 'certutil -user -addstore Root intunite.crt'],
  ]
  return [
    `Private CA    ${subject}`,
    `Valid until   ${new Date(validTo).toISOString().slice(0, 10)}`,
    `SHA-256       ${fingerprint256}`,
    `Certificate   ${caFile === undefined ? 'in the database: intunite ca export' : file}`,
    '',
    'To trust it:',
    ...clients.flatMap(([name, ...lines]) => ['', name, ...lines.map((line) => `  ${line}`)]),
    '',
  ].join('\n')
}
