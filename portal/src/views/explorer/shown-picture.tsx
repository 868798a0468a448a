import { makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { TEXTS } from '../../texts'

const useStyles = makeStyles({
  picture: { maxWidth: '96px', maxHeight: '96px', display: 'block' },
})

/** An icon; in words where the browser cannot show it. */
export function ShownPicture({ source }: { readonly source: string }) {
  const styles = useStyles()
  const [broken, setBroken] = useState<string>()
  if (broken === source) return <span>{TEXTS.explorer.noPicture}</span>
  return <img className={styles.picture} src={source} alt={TEXTS.explorer.picture} onError={() => setBroken(source)} />
}
