import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { reloadFailedStyles } from '../lib/load-part.ts'
import { applyTheme, storedTheme } from '../lib/preferences.ts'
import { queryClient } from '../lib/query-client.ts'
import { onSignedOutElsewhere } from '../lib/tabs.ts'
import { MessagesProvider, type Spoken } from '../messages/messages.tsx'
import { router } from './router.tsx'
import { showSignedOut } from './signed-in-route.tsx'

applyTheme(storedTheme())
reloadFailedStyles()
onSignedOutElsewhere(() => void showSignedOut(router))

export const App = ({ speech }: { readonly speech: Spoken }) => (
  <MessagesProvider initial={speech}>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </MessagesProvider>
)
