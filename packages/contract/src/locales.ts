import { z } from 'zod'

export const locales = ['en-US', 'ja-JP'] as const
export const localeSchema = z.enum(locales)
export type Locale = z.infer<typeof localeSchema>
