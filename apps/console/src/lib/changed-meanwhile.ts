/** Something is not any more as it was when it was shown; nothing was done. */
export abstract class ChangedMeanwhile<Thing> extends Error {
  readonly before: Thing
  readonly now: Thing

  constructor(before: Thing, now: Thing) {
    super('It changed meanwhile.')
    this.name = 'ChangedMeanwhile'
    this.before = before
    this.now = now
  }
}
