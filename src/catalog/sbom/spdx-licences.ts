/**
 * The licences of an SPDX expression: its parts where they all apply together, else the expression as it stands.
 * A `LicenseRef-` that stands alone is replaced by the text it stands for.
 */
export function licencesOfExpression(expression: string, texts: ReadonlyMap<string, string>): string[] {
  const simple = !/[()]|\s(?:or|with)\s/i.test(expression);
  const parts = simple ? expression.split(/\s+and\s+/i) : [expression];
  return parts.map((part) => part.trim()).flatMap((part) => (part === '' ? [] : (texts.get(part) ?? part)));
}
