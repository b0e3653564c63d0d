import { describe, expect, test } from 'vitest';
import type { Finding } from '#model';
import { madeUpResult } from './fixtures/made-up-result.ts';
import { formats } from './formats.ts';

const [first] = madeUpResult().findings as [Finding];
const finding: Finding = {
  ...first,
  exploited: { since: '2021-12-10', source: 'CISA KEV' },
  exploits: ['Metasploit', 'Nuclei'],
  epss: { score: 0.94, percentile: 0.999, date: '2025-09-26' },
  evidence: { ...first.evidence, vex: { status: 'affected', source: 'vendor.json, statement 7', author: 'Vendor' } },
};
const hidden = { finding: first, reason: 'not used here', who: 'Ada', expiry: '2027-01-01', source: '.seawall.yaml:3' };
const result = madeUpResult({ findings: [finding], suppressed: [hidden] });

async function textOf(id: string): Promise<string> {
  const { load } = formats.find((format) => format.id === id)!;
  return [...(await load()).render(result, { width: 120, colour: false, showSuppressed: true })].join('');
}

describe('what is known beside an advisory', () => {
  test.each([
    ['table', ['EXPLOITED']],
    ['json', ['Metasploit', '2021-12-10', '0.94', '0.999', '2025-09-26', 'vendor.json, statement 7']],
    ['sarif', ['Nuclei', '2021-12-10', '0.94', '0.999', '2025-09-26', 'vendor.json, statement 7']],
    ['cyclonedx', ['Metasploit, Nuclei', '2021-12-10', '0.94', '0.999', '2025-09-26', 'vendor.json, statement 7']],
    [
      'html',
      ['Metasploit, Nuclei', 'known since 2021-12-10, by CISA KEV', 'EPSS 94%, 2025-09-26', 'vendor.json, statement 7'],
    ],
  ])('is in %s', async (id, words) => {
    const text = await textOf(id);
    for (const word of words) expect(text).toContain(word);
  });

  test.each(['table', 'json', 'sarif', 'cyclonedx', 'html'])(
    '%s says why, who, until when and where something is hidden',
    async (id) => {
      const text = await textOf(id);
      for (const word of ['not used here', 'Ada', '2027-01-01', '.seawall.yaml:3']) expect(text).toContain(word);
    },
  );
});
