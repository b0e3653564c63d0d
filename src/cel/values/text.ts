const surrogates = /[\ud800-\udfff]/;

/** Whether every UTF-16 unit of a text is a code point, so that indices need no counting. */
export function isSimple(text: string): boolean {
  return !surrogates.test(text);
}

/** The number of code points. */
export function codePoints(text: string): number {
  if (isSimple(text)) return text.length;
  let count = text.length;
  for (let at = 0; at + 1 < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
      count -= 1;
      at += 1;
    }
  }
  return count;
}

/** The UTF-16 offset of a code point; the length of the text for the one behind the last. */
export function offsetOf(text: string, point: number): number {
  if (isSimple(text)) return point;
  let offset = 0;
  for (let left = point; left > 0 && offset < text.length; left -= 1)
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}
