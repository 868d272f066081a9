import type { BrowserSession } from '@latchkey/contract'
import { Building2, CircleUserRound, LogOut, Menu as MenuIcon, Search, UserRound } from 'lucide-react'
import { useSpeech } from '../../messages/messages.tsx'
import { Link } from '../../router/link.tsx'
import { useNavigate } from '../../router/use-router.ts'
import { IconButton } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Menu } from '../../ui/menu.tsx'
import { LanguageMenu, ThemeMenu } from './choice-menus.tsx'
import styles from './top-bar.module.css'

interface TopBarProps {
  readonly session: BrowserSession
  readonly onOpenNavigation: () => void
  readonly onOpenPalette: () => void
  readonly onSignOut: () => void
}

export function TopBar({ session, onOpenNavigation, onOpenPalette, onSignOut }: TopBarProps) {
  const { messages } = useSpeech()
  const tenant = session.tenantName ?? messages.primaryTenant
  return (
    <header className={styles['bar']}>
      <div className={styles['open']}>
        <IconButton label={messages.openNavigation} onClick={onOpenNavigation}>
          <MenuIcon size={18} aria-hidden />
        </IconButton>
      </div>
      <Link to="/api-keys" className={styles['product']}>
        <Mark size={22} />
        <span className={styles['word']}>Latchkey</span>
      </Link>
      <span className={styles['tenant']} title={messages.tenant}>
        <Building2 size={16} aria-hidden />
        <span>{tenant}</span>
      </span>
      <span className={styles['space']} />
      <button type="button" className={styles['palette']} aria-keyshortcuts="Control+K Meta+K" onClick={onOpenPalette}>
        <Search size={16} aria-hidden />
        <span className={styles['find']}>{messages.paletteOpen}</span>
        <kbd aria-hidden>Ctrl K</kbd>
      </button>
      <ThemeMenu />
      <LanguageMenu />
      <PersonMenu session={session} tenant={tenant} onSignOut={onSignOut} />
    </header>
  )
}

interface PersonMenuProps extends Pick<TopBarProps, 'session' | 'onSignOut'> {
  readonly tenant: string
}

function PersonMenu({ session, tenant, onSignOut }: PersonMenuProps) {
  const { messages } = useSpeech()
  const navigate = useNavigate()
  const role = session.role?.name ?? messages.roleUnknown
  return (
    <Menu
      inWords
      label={messages.signedInAs(`${session.userName}, ${role}, ${tenant}`)}
      trigger={
        <>
          <CircleUserRound size={18} aria-hidden />
          <span className={styles['person']}>
            <span className={styles['user']}>{session.userName}</span> <span className={styles['role']}>{role}</span>{' '}
            <span className={styles['where']}>{tenant}</span>
          </span>
        </>
      }
      items={[
        {
          id: 'profile',
          name: messages.ownProfile,
          icon: <UserRound size={16} aria-hidden />,
          onSelect: () => void navigate({ to: '/profile' }),
        },
        { id: 'sign-out', name: messages.signOut, icon: <LogOut size={16} aria-hidden />, onSelect: onSignOut },
      ]}
    />
  )
}
