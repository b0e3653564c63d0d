import { expect } from 'vitest';
import type { Ordering } from './ordering.ts';

/** Checks every pair of a chain like `1.0~rc1 < 1.0 = 1.0-0`, both ways round. All signs of a chain point one way. */
export function expectChain(ordering: Ordering, chain: string): void {
  const words = chain.split(' ');
  for (let from = 0; from < words.length; from += 2) {
    let sign = 0;
    for (let at = from + 2; at < words.length; at += 2) {
      const relation = words[at - 1];
      if (relation !== '=') sign = relation === '<' ? -1 : 1;
      const [a = '', b = ''] = [words[from], words[at]];
      expect([a, b, Math.sign(ordering.compare(a, b))]).toEqual([a, b, sign]);
      expect([b, a, Math.sign(ordering.compare(b, a)) + sign]).toEqual([b, a, 0]);
    }
  }
}
