/** What one request may ask at most; beyond it is a 400, before any work is done. */
export const LIMITS = {
  /** Characters of a path, and of a query string as it is sent. */
  path: 8_192,
  queryString: 131_072,
  options: 200,
  /** Characters of one query option. */
  text: 32_768,
  /** Levels of an expression, and of the parentheses it is written in. */
  depth: 100,
  /** Operators, operands and arguments of one expression. */
  nodes: 4_000,
  inItems: 1_000,
  orderBy: 32,
  select: 256,
  /** Expanded navigation properties on all levels together. */
  expands: 30,
  expandDepth: 5,
  searchTerms: 64,
  /** Characters of an answer to a read. */
  answer: 32 * 2 ** 20,
  /** JSON values in the body of a request, items that it makes or names, and items in a parameter of an action. */
  values: 40_000,
  items: 3_000,
  listed: 1_000,
  /** What a query may cost for each row: see effort.ts. */
  steps: 20_000,
} as const
