import { useRef, useState } from 'react'
import { Button } from './button.tsx'
import styles from './code-block.module.css'

interface CodeBlockProps {
  readonly label: string
  readonly text: string
  readonly copyLabel: string
  readonly copiedText: string
  readonly failedText: string
  readonly copy: (text: string) => Promise<boolean>
}

export function CodeBlock({ label, text, copyLabel, copiedText, failedText, copy }: CodeBlockProps) {
  const code = useRef<HTMLTextAreaElement>(null)
  const [outcome, setOutcome] = useState<{ readonly of: string; readonly done: boolean }>()
  const onCopy = async () => {
    const done = await copy(text)
    setOutcome({ of: text, done })
    if (!done) code.current?.select()
  }
  return (
    <div className={styles['block']}>
      <textarea
        ref={code}
        className={styles['code']}
        aria-label={label}
        readOnly
        spellCheck={false}
        wrap="off"
        rows={Math.min(text.split('\n').length, 12)}
        value={text}
      />
      <div className={styles['line']}>
        <Button onClick={() => void onCopy()}>{copyLabel}</Button>
        <span role="status" className={styles['outcome']}>
          {outcome?.of === text && (outcome.done ? copiedText : failedText)}
        </span>
      </div>
    </div>
  )
}
