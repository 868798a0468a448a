declare module 'odata-csdl' {
  /** CSDL JSON of a CSDL XML document. */
  export function xml2json(xml: string, options?: { strict?: boolean; messages?: object[] }): Record<string, unknown>
}
