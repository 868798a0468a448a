/** All cases, in the order of the OData ABNF. */
import type { Construct } from './case.js'
import { expand } from './expand.js'
import { functions } from './functions.js'
import { lambdas } from './lambdas.js'
import { literals } from './literals.js'
import { operators } from './operators.js'
import { options } from './options.js'
import { orderBy } from './order-by.js'
import { paths } from './paths.js'
import { search } from './search.js'
import { select } from './select.js'

export const suite: Readonly<Record<string, readonly Construct[]>> = {
  options,
  literals,
  operators,
  functions,
  paths,
  lambdas,
  orderBy,
  select,
  expand,
  search,
}
