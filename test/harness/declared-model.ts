/**
 * The part of the model that is declared by hand. What is said of each route by name (contracts, the typings) is about it;
 * what comes from the facts is swept by shape (test/sweep).
 */
import { declarations } from '../../src/entities/index.js'
import { createModel } from '../../src/model/model.js'

export const declaredModel = createModel(declarations)
