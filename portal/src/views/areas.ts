/**
 * The areas of the portal. A new one is a line here, a folder beside this file whose module exports the view as `default`,
 * and its texts in `texts.ts`.
 */
import {
  ArrowSwapRegular,
  CodeRegular,
  DatabaseSearchRegular,
  HistoryRegular,
  HomeRegular,
  LaptopRegular,
  PersonKeyRegular,
} from '@fluentui/react-icons'
import type { FluentIcon } from '@fluentui/react-icons'
import type { ComponentType } from 'react'
import { TEXTS } from '../texts'
import { REQUESTS } from '../texts/requests'

/** `rest` are the segments of the address behind that of the area. */
export interface ViewProps {
  readonly rest: readonly string[]
}

export interface Area {
  /** First segment of its addresses. */
  readonly path: string
  readonly title: string
  readonly icon: FluentIcon
  readonly load: () => Promise<{ readonly default: ComponentType<ViewProps> }>
}

export const AREAS: readonly Area[] = [
  { path: 'overview', title: TEXTS.overview.title, icon: HomeRegular, load: () => import('./overview/overview') },
  {
    path: 'explorer',
    title: TEXTS.explorer.title,
    icon: DatabaseSearchRegular,
    load: () => import('./explorer/explorer'),
  },
  { path: 'devices', title: TEXTS.devices.title, icon: LaptopRegular, load: () => import('./devices/devices') },
  { path: 'requests', title: REQUESTS.title, icon: ArrowSwapRegular, load: () => import('./requests/requests') },
  { path: 'state', title: TEXTS.state.title, icon: HistoryRegular, load: () => import('./state/state') },
  { path: 'console', title: TEXTS.console.title, icon: CodeRegular, load: () => import('./console/console') },
  { path: 'identity', title: TEXTS.identity.title, icon: PersonKeyRegular, load: () => import('./identity/identity') },
]
