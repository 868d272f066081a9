import type { AllMessages } from '../../messages/administration.ts'
import type { CatalogRight } from './rights-catalog.ts'

/** Within its feature. */
export const labelOf = ({ label }: Pick<CatalogRight, 'label'>, messages: AllMessages): string =>
  'verb' in label ? messages[`verb.${label.verb}`] : messages[`right.${label.named}`]

/** On its own. */
export const nameOf = (right: CatalogRight, messages: AllMessages): string =>
  messages.rightOf(messages[`feature.${right.feature}`], labelOf(right, messages))
