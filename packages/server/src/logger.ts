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
  // Up to the last @: whoever leaves one in a password as it is means the one before the host.
  [/(:\/\/[^:/\s"]*:)[^\s"]{1,4096}@/g, '$1[removed]@'],
  [/-----BEGIN [A-Z ]+-----[\s\S]*?-----END [A-Z ]+-----/g, '[pem]'],
]

// What JSON leaves as it is, and a terminal acts on when somebody reads the log in one.
const acting = /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

const scrub = (line: string): string =>
  scrubbed.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line).replace(acting, escaped)

const causesMax = 4

/** Of an error and of what caused it only name, code and message: never the request it carries, nor a text that could not be read. */
function described(error: Error, depth: number): object {
  const { name, message, cause } = error
  return {
    name,
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    message: error instanceof SyntaxError && depth > 0 ? '[not told]' : message,
    ...(cause instanceof Error && depth < causesMax && { cause: described(cause, depth + 1) }),
  }
}

export function createLogger({ write, level = 'info' }: { write: (line: string) => void; level?: string }): Logger {
  return pino(
    {
      level,
      base: null,
      serializers: {
        err: (error: unknown) =>
          error instanceof Error ? { ...described(error, 0), stack: error.stack } : { name: typeof error },
      },
    },
    { write: (line) => write(scrub(line)) },
  )
}
