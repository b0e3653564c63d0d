/** A double as Go's `%g` writes it: the shortest digits that read back, an exponent below 1e-4 and from 1e21. */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e21) return String(size < 1e-6 ? value.toFixed(20) : value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
