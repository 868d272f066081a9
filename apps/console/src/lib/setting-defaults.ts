import defaults from 'virtual:setting-defaults'

/** Of the contract, as plain text by name. */
export const settingDefaults: ReadonlyMap<string, string> = new Map(Object.entries(defaults))
