/** How long requests took, by route, method and class of status. */
import { histograms } from './families.js'
import type { Family } from './families.js'
import { Histogram } from './histogram.js'

export interface RequestTimes {
  /** `route` is a template, never a path with ids in it: there is a series for each. */
  observe(route: string, method: string, status: number, milliseconds: number): void
  family(): Family
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

export function createRequestTimes(): RequestTimes {
  /** By route, then method; the histograms by first digit of the status. */
  const routes = new Map<string, Map<string, Histogram[]>>()

  const seriesOf = (route: string, method: string): Histogram[] => {
    let methods = routes.get(route)
    if (methods === undefined) routes.set(route, (methods = new Map<string, Histogram[]>()))
    const name = METHODS.has(method) ? method : 'other'
    let series = methods.get(name)
    if (series === undefined) methods.set(name, (series = []))
    return series
  }

  return {
    observe(route, method, status, milliseconds) {
      const series = routes.get(route)?.get(method) ?? seriesOf(route, method)
      const kind = Math.trunc(status / 100)
      const histogram = (series[kind] ??= new Histogram())
      histogram.observe(milliseconds / 1000)
    },
    family: () =>
      histograms(
        { name: 'intunite_http_request_duration_seconds', help: 'Time from the arrival of a request to its answer.' },
        [...routes].flatMap(([route, methods]) =>
          [...methods].flatMap(([method, series]) =>
            // A sparse array: entries() would not skip what was never observed.
            Object.entries(series).map(
              ([kind, histogram]) => [{ route, method, status: `${kind}xx` }, histogram] as const,
            ),
          ),
        ),
      ),
  }
}
