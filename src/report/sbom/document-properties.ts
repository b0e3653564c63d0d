import type { ScanResult } from '#model';
import { messages } from '../messages.en.ts';
import { properties, type Property } from './properties.ts';

/** What bills of materials have no field for and a reader must not miss. */
export function documentProperties(result: ScanResult): Property[] {
  const others = result.findings.filter((finding) => finding.kind !== 'vulnerability').length;
  return [
    ...properties({
      'seawall:complete': result.complete,
      'seawall:data:starter': result.data.starter ? true : undefined,
      'seawall:findings-of-other-kinds': others === 0 ? undefined : others,
    }),
    ...result.problems.map(({ where, what }) => ({ name: 'seawall:problem', value: `${where}: ${what}` })),
    ...result.notChecked.map(({ what, why, count }) => ({
      name: 'seawall:not-checked',
      value: `${what} (${count}): ${why}`,
    })),
    ...result.data.sources.map((source) => ({ name: 'seawall:data', value: messages.imported(source) })),
  ];
}
