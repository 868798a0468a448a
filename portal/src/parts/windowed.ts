/** Which rows of a long list are in sight. */
import { useEffect, useRef, useState } from 'react'
import type { UIEvent } from 'react'

/** Rows that are kept above and below those in sight. */
const OVERSCAN = 12

/** `height` is that of a row, in pixels. */
export function useWindowed(count: number, height: number) {
  const scroller = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [room, setRoom] = useState(600)
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const observer = new ResizeObserver(() => setRoom(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return {
    scroller,
    onScroll: ({ currentTarget: { scrollTop } }: UIEvent<HTMLDivElement>) => setTop(scrollTop),
    first: Math.max(0, Math.floor(top / height) - OVERSCAN),
    last: Math.min(count, Math.ceil((top + room) / height) + OVERSCAN),
  }
}
