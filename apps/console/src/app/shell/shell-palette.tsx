import { Languages, LogOut, SunMoon, UserRound } from 'lucide-react'
import { useState } from 'react'
import { useKeyEntries } from '../../features/api-keys/key-entries.tsx'
import { folded } from '../../lib/folded.ts'
import { languages, rememberTheme, themes } from '../../lib/preferences.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { useRouter } from '../../router/use-router.ts'
import { offeredNow } from '../../ui/offered.ts'
import { Palette, type PaletteEntry } from '../../ui/palette.tsx'
import { themeNames } from './choice-menus.tsx'
import { pageGroups } from './pages.ts'
import { useMakeEntries } from './use-make-entries.tsx'

interface ShellPaletteProps {
  readonly onSignOut: () => void
  readonly onClose: () => void
}

export function ShellPalette({ onSignOut, onClose }: ShellPaletteProps) {
  const { messages, speak } = useSpeech()
  const router = useRouter()
  const [text, setText] = useState('')
  const keyEntries = useKeyEntries(text)
  const makeEntries = useMakeEntries()
  const [offers] = useState(offeredNow)
  const icon = { size: 16, 'aria-hidden': true } as const
  const here = offers
    .filter(({ blocked }) => blocked === undefined)
    .map(({ id, name, about, icon: itsIcon, onSelect }) => ({
      id: `here ${id}`,
      name,
      icon: itsIcon,
      run: onSelect,
      ...(about !== undefined && { detail: about }),
    }))
  const own: readonly PaletteEntry[] = [
    ...pageGroups.flatMap((group) =>
      group.links.map(({ to, label, Icon }) => ({
        id: to,
        name: messages[label],
        detail: messages[group.name],
        icon: <Icon {...icon} />,
        run: () => void router.navigate({ to, search: {} }),
      })),
    ),
    {
      id: 'profile',
      name: messages.ownProfile,
      icon: <UserRound {...icon} />,
      run: () => void router.navigate({ to: '/profile' }),
    },
    ...themes.map((theme) => ({
      id: theme,
      name: `${messages.theme}: ${messages[themeNames[theme]]}`,
      icon: <SunMoon {...icon} />,
      run: () => rememberTheme(theme),
    })),
    ...languages.map(({ code, name }) => ({
      id: code,
      name: `${messages.language}: ${name}`,
      icon: <Languages {...icon} />,
      run: () => speak(code),
    })),
    { id: 'sign-out', name: messages.signOut, icon: <LogOut {...icon} />, run: onSignOut },
  ]
  const entries = [...here, ...own, ...makeEntries, ...keyEntries].filter(holding(text))
  return (
    <Palette
      label={messages.palette}
      placeholder={messages.paletteHelp}
      emptyText={messages.paletteEmpty}
      closeText={messages.close}
      text={text}
      onText={setText}
      entries={entries}
      onClose={onClose}
    />
  )
}

/** Every word of the text, in whatever order. */
function holding(text: string): (entry: PaletteEntry) => boolean {
  const words = folded(text).split(/\s+/)
  return ({ name, detail = '' }) => words.every((word) => folded(`${name} ${detail}`).includes(word))
}
