import { wantsPlainText } from '../settings.ts'

/** What a person sees. Log lines go to the log file; here stand addresses, next steps and reasons. */
export interface Terminal {
  readonly say: (line: string) => void
  readonly complain: (line: string) => void
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
  /** Columns of a line where somebody reads; undefined in a pipe or a file. */
  readonly width: number | undefined
  /** Asks whoever sits at the keyboard; absent where nobody does. */
  readonly ask?: (question: string) => Promise<string>
}

const strongCode = [1, 22] as const
const faintCode = [2, 22] as const

export function createTerminal(): Terminal {
  const plain = wantsPlainText() || !process.stdout.isTTY
  const styled =
    ([on, off]: readonly [number, number]) =>
    (text: string) =>
      plain ? text : `\u001b[${on}m${text}\u001b[${off}m`
  return {
    say: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
    strong: styled(strongCode),
    faint: styled(faintCode),
    width: process.stdout.isTTY ? process.stdout.columns || usualWidth : undefined,
    ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
  }
}

const usualWidth = 80

// On standard error, for standard output may go elsewhere.
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await reader.question(question)
  } catch {
    // Ctrl-C or Ctrl-D: whoever leaves a question has not said yes to it.
    process.stderr.write('\n')
    return ''
  } finally {
    reader.close()
  }
}

/** Each column as wide as its widest entry. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): string {
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  return rows
    .map((row) => `${indent}${row.map((entry, column) => entry.padEnd(widthOf(column))).join('  ')}`.trimEnd())
    .join('\n')
}
