import { test } from 'tap'
import { withoutSecrets } from '../../src/server/logging.js'

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwcyJ9.c2lnbmF0dXJl'

test('what looks like a token or a secret is taken out of a line', async (t) => {
  const lines: readonly [string, string][] = [
    [`{"msg":"got ${TOKEN}"}`, '{"msg":"got [hidden]"}'],
    [`{"url":"/x?access_token=${TOKEN}&$top=1"}`, '{"url":"/x?access_token=[hidden]&$top=1"}'],
    ['{"url":"/x?CLIENT_SECRET=a%20b&y=1"}', '{"url":"/x?CLIENT_SECRET=[hidden]&y=1"}'],
    ['{"headers":{"Authorization":"Bearer abc","x":"y"}}', '{"headers":{"Authorization":"[hidden]","x":"y"}}'],
    ['{"a":{"client_secret":"it \\"is\\" here"},"b":1}', '{"a":{"client_secret":"[hidden]"},"b":1}'],
    ['{"msg":"header was: Basic dXNlcjpwYXNzd29yZA=="}', '{"msg":"header was: Basic [hidden]"}'],
    ['{"password":""}', '{"password":"[hidden]"}'],
  ]
  for (const [line, expected] of lines) {
    t.equal(withoutSecrets(line), expected)
    t.doesNotThrow(() => JSON.parse(withoutSecrets(line)) as unknown, 'and it is still JSON')
  }
})

test('everything else stays as it is', async (t) => {
  for (const line of [
    '{"level":30,"method":"GET","path":"/v1.0/deviceAppManagement/mobileAppConfigurations","status":200}',
    '{"url":"/x?$filter=code eq 1&$select=id,secretName"}',
    '{"msg":"The access token has expired","code":"InvalidAuthenticationToken"}',
  ])
    t.equal(withoutSecrets(line), line)
})
