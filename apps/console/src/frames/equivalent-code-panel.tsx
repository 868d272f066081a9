import { useState } from 'react'
import { copyText } from '../lib/copy-text.ts'
import { useWindowSpeech } from '../messages/windows.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { Tabs } from '../ui/tabs.tsx'
import type { ApiChange } from './api-change.ts'
import { equivalentCode, ourCommand } from './equivalent-code.ts'
import styles from './frames.module.css'
import type { OwnChange } from './own-code.ts'

export function EquivalentCode({ change }: { readonly change: ApiChange | OwnChange }) {
  const { messages } = useWindowSpeech()
  const [chosen, setChosen] = useState('curl')
  const samples = equivalentCode(change)
  const help = chosen === ourCommand ? messages.codeHelpCommand : messages.codeHelp2
  return (
    <details className={styles['code']}>
      <summary>{messages.equivalentCode}</summary>
      <p className={styles['help']}>{'calls' in change ? messages.ownCodeHelp : help}</p>
      <Tabs
        label={messages.equivalentCode}
        chosen={chosen}
        onChoose={setChosen}
        tabs={samples.map(({ id, name, text }) => ({
          id,
          name,
          panel: () => (
            <CodeBlock
              label={messages.codeIs(name)}
              text={text}
              copy={copyText}
              copyLabel={messages.copy}
              copiedText={messages.copied}
              failedText={messages.copyFailed}
            />
          ),
        }))}
      />
    </details>
  )
}
