/** Light or dark: what the system says, or what was chosen in this browser. */
import { webDarkTheme, webLightTheme } from '@fluentui/react-components'
import type { Theme } from '@fluentui/react-components'
import { useEffect, useState, useSyncExternalStore } from 'react'

export type Choice = 'system' | 'light' | 'dark'

const CHOICE = 'intunite.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

function subscribe(listener: () => void): () => void {
  dark.addEventListener('change', listener)
  return () => dark.removeEventListener('change', listener)
}

function kept(): Choice {
  const text = localStorage.getItem(CHOICE)
  return text === 'light' || text === 'dark' ? text : 'system'
}

export function useTheme(): {
  readonly theme: Theme
  readonly choice: Choice
  readonly choose: (choice: Choice) => void
} {
  const [choice, setChoice] = useState(kept)
  const system = useSyncExternalStore(subscribe, () => dark.matches)
  const isDark = choice === 'system' ? system : choice === 'dark'
  useEffect(() => {
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
  }, [isDark])
  const choose = (next: Choice): void => {
    if (next === 'system') localStorage.removeItem(CHOICE)
    else localStorage.setItem(CHOICE, next)
    setChoice(next)
  }
  return { theme: isDark ? webDarkTheme : webLightTheme, choice, choose }
}
