/** Reads the text format of Prometheus: the value of each series by name and labels. Throws where it is none. */
export function readFigures(text: string): Map<string, number> {
  const figures = new Map<string, number>()
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [, series = '', value = ''] = /^([a-z_:]+(?:\{.*\})?) (\S+)$/.exec(line) ?? []
    if (series === '' || Number.isNaN(Number(value))) throw new Error(`no figure: ${line}`)
    if (figures.has(series)) throw new Error(`twice: ${series}`)
    figures.set(series, Number(value))
  }
  return figures
}
