import { test } from 'tap'
import { progressBar } from '../../src/cli/progress.js'
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

test('how far something is, on a terminal and nowhere else', async (t) => {
  const shown = (isTTY: boolean): string => {
    let text = ''
    const bar = progressBar('Reading', {
      isTTY,
      write: (piece: string | Uint8Array) => ((text += String(piece)), true),
    })
    bar.show(1, 4)
    bar.show(4, 4)
    bar.show(0, 0)
    bar.show(7)
    bar.end()
    return text
  }
  t.equal(shown(false), '', 'a file or a pipe gets nothing of it')
  const lines = shown(true).split('\r')
  t.match(lines[1], /^Reading █{8}░{22} {2}25 % {2}1 of 4$/)
  t.match(lines[2], /^Reading █{30} 100 % {2}4 of 4$/)
  t.match(lines[3], /^Reading █{30} 100 % {2}0 of 0$/)
  t.equal(lines[4], 'Reading 7', 'where nobody knows how many there are')
  t.equal(lines[5], '\x1b[K', 'and the line is clear again')
})
