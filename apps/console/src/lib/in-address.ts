/** As it stands in an address, and still to be read: only what would end it or change it is written otherwise. */
export const inAddress = (text: string): string => text.replaceAll(/[%&+#]/g, encodeURIComponent)
