// The same way from apps/cli/src and from the bundle in apps/cli/dist: this file must stay directly in its folder.
export const consoleFolderUrl = new URL('../../console/dist/', import.meta.url)
