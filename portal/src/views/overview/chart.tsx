/** A bar of shares with its legend. The legend is the text alternative: it says each share in words and numbers. */
import { makeStyles, tokens } from '@fluentui/react-components'
import { Link } from '../../shell/link'

export interface Share {
  readonly name: string
  readonly count: number
  readonly colour: string
  readonly href: string
}

const useStyles = makeStyles({
  bar: { width: '100%', height: '20px', display: 'block', borderRadius: tokens.borderRadiusMedium },
  legend: {
    listStyleType: 'none',
    padding: 0,
    margin: 0,
    marginTop: tokens.spacingVerticalM,
    display: 'grid',
    gap: tokens.spacingVerticalXS,
  },
  share: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  mark: { width: '12px', height: '12px', flexShrink: 0 },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere', color: tokens.colorBrandForegroundLink },
  count: { fontVariantNumeric: 'tabular-nums' },
})

export function Shares({ shares, label }: { readonly shares: readonly Share[]; readonly label: string }) {
  const styles = useStyles()
  const total = shares.reduce((sum, { count }) => sum + count, 0)
  const present = shares.filter(({ count }) => count > 0)
  let x = 0
  return (
    <figure style={{ margin: 0 }} aria-label={label}>
      <svg className={styles.bar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden>
        {present.map(({ name, count, colour }) => {
          const width = (count / total) * 100
          const bar = <rect key={name} x={x} y={0} width={Math.max(0, width - 0.3)} height={10} fill={colour} />
          x += width
          return bar
        })}
      </svg>
      <figcaption>
        <ul className={styles.legend}>
          {present.map(({ name, count, colour, href }) => (
            <li key={name} className={styles.share}>
              <svg className={styles.mark} viewBox="0 0 12 12" aria-hidden>
                <rect width={12} height={12} rx={2} fill={colour} />
              </svg>
              <Link className={styles.name} href={href}>
                {name}
              </Link>
              <span className={styles.count}>
                {count.toLocaleString('en')} ({Math.round((count / total) * 100)} %)
              </span>
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}
