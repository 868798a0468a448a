/** What clients could do better. */
import { Card, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { Hint } from '../../../../src/services/requests/hints/hint'
import { addressOf } from '../../routing'
import { useSession } from '../../session/session'
import { Link } from '../../shell/link'
import { Empty, Failed, Waiting } from '../../shell/states'
import { REQUESTS } from '../../texts/requests'

const useStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    maxWidth: '60rem',
    overflowY: 'auto',
    minHeight: 0,
    // The edge of a card is outside of it.
    padding: tokens.spacingHorizontalXXS,
    margin: `calc(-1 * ${tokens.spacingHorizontalXXS})`,
  },
  text: { overflowWrap: 'anywhere' },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
  numbers: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, fontSize: tokens.fontSizeBase200 },
  link: { color: tokens.colorBrandForegroundLink },
})

export function Hints() {
  const styles = useStyles()
  const session = useSession()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['requests', 'hints'],
    queryFn: async () => (await session.control<{ value: readonly Hint[] }>('/requests/hints')).value,
  })
  return (
    <div className={styles.part}>
      <Text>{REQUESTS.hintsText}</Text>
      {isPending && <Waiting />}
      {error !== null && <Failed error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <Empty text={REQUESTS.noHints}>
          <ul className={styles.list}>
            {Object.entries(REQUESTS.hintsLookedFor).map(([name, text]) => (
              <li key={name}>{text}</li>
            ))}
          </ul>
        </Empty>
      )}
      {data?.map((hint, i) => (
        <Card key={i}>
          <Subtitle2 as="h2">{titleOf(hint)}</Subtitle2>
          <Text className={styles.text}>{hint.message}</Text>
          <div className={styles.numbers}>
            <span>{REQUESTS.seenIn}</span>
            {hint.requests.map((id) => (
              <Link key={id} href={addressOf(['requests', String(id)])} className={styles.link}>
                {id}
              </Link>
            ))}
            {hint.count > hint.requests.length && <span>{REQUESTS.andMore(hint.count - hint.requests.length)}</span>}
          </div>
        </Card>
      ))}
    </div>
  )
}

function titleOf({ hint }: Hint): string {
  const titles: Readonly<Record<string, string>> = REQUESTS.hintTitles
  return titles[hint] ?? hint
}
