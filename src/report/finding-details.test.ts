import { expect, test } from 'vitest';
import { madeUpResult } from './fixtures/made-up-result.ts';
import { formats } from './formats.ts';

/** The table is for people at a terminal, who have the title and the id; these are for everything else. */
const detailed = new Set(['json', 'sarif', 'cyclonedx', 'cyclonedx-xml', 'spdx']);

test.each(formats.filter(({ id }) => detailed.has(id)))(
  '$id carries title, references and the date of publication of a finding',
  async ({ load }) => {
    const { render } = await load();
    const text = [...render(madeUpResult(), { width: 80, colour: false })].join('');
    expect(text).toContain('Use after free with SSL_free_buffers');
    expect(text).toContain('https://example.org/CVE-2024-4741');
    expect(text).toContain('2024-05-01T00:00:00Z');
  },
);
