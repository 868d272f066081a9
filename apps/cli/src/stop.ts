/** A reason to stop that the person at the terminal is told as one sentence. */
export class Stop extends Error {
  readonly exitCode: number

  constructor(sentence: string, exitCode = 1, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause })
    this.name = 'Stop'
    this.exitCode = exitCode
  }
}

/** A wrong option, argument or variable: nothing was begun, nothing was written. */
export class UsageError extends Stop {
  constructor(sentence: string) {
    super(sentence, 2)
    this.name = 'UsageError'
  }
}
