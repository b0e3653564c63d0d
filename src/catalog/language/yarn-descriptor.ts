/** `name@range`, where the name may have a scope: `@s/a@npm:^1.0.0`. Without a range it is empty. */
export function splitDescriptor(text: string): { name: string; range: string } {
  const at = text.indexOf('@', 1);
  return at < 0 ? { name: text, range: '' } : { name: text.slice(0, at), range: text.slice(at + 1) };
}
