/** Done again only after it has ended: a timer goes on while an answer, or the next sign-in, is waited for. */
export function onceAtATime(act: () => Promise<void>): () => void {
  let isUnderWay = false
  return () => {
    if (isUnderWay) return
    isUnderWay = true
    void act().finally(() => {
      isUnderWay = false
    })
  }
}
