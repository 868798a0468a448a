import { Button } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { REQUESTS } from '../../texts/requests'

export function Copy({ text, what }: { readonly text: string; readonly what: string }) {
  const [done, setDone] = useState(false)
  useEffect(() => {
    if (!done) return
    const timer = setTimeout(() => setDone(false), 2000)
    return () => clearTimeout(timer)
  }, [done])
  const label = done ? REQUESTS.copied : REQUESTS.copy
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={done ? <CheckmarkRegular /> : <CopyRegular />}
      aria-label={`${label}: ${what}`}
      title={label}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setDone(true))}
    />
  )
}
