import { fail } from '../failure.ts';

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  '\u00b5s': 1000n,
  '\u03bcs': 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** A signed span of time in nanoseconds, of 64 bits as in Go: about 292 years. */
export class Duration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    if (nanos < -(2n ** 63n) || nanos >= 2n ** 63n) fail('duration out of range');
    this.nanos = nanos;
  }
}

/** Reads Go's notation: `1h30m`, `-1.5s`, `0`. @throws Failure */
export function parseDuration(text: string): Duration {
  const [sign, body] = text.startsWith('-') ? [-1n, text.slice(1)] : [1n, text.startsWith('+') ? text.slice(1) : text];
  if (body === '0') return new Duration(0n);
  let nanos = 0n;
  const part = /(\d*)(?:\.(\d*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/y;
  while (part.lastIndex < body.length) {
    const at = part.lastIndex;
    const [, whole = '', fraction = '', unit = ''] = (body.length < 200 ? part.exec(body) : null) ?? [];
    if (part.lastIndex <= at || (whole === '' && fraction === ''))
      return fail(`invalid duration: ${text.slice(0, 40)}`);
    const scale = units[unit] ?? 1n;
    nanos += BigInt(whole || '0') * scale;
    if (fraction !== '') nanos += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
  }
  return body === '' ? fail('invalid duration: empty') : new Duration(sign * nanos);
}

/** In seconds, as protobuf's JSON has it: `90s`, `-1.5s`. */
export function formatDuration({ nanos }: Duration): string {
  const size = nanos < 0n ? -nanos : nanos;
  const fraction = (size % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  return `${nanos < 0n ? '-' : ''}${size / 1_000_000_000n}${fraction === '' ? '' : `.${fraction}`}s`;
}
