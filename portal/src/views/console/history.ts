/**
 * Requests that were sent. Bodies and headers may hold secrets: they are kept for as long as the page is there, and method and
 * path in the storage of the browser, for the same user of the same tenant.
 */
import { useState } from 'react'
import { useSession } from '../../session/session'
import { EMPTY, METHODS, VERSIONS } from './draft'
import type { Draft } from './draft'

const MOST = 50
const STORED = 'intunite.console'

/** By what is stored. */
const whole = new Map<string, Draft>()

const keyOf = ({ method, version, path }: Draft): string => `${method} /${version}/${path}`

export function useRequestHistory() {
  const { tenant, user } = useSession().who
  const place = `${STORED}.${tenant.id}.${user.id}`
  const [keys, setKeys] = useState<readonly string[]>(() => read(place))
  return {
    drafts: keys.flatMap((key) => whole.get(key) ?? readDraft(key) ?? []),
    add(draft: Draft): void {
      const key = keyOf(draft)
      whole.set(key, draft)
      const next = [key, ...read(place).filter((each) => each !== key)].slice(0, MOST)
      write(place, next)
      setKeys(next)
    },
    clear(): void {
      whole.clear()
      write(place, [])
      setKeys([])
    },
  }
}

function read(place: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]')
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : []
  } catch {
    return []
  }
}

function write(place: string, keys: readonly string[]): void {
  try {
    if (keys.length === 0) localStorage.removeItem(place)
    else localStorage.setItem(place, JSON.stringify(keys))
  } catch {
    // A full storage: the page still knows them.
  }
}

function readDraft(key: string): Draft | undefined {
  const [, method, version, path = ''] = /^(\w+) \/([^/]+)\/(.*)$/s.exec(key) ?? []
  const known = METHODS.find((each) => each === method)
  const of = VERSIONS.find((each) => each === version)
  return known === undefined || of === undefined ? undefined : { ...EMPTY, method: known, version: of, path }
}
