import { pino, type Logger } from 'pino'

export type { Logger } from 'pino'

// The last net under an allow-list: what looks like a credential never reaches a log line, wherever it came from.
const scrubbed: readonly (readonly [RegExp, string])[] = [
  [/\b[1-9]\d{0,9}:[A-Za-z0-9+/]{43}=/g, '[secret]'],
  [/\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g, '[secret]'],
  [
    /("(?:password|currentPassword|newPassword|secretKey|mfaCode|seed|recoveryCodes|RID|sealed|set-cookie|cookie|authorization|api-secret-key|rid|x-csrf)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi,
    '$1"[removed]"',
  ],
  [/([?&](?:sID|rID|token|code|password)=)[^&"\s\\]+/gi, '$1[removed]'],
  [/(:\/\/[^:/\s"]+:)[^@\s"]+@/g, '$1[removed]@'],
  [/-----BEGIN [A-Z ]+-----[\s\S]*?-----END [A-Z ]+-----/g, '[pem]'],
]

const scrub = (line: string): string =>
  scrubbed.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line)

export function createLogger({ write, level = 'info' }: { write: (line: string) => void; level?: string }): Logger {
  return pino(
    {
      level,
      base: null,
      // Of an error only its name, message and stack: never the request it carries.
      serializers: {
        err: (error: unknown) =>
          error instanceof Error
            ? { name: error.name, message: error.message, stack: error.stack }
            : { name: typeof error },
      },
    },
    { write: (line) => write(scrub(line)) },
  )
}
