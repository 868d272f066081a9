const oldest = 18

/**
 * @param {string} version such as 24.21.0
 * @returns {string | undefined} the sentence that refuses it
 */
export function refusalOfNode(version) {
  if (Number(version.split('.')[0]) >= oldest) return undefined
  return `Node ${version} is too old: install Node ${oldest} or later and run the command again.`
}
