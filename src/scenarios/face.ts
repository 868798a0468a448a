/** How a scenario reaches a server: whole requests, by HTTP or inside this process. */

export interface FaceRequest {
  readonly method: string
  /** From the root of the server, with the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

export interface FaceAnswer {
  readonly status: number
  readonly body: Buffer
}

export interface Face {
  /** Of the control face. */
  readonly key: string
  send(request: FaceRequest): Promise<FaceAnswer>
}

/** JSON as a value, another text as text; undefined without a body. */
export function valueOf({ body }: FaceAnswer): unknown {
  const text = body.toString('utf8')
  if (text === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
