const channel = new BroadcastChannel('latchkey.session')

/** Signing out in one tab is told to the others, which would otherwise show on what they hold. */
export const tellOtherTabsSignedOut = (): void => channel.postMessage('signed-out')

export const onSignedOutElsewhere = (listener: () => void): void => channel.addEventListener('message', listener)
