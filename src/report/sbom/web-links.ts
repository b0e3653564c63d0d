/** The references that are links, once each: what the schemas call IRIs or URIs. */
export function webLinks(references: readonly string[]): string[] {
  return [...new Set(references)].filter((url) => /^https?:\/\/[^\s<>"{}|\\^`]+$/.test(url) && URL.canParse(url));
}
