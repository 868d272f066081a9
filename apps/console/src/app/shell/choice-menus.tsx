import { Languages, Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { languages, rememberTheme, storedTheme, themes } from '../../lib/preferences.ts'
import { useSpeech } from '../../messages/messages.tsx'
import { Menu } from '../../ui/menu.tsx'

const icons = { light: Sun, dark: Moon, system: Monitor }
export const themeNames = { light: 'themeLight', dark: 'themeDark', system: 'themeSystem' } as const

export function ThemeMenu() {
  const { messages } = useSpeech()
  const [chosen, setChosen] = useState(storedTheme)
  const Trigger = icons[chosen]
  return (
    <Menu
      label={messages.theme}
      trigger={<Trigger size={18} aria-hidden />}
      items={themes.map((theme) => {
        const Icon = icons[theme]
        const onSelect = () => {
          rememberTheme(theme)
          setChosen(theme)
        }
        return {
          id: theme,
          name: messages[themeNames[theme]],
          icon: <Icon size={16} aria-hidden />,
          chosen: theme === chosen,
          onSelect,
        }
      })}
    />
  )
}

export function LanguageMenu() {
  const { messages, language, speak } = useSpeech()
  return (
    <Menu
      label={messages.language}
      trigger={<Languages size={18} aria-hidden />}
      items={languages.map(({ code, name }) => ({
        id: code,
        name,
        lang: code,
        chosen: code === language,
        onSelect: () => speak(code),
      }))}
    />
  )
}
