/**
 * A name from hostile input as it may stand in a sentence for the user: printable ASCII, of bounded length.
 * A terminal must not take orders from an image.
 */
export function printable(text: string, limit = 100): string {
  const shown = text.replaceAll(/[^\x20-\x7e]/g, '?');
  return shown.length > limit ? `${shown.slice(0, limit)}…` : shown;
}
