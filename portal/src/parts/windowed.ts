/** Which rows of a long list are in sight. */
import { useEffect, useRef, useState } from 'react'
import type { UIEvent } from 'react'

/** Rows that are kept above and below those in sight. */
const OVERSCAN = 12
/** Browsers draw no element that is higher. */
const HIGHEST = 15_000_000

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
  const total = count * height
  const drawn = Math.min(total, HIGHEST)
  // Beyond what browsers can draw, the place in the list is the share of the way.
  const offset = total > drawn ? (top / Math.max(1, drawn - room)) * (total - room) : top
  return {
    scroller,
    onScroll: ({ currentTarget: { scrollTop } }: UIEvent<HTMLDivElement>) => setTop(scrollTop),
    /** Of the rows to be there; `last` is no longer among them. */
    first: Math.max(0, Math.floor(offset / height) - OVERSCAN),
    last: Math.min(count, Math.ceil((offset + room) / height) + OVERSCAN),
    /** Height of all rows together, and where one of them is in it. */
    drawn,
    placeOf: (index: number): number => index * height - (offset - top),
  }
}
