import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ScanResult } from '#model';
import { madeUpResult } from '../fixtures/made-up-result.ts';
import { render } from './html.ts';

function pageOf(result: ScanResult): string {
  return [...render(result, { width: 80, colour: false })].join('');
}

const rows = (page: string, attribute: string) => page.split(`<tr ${attribute}`).length - 1;

describe('an HTML page', () => {
  const result = madeUpResult();
  const page = pageOf(result);

  test('has a row for every finding, suppressed finding and package', () => {
    expect(rows(page, 'data-level')).toBe(result.findings.length);
    expect(rows(page, 'data-text')).toBe(result.suppressed.length + result.packages.length);
  });

  test('the worst comes first', () => {
    expect(page.indexOf('data-level="critical"')).toBeLessThan(page.indexOf('data-level="low"'));
  });

  test('fetches nothing: no address in it but those of links', () => {
    expect(page.replaceAll(/<a href="[^"]*"/g, '')).not.toMatch(/(?:src|href|url)\s*[=(]/);
  });

  test('lets no script run but its own', () => {
    const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');
    expect(page).toContain(`default-src 'none'`);
    expect(page).toContain(`script-src 'sha256-${hash}'`);
  });

  test('hostile text stays text, and only the web is linked', () => {
    const [first] = result.findings;
    const title = '</summary><script>alert(1)</script><img src=x onerror=alert(1)>';
    const references = ['javascript:alert(1)', 'https://example.org/"><script>', 'http://a b'];
    const hostile = pageOf({ ...result, findings: [{ ...first!, title, references }] });
    expect(hostile).not.toMatch(/<script>alert|<img/);
    expect(hostile.match(/<a href="[^"]*"/g)).toEqual(['<a href="https://example.org/%22%3E%3Cscript%3E"']);
  });

  test('says the verdict and what it rests on', () => {
    expect(page).toContain('class="answer');
    expect(pageOf({ ...result, complete: false })).toContain('INCOMPLETE');
    expect(pageOf({ ...result, data: { sources: [], starter: false } })).toContain('No vulnerability data was used');
  });
});
