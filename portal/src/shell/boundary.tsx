import { Component } from 'react'
import type { ReactNode } from 'react'
import { Failed } from './states'

/** Keeps a fault inside one view. */
export class Boundary extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {}

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error === undefined ? (
      this.props.children
    ) : (
      <Failed error={error} retry={() => this.setState({ error: undefined })} />
    )
  }
}
