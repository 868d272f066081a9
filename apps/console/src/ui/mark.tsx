/** The product's sign: a keyhole. */
export const Mark = ({ size }: { readonly size: number }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
    <rect width="24" height="24" rx="6" fill="var(--accent)" />
    <path fill="var(--on-accent)" d="M12 5.5a4 4 0 0 0-1.9 7.5L9 18.5h6L13.9 13A4 4 0 0 0 12 5.5Z" />
  </svg>
)
