import { Component, type ReactNode } from 'react'
import type { Shown } from '../router/router.ts'
import { ErrorPage } from './error-page.tsx'

interface ErrorBoundaryProps {
  readonly shown: Shown
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly shown?: Shown
  readonly failed?: { readonly error: unknown } | undefined
}

/** A class, since React has no other way to catch what a screen throws while it is drawn. What is shown anew is tried anew. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  static getDerivedStateFromError = (error: unknown): ErrorBoundaryState => ({ failed: { error } })

  static getDerivedStateFromProps = (
    { shown }: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): ErrorBoundaryState | null => (shown === state.shown ? null : { shown, failed: shown.failed })

  override state: ErrorBoundaryState = {}

  override render(): ReactNode {
    const { failed } = this.state
    return failed ? <ErrorPage error={failed.error} /> : this.props.children
  }
}
