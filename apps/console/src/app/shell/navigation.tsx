import { PanelLeftClose, PanelLeftOpen, X } from 'lucide-react'
import { Fragment } from 'react'
import { useSpeech } from '../../messages/messages.tsx'
import { Link } from '../../router/link.tsx'
import { useAddress } from '../../router/use-router.ts'
import { IconButton } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import styles from './navigation.module.css'
import { pageGroups } from './pages.ts'

interface NavigationProps {
  /** Icons only; the names come with hover and focus. */
  readonly collapsed?: boolean
  /** Absent in the sheet, which has no narrow form. */
  readonly onToggle?: () => void
  readonly onFollow?: () => void
}

export function Navigation({ collapsed = false, onToggle, onFollow }: NavigationProps) {
  const { messages } = useSpeech()
  // A click shows where it leads before the page is there.
  const address = `${useAddress()}/`.toLowerCase()
  const Toggle = collapsed ? PanelLeftOpen : PanelLeftClose
  return (
    <nav
      className={`${styles['navigation']} ${collapsed ? styles['collapsed'] : ''}`}
      aria-label={messages.administration}
    >
      <p className={styles['area']}>{messages.administration}</p>
      {pageGroups.map(({ name, links }) => (
        <Fragment key={name}>
          <p className={styles['group']}>{messages[name]}</p>
          <ul>
            {links.map(({ to, label, Icon }) => (
              <li key={to}>
                <Link
                  to={to}
                  className={styles['link']}
                  aria-current={address.startsWith(`${to}/`) ? 'page' : undefined}
                  onClick={onFollow}
                >
                  <Icon size={16} aria-hidden />
                  <span className={styles['name']}>{messages[label]}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
      {onToggle && (
        <div className={styles['foot']}>
          <IconButton label={collapsed ? messages.widenNavigation : messages.narrowNavigation} onClick={onToggle}>
            <Toggle size={16} aria-hidden />
          </IconButton>
        </div>
      )}
    </nav>
  )
}

export function NavigationSheet({ onClose }: { readonly onClose: () => void }) {
  const { messages } = useSpeech()
  return (
    <Sheet label={messages.navigation} onClose={onClose}>
      <IconButton label={messages.closeNavigation} onClick={onClose}>
        <X size={18} aria-hidden />
      </IconButton>
      <Navigation onFollow={onClose} />
    </Sheet>
  )
}
