/** A bar on a terminal that shows how far something is. Elsewhere there is none. */

const WIDTH = 30

export interface Progress {
  /** Without a total it says how many are done. */
  show(done: number, total?: number): void
  /** Clears the line. */
  end(): void
}

export function progressBar(label: string, stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>): Progress {
  if (!stream.isTTY) return { show: () => undefined, end: () => undefined }
  return {
    show(done, total) {
      if (total === undefined) return void stream.write(`\r${label} ${done}`)
      const share = total === 0 ? 1 : done / total
      const filled = Math.round(share * WIDTH)
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
      stream.write(`\r${label} ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${done} of ${total}`)
    },
    end: () => void stream.write('\r\x1b[K'),
  }
}
