/* Run with `node --import ./scripts/compiled.js FILE`: the TypeScript of this repository, as scripts/compile.ts has compiled it. */
import { register } from 'node:module'

register('./compiled-hooks.js', import.meta.url)
