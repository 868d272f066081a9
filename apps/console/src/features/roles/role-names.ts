import type { AllMessages } from '../../messages/administration.ts'
import type { CatalogRight } from './rights-catalog.ts'

/** Within its feature. */
export const labelOf = ({ label }: Pick<CatalogRight, 'label'>, messages: AllMessages): string =>
  'verb' in label ? messages[`verb.${label.verb}`] : messages[`right.${label.named}`]

/** What somebody may call it who does not know its name. */
export function alsoCalled({ path, feature, label }: CatalogRight, messages: AllMessages): string {
  const words: Readonly<Record<string, unknown>> = messages
  const names = [feature, path.split('.').at(-1), 'verb' in label ? label.verb : undefined]
  return names
    .map((name) => words[`also.${name}`])
    .filter((text) => typeof text === 'string')
    .join(' ')
}

/** On its own. */
export const nameOf = (right: CatalogRight, messages: AllMessages): string =>
  messages.rightOf(messages[`feature.${right.feature}`], labelOf(right, messages))
