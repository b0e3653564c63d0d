const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/**
 * Text as XML content or attribute value. Line breaks and tabs in attributes stay what they are; characters that XML 1.0
 * cannot hold, and those that make a terminal show another text, become U+FFFD.
 * Source: XML 1.0, sections 2.2 (Char) and 3.3.3 (attribute-value normalisation).
 */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/g,
      '\ufffd',
    )
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
