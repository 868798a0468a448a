import { Component } from 'react'
import type { ReactNode } from 'react'
import { Failed } from './states'

interface Props {
  readonly children: ReactNode
  readonly onRetry: () => void
}

/** Keeps a fault inside one view. */
export class Boundary extends Component<Props, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {}

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error }
  }

  readonly #retry = (): void => {
    this.props.onRetry()
    this.setState({ error: undefined })
  }

  override render(): ReactNode {
    const { error } = this.state
    return error === undefined ? this.props.children : <Failed error={error} retry={this.#retry} />
  }
}
