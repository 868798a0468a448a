import { test } from 'tap'
import { readyLines, readyText } from '../../src/cli/ready-text.js'

const FACTS = {
  version: '1.2.3',
  origin: 'http://[::1]:8080',
  tenant: 'T',
  clientId: 'C',
  secret: 'intunite-admin-secret',
  tls: undefined,
  storage: '/srv/data',
  readyAfter: 1234,
}

test('the ready text says where, how soon, and with what', async (t) => {
  t.match(readyText(FACTS), 'Intunite 1.2.3 is ready on http://[::1]:8080 (1.2 s), data in /srv/data\n')
})

test('the lines hold nothing that bash or zsh would expand before curl sees it', async (t) => {
  for (const line of readyLines(FACTS)) {
    t.notMatch(line, '\n', 'one line')
    t.notMatch(line, '!', 'no history expansion')
    const unquoted = line.replace(/'[^']*'|"[^"]*"/g, '')
    t.notMatch(unquoted, /[?*[\]{}~#&]/, 'no glob and no brace outside quotes')
  }
})

test("a secret of one's own is not printed, but how to come by it", async (t) => {
  const own = readyText({ ...FACTS, secret: undefined })
  t.match(own, /INTUNITE_ADMIN_SECRET has to hold the secret of intunite-admin/)
  t.notMatch(own, 'intunite-admin-secret')
  const contained = readyText({ ...FACTS, secret: undefined, secretCommand: 'docker exec c1 cat /data/secrets/admin' })
  t.match(contained, '\nINTUNITE_ADMIN_SECRET=$(docker exec c1 cat /data/secrets/admin)\n\nGet a token:\n')
  t.notMatch(readyText(FACTS), /INTUNITE_ADMIN_SECRET/)
})
