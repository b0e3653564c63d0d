import { describe, expect, test } from 'vitest';
import { collect } from './collect.fixture.ts';
import { debianTracker } from './debian-tracker.ts';

async function rowsOf(release: object, codename = 'bookworm') {
  const tracker = { openssl: { 'CVE-2023-1': { releases: { [codename]: release } } } };
  return collect(debianTracker, JSON.stringify(tracker), 7);
}

async function rowOf(release: object) {
  const { rows } = await rowsOf(release);
  expect(rows).toHaveLength(1);
  return rows[0]?.[2];
}

describe('the Debian tracker', () => {
  test('a fix is a range that ends with it', async () => {
    expect(await rowOf({ status: 'resolved', fixed_version: '3.0.9-1', urgency: 'not yet assigned' })).toEqual({
      id: 'CVE-2023-1',
      source: 'debian',
      ranges: [{ fixed: '3.0.9-1' }],
    });
  });

  test('fixed version 0 means never affected', async () => {
    expect(await rowOf({ status: 'resolved', fixed_version: '0' })).toMatchObject({ ranges: [] });
  });

  test('open is a range without an end', async () => {
    expect(await rowOf({ status: 'open', urgency: 'high**' })).toEqual({
      id: 'CVE-2023-1',
      source: 'debian',
      ranges: [{}],
      level: 'high',
    });
  });

  test('undetermined says nothing', async () => {
    const found = await rowsOf({ status: 'undetermined' });
    expect([found.rows, found.problems]).toEqual([[], []]);
  });

  test.each([
    [{ urgency: 'unimportant' }, { level: 'negligible', vendorState: 'unimportant' }],
    [{ urgency: 'low' }, { level: 'low' }],
    [{ urgency: 'medium*' }, { level: 'medium' }],
    [{ urgency: 'end-of-life' }, { status: 'end of life', vendorState: 'end-of-life' }],
    [{ nodsa: 'Minor issue', nodsa_reason: '' }, { vendorState: 'no-dsa' }],
    [{ nodsa: 'Minor issue' }, { vendorState: 'no-dsa' }],
    [
      { nodsa: 'x', nodsa_reason: 'ignored' },
      { status: 'will not fix', vendorState: 'ignored' },
    ],
    [
      { nodsa: 'x', nodsa_reason: 'postponed' },
      { status: 'deferred', vendorState: 'postponed' },
    ],
    [{ urgency: 'constructor' }, {}],
    [{ urgency: 7 }, {}],
  ])('open with %j gives %j', async (marks, expected) => {
    expect(await rowOf({ status: 'open', ...marks })).toEqual({
      id: 'CVE-2023-1',
      source: 'debian',
      ranges: [{}],
      ...expected,
    });
  });

  test('a note of no update is stale once there is a fix: shown, not decisive', async () => {
    const row = await rowOf({ status: 'resolved', fixed_version: '1', nodsa: 'x', nodsa_reason: 'ignored' });
    expect(row).toEqual({ id: 'CVE-2023-1', source: 'debian', ranges: [{ fixed: '1' }], vendorState: 'ignored' });
  });

  test.each([
    ['bookworm', 'debian:12'],
    ['bullseye', 'debian:11'],
    ['forky', 'debian:14'],
    ['sid', 'debian:sid'],
    ['zurg', 'debian:zurg'],
  ])('release %s goes to shard %s', async (codename, shard) => {
    expect((await rowsOf({ status: 'open' }, codename)).rows[0]?.[0]).toBe(shard);
  });

  test('a description becomes the title of the CVE wherever it appears', async () => {
    const entry = { description: `Two\nlines ${'x'.repeat(300)}`, releases: {} };
    const { details } = await collect(debianTracker, JSON.stringify({ a: { 'CVE-2020-1': entry } }));
    expect(details[0]?.[1].title).toMatch(/^Two lines x{150,}…$/);
  });

  test('what is not understood is named, and the rest is read', async () => {
    const found = await collect(
      debianTracker,
      JSON.stringify({
        bad: 7,
        'bad\nname': {},
        half: {
          'CVE-2020-1': {},
          'CVE-2020-2': { releases: { sid: { status: 'what' }, bookworm: null, trixie: { status: 'resolved' } } },
        },
        good: { 'CVE-2020-3': { releases: { bookworm: { status: 'open' } } } },
      }),
    );
    expect(found.problems).toEqual([
      'bad: not a source package with vulnerabilities',
      'bad\nname: not a source package with vulnerabilities',
      'half CVE-2020-1: has no releases',
      'half CVE-2020-2 sid: has no status that is known',
      'half CVE-2020-2 bookworm: has no status that is known',
      'half CVE-2020-2 trixie: has no status that is known',
    ]);
    expect(found.rows.map(([, name]) => name)).toEqual(['good']);
  });

  test('a download that was cut off is refused as a whole', async () => {
    await expect(collect(debianTracker, '{"a":{"CVE-2020-1":{"releases":{}}},"b":{"CV')).rejects.toThrow(
      /ends in the middle/,
    );
  });
});
