import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { Suspense, useState, type ReactNode } from 'react'
import { api } from '../../lib/client.ts'
import { lazyPart } from '../../frames/lazy-part.tsx'
import { readPreference, writePreference } from '../../lib/preferences.ts'
import { useSessionEnded } from '../../lib/session-watch.ts'
import { tellOtherTabsSignedOut } from '../../lib/tabs.ts'
import { useOnline } from '../../lib/use-online.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { sessionQueries } from '../../queries/session-queries.ts'
import { Banner } from '../../ui/banner.tsx'
import { useShortcuts } from '../../ui/use-shortcuts.ts'
import { Navigation, NavigationSheet } from './navigation.tsx'
import styles from './shell.module.css'
import { Printed } from './printed.tsx'
import { TopBar } from './top-bar.tsx'
import { useLive } from './use-live.ts'

export const SignInLayer = lazyPart(async () => (await import('./sign-in-layer.tsx')).SignInLayer)
export const ShellPalette = lazyPart(async () => (await import('./shell-palette.tsx')).ShellPalette)
const ShortcutList = lazyPart(async () => (await import('./shortcut-list.tsx')).ShortcutList)

interface ShellProps {
  /** Leaves nothing of this person behind and shows the sign-in page. */
  readonly onSignedOut: () => void
  readonly children: ReactNode
}

export function Shell({ onSignedOut, children }: ShellProps) {
  const { messages } = useSpeech()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  useLive()
  const isOnline = useOnline()
  const isSessionEnded = useSessionEnded()
  const [over, setOver] = useState<'palette' | 'shortcuts'>()
  useShortcuts({ 'mod+k': () => setOver('palette'), '?': () => setOver('shortcuts') })
  const [isSheetOpen, setSheetOpen] = useState(false)
  const [isNarrow, setNarrow] = useState(() => readPreference('navigation') === 'narrow')
  const signOut = useMutation({
    mutationFn: () => api.session.remove(),
    onSuccess: () => {
      tellOtherTabsSignedOut()
      onSignedOut()
    },
  })
  const toggle = () => {
    writePreference('navigation', isNarrow ? 'wide' : 'narrow')
    setNarrow(!isNarrow)
  }
  return (
    <div className={`${styles['shell']} ${isNarrow ? styles['collapsed'] : ''}`}>
      <a className={styles['skip']} href="#content">
        {messages.skipToContent}
      </a>
      <TopBar
        session={session}
        onOpenNavigation={() => setSheetOpen(true)}
        onOpenPalette={() => setOver('palette')}
        onSignOut={() => signOut.mutate()}
      />
      <div className={styles['side']}>
        <Navigation collapsed={isNarrow} onToggle={toggle} />
      </div>
      {isSheetOpen && <NavigationSheet onClose={() => setSheetOpen(false)} />}
      <div className={styles['page']}>
        <Printed session={session} />
        {session.demo && <aside className={styles['demo']}>{messages.demo}</aside>}
        {!isOnline && <Banner tone="warning">{messages.offline}</Banner>}
        {signOut.isError && <Banner tone="danger">{messages.signOutUnknown}</Banner>}
        <main id="content" tabIndex={-1} className={styles['content']}>
          {children}
        </main>
      </div>
      <Suspense>
        {over === 'palette' && <ShellPalette onSignOut={() => signOut.mutate()} onClose={() => setOver(undefined)} />}
        {over === 'shortcuts' && <ShortcutList onClose={() => setOver(undefined)} />}
      </Suspense>
      <Suspense>{isSessionEnded && <SignInLayer session={session} onLeave={onSignedOut} />}</Suspense>
    </div>
  )
}
