import { useSuspenseQuery } from '@tanstack/react-query'
import { rightOf } from '../../lib/rights.ts'
import { useWindowSpeech } from '../../messages/windows.ts'
import { sessionQueries } from '../../queries/session-queries.ts'
import { usePlace } from '../../router/use-router.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './shortcut-list.module.css'

export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const { messages } = useWindowSpeech()
  const { data: session } = useSuspenseQuery(sessionQueries.current())
  const isOfKeys = usePlace().pathname.startsWith('/api-keys')
  const mayMakeKeys = rightOf(session, 'platformRights.apikeyRights.canCreateNewApiKeys') !== 'missing'
  const shortcuts = [
    ['Ctrl K / ⌘ K', messages.palette],
    ['?', messages.shortcuts],
    ['/', messages.shortcutSearch],
    ...(isOfKeys && mayMakeKeys ? [['N', messages.newTitle] as const] : []),
    ...(isOfKeys ? [['R', messages.rereadRow] as const] : []),
    ['↑ ↓ ← →', messages.shortcutMove],
    ['Enter', messages.properties],
    ['Space', messages.shortcutSelect],
    ['Ctrl A', messages.selectAll],
    ['Shift F10', messages.actions],
  ] as const
  return (
    <Dialog title={messages.shortcuts} onClose={onClose} footer={<Button onClick={onClose}>{messages.close}</Button>}>
      <dl className={styles['list']}>
        {shortcuts.map(([keys, name]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
