declare module 'odata-csdl' {
  interface Message {
    readonly message: string
    readonly parser?: { readonly line: number; readonly column: number }
  }

  /** CSDL XML of OData 2.0 to 4.01 as CSDL JSON. Throws where it cannot go on; other faults become messages. */
  export function xml2json(xml: string, options?: { strict?: boolean; messages?: Message[] }): Record<string, unknown>
}
