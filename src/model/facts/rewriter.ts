/**
 * Types that are declared by hand, made again with the types of a model, so that they refer to each other and not to the
 * values of the declaring modules.
 */
import { defineComplexType, parameter } from '../declare.js'
import { declareProperty } from '../edm.js'
import type { Declared } from '../hierarchy.js'
import type {
  AnyType,
  ComplexType,
  EntityType,
  Navigation,
  Operation,
  OperationParameter,
  Properties,
  Property,
} from '../types.js'

export class Rewriter {
  readonly #get: (name: string) => Declared
  readonly #subtypes: (name: string) => readonly ComplexType[]

  /** `get` finds a type of the model, `subtypes` the concrete types that a value of a complex type may have. */
  constructor(get: (name: string) => Declared, subtypes: (name: string) => readonly ComplexType[]) {
    this.#get = get
    this.#subtypes = subtypes
  }

  complexType(written: ComplexType): ComplexType {
    const { name, since, abstract } = written
    const base = written.baseType as ComplexType | undefined
    return defineComplexType({
      name,
      since,
      abstract,
      ...(base === undefined ? {} : { baseType: () => this.#get(base.name) as ComplexType }),
      properties: () => this.properties(written.properties),
    })
  }

  /** The same properties, with the types of this model. */
  properties(properties: Properties): Properties {
    return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, this.#property(property)]))
  }

  #property(property: Property): Property {
    const { type, subtypes } = property
    if (type.kind === 'primitive' || type.kind === 'enum') return property
    const { since, collection, nullable, computed, stamp, notBlank, opaque, indexed, withheld, composed, sparse } =
      property
    const facets = {
      since,
      collection,
      nullable,
      computed,
      notBlank,
      opaque,
      indexed,
      ...(withheld === undefined ? {} : { withheld }),
      composed,
      sparse,
      default: property.default,
    }
    return declareProperty(
      () => this.#get(type.name) as ComplexType,
      stamp === undefined ? facets : { ...facets, stamp },
      () => (subtypes.length === 0 ? this.#subtypes(type.name) : this.#unionOf(type, subtypes)),
    )
  }

  /** A declaration names the subtypes that it knows; the facts may know more. */
  #unionOf(type: ComplexType, subtypes: readonly ComplexType[]): readonly ComplexType[] {
    const names = new Set([...subtypes, ...this.#subtypes(type.name)].map(({ name }) => name))
    return [...names].map((name) => this.#get(name) as ComplexType)
  }

  navigation(written: EntityType): Record<string, Navigation> {
    return Object.fromEntries(
      Object.entries(written.navigation).map(([name, navigation]) => {
        const { target, declaredAs, ...facets } = navigation
        const again = { ...facets, ...(declaredAs === undefined ? {} : { declaredAs: this.#get(declaredAs.name) }) }
        return [
          name,
          Object.freeze(
            Object.defineProperty(again, 'target', { enumerable: true, get: () => this.#get(target.name) }),
          ),
        ]
      }),
    ) as Record<string, Navigation>
  }

  operation(operation: Operation): Operation {
    const again = ({ type, ...facets }: OperationParameter): OperationParameter =>
      parameter((): AnyType => (type.kind === 'primitive' ? type : this.#get(type.name)), facets)
    return Object.freeze({
      ...operation,
      parameters: Object.fromEntries(Object.entries(operation.parameters).map(([name, each]) => [name, again(each)])),
      returns: operation.returns && again(operation.returns),
    })
  }
}
