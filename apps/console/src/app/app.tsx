import { QueryClientProvider } from '@tanstack/react-query'
import { reloadFailedStyles } from '../lib/load-part.ts'
import { applyTheme, storedTheme } from '../lib/preferences.ts'
import { queryClient } from '../lib/query-client.ts'
import { onSignedOutElsewhere } from '../lib/tabs.ts'
import { MessagesProvider, type Spoken } from '../messages/messages.tsx'
import { RouterProvider } from '../router/router-provider.tsx'
import { useShown } from '../router/use-router.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { router } from './router.ts'
import { ScreenHere } from './screens.tsx'
import { showSignedOut } from './signing-in-and-out.tsx'

applyTheme(storedTheme())
reloadFailedStyles()
onSignedOutElsewhere(() => void showSignedOut(router))

export const App = ({ speech }: { readonly speech: Spoken }) => (
  <MessagesProvider initial={speech}>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router}>
        <Shown />
      </RouterProvider>
    </QueryClientProvider>
  </MessagesProvider>
)

function Shown() {
  const shown = useShown()
  return (
    <ErrorBoundary shown={shown}>
      <ScreenHere />
    </ErrorBoundary>
  )
}
