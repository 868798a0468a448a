/** What the rows of each kind of report are made of: the pages that are read, and what their members say in which column. */
import { appSources } from './app-sources.js'
import { deviceSources } from './device-sources.js'
import { installSources } from './install-sources.js'
import { noPages } from './pages.js'
import { policySources } from './policy-sources.js'
import type { Source } from './source.js'

const nothing: Source = { types: {}, columns: '', pages: () => noPages }

export const sources = {
  nothing,
  ...deviceSources,
  ...policySources,
  ...appSources,
  ...installSources,
} satisfies Readonly<Record<string, Source>>

export type SourceName = keyof typeof sources
