import { Building2, History, KeyRound, ScrollText, SlidersHorizontal, UserCog, Users } from 'lucide-react'

/** Every page, as the navigation and the palette name it. */
export const pageGroups = [
  {
    name: 'userManagement',
    links: [
      { to: '/api-keys', label: 'apiKeys', Icon: KeyRound },
      { to: '/roles', label: 'roles', Icon: UserCog },
      { to: '/users', label: 'users', Icon: Users },
    ],
  },
  {
    name: 'system',
    links: [
      { to: '/system-settings', label: 'systemSettings', Icon: SlidersHorizontal },
      { to: '/tenants', label: 'tenants', Icon: Building2 },
    ],
  },
  {
    name: 'eventsAndReports',
    links: [
      { to: '/system-events', label: 'systemEvents', Icon: ScrollText },
      { to: '/activity', label: 'activity', Icon: History },
    ],
  },
] as const
