import { makeStyles, Title2, tokens } from '@fluentui/react-components'
import { TEXTS } from '../../texts'

const useStyles = makeStyles({
  page: {
    padding: tokens.spacingHorizontalXXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
  },
})

export default function Overview() {
  const styles = useStyles()
  return (
    <div className={styles.page}>
      <Title2 as="h1">{TEXTS.overview.title}</Title2>
    </div>
  )
}
