/** The request as lines to paste into a terminal. The token is a variable there: none is copied. */
import { makeStyles } from '@fluentui/react-components'
import { CopyButton } from '../../requests/code'
import { snippet } from '../../requests/snippets'
import type { Kind } from '../../requests/snippets'
import { TEXTS } from '../../texts'
import { addressIn, headersIn, problemIn, takesBody } from './draft'
import type { Draft } from './draft'

const KINDS = ['curl', 'powershell'] as const satisfies readonly Kind[]

const useStyles = makeStyles({ copies: { display: 'flex', flexWrap: 'wrap' } })

export function Copies({ draft }: { readonly draft: Draft }) {
  const styles = useStyles()
  return (
    <span className={styles.copies}>
      {KINDS.map((kind) => (
        <CopyButton key={kind} text={copyOf(kind, draft)} label={TEXTS.console.copyAs[kind]} withText />
      ))}
    </span>
  )
}

function copyOf(kind: Kind, draft: Draft): string {
  const hasBody = takesBody(draft) && draft.body.trim() !== '' && problemIn(draft.body) === undefined
  const request = {
    method: draft.method,
    path: pathOf(draft),
    headers: headersIn(draft).headers,
    body: hasBody ? (JSON.parse(draft.body) as unknown) : undefined,
  }
  return snippet(kind, request, location.origin)
}

/** What leads out of Graph is not sent; as a text it may stand as it was written. */
function pathOf(draft: Draft): string {
  try {
    return addressIn(draft)
  } catch {
    return `/${draft.version}/${draft.path}`
  }
}
