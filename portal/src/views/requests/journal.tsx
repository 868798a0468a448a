/** The list of requests, live, beside the one that is looked at. */
import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { ArrowUpRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { Code } from '../../requests/code'
import { useRoute } from '../../routing'
import { Empty, Failed, Waiting } from '../../shell/states'
import { REQUESTS } from '../../texts/requests'
import { Commands } from './commands'
import { filterOf } from './data'
import { Detail } from './detail'
import { Filters } from './filters'
import { RequestRows } from './rows'
import { useRequests } from './use-requests'

const useStyles = makeStyles({
  panes: {
    flexGrow: 1,
    minHeight: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingHorizontalL,
  },
  two: {
    gridTemplateColumns: 'minmax(0, 1fr) minmax(22rem, 30rem)',
    '@media (max-width: 1099px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minHeight: 0, minWidth: 0 },
  behind: { '@media (max-width: 1099px)': { display: 'none' } },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, minHeight: '32px' },
  grow: { flexGrow: 1 },
  count: { color: tokens.colorNeutralForeground2 },
})

export function Journal({ id }: { readonly id: number | undefined }) {
  const styles = useStyles()
  const { query } = useRoute()
  const filter = filterOf(query)
  const [live, setLive] = useState(true)
  const [atTop, setAtTop] = useState(true)
  const requests = useRequests(filter, live, !atTop)
  const { rows, state, error, more, fresh, showFresh, readMore, reload } = requests
  const isFiltered = Object.keys(filter).length > 0
  return (
    <div className={mergeClasses(styles.panes, id !== undefined && styles.two)}>
      <div className={mergeClasses(styles.list, id !== undefined && styles.behind)}>
        <Filters filter={filter} id={id} />
        <div className={styles.line}>
          <Text size={200} className={styles.count} aria-live="polite">
            {state === 'ready' && REQUESTS.shown(rows.length, more)}
          </Text>
          {fresh > 0 && (
            <Button
              size="small"
              appearance="primary"
              icon={<ArrowUpRegular />}
              onClick={() => {
                showFresh()
                setAtTop(true)
              }}
            >
              {REQUESTS.fresh(fresh)}
            </Button>
          )}
          <span className={styles.grow} />
          <Commands filter={filter} live={live} onLive={setLive} onCleared={reload} />
        </div>
        {error !== undefined && <Failed error={error} retry={reload} />}
        {state === 'waiting' && <Waiting />}
        {state === 'ready' && rows.length === 0 && (
          <Empty text={isFiltered ? REQUESTS.emptyFiltered : REQUESTS.empty}>
            {!isFiltered && <Code text={REQUESTS.example(location.origin)} label={REQUESTS.exampleLabel} />}
          </Empty>
        )}
        {rows.length > 0 && (
          <RequestRows
            rows={rows}
            more={more}
            onEnd={readMore}
            onTop={setAtTop}
            atTop={atTop}
            chosen={id}
            filter={filter}
          />
        )}
      </div>
      {id !== undefined && <Detail id={id} filter={filter} onChanged={reload} />}
    </div>
  )
}
