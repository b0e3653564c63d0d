import { describe, expect, test } from 'vitest';
import { parseIgnoreFile } from './parse-ignore-file.ts';

const plain = (text: string) => parseIgnoreFile('.trivyignore', text);
const yaml = (text: string) => parseIgnoreFile('.seawall.yaml', text);

describe('a plain ignore file', () => {
  test('has an id a line, dates and comments', async () => {
    const text = [
      '# Accepted by the platform team',
      'CVE-2018-14618',
      '',
      'CVE-2019-1543 exp:2027-01-31',
      'GHSA-aaaa-bbbb-cccc   exp:2027-02-01 # only on Windows',
      '  # Two lines',
      '# of comment',
      'CVE-2020-1\r',
      'CVE-2020-2',
      '# another',
      'CVE-2020-3#4'.replace('#4', ''),
    ].join('\n');
    const found = await plain(text);
    expect(found.map(({ id, reason, expires, source }) => [id, reason, expires, source])).toEqual([
      ['CVE-2018-14618', 'Accepted by the platform team', undefined, '.trivyignore:2'],
      ['CVE-2019-1543', 'listed in .trivyignore', '2027-01-31', '.trivyignore:4'],
      ['GHSA-aaaa-bbbb-cccc', 'only on Windows', '2027-02-01', '.trivyignore:5'],
      ['CVE-2020-1', 'Two lines of comment', undefined, '.trivyignore:8'],
      ['CVE-2020-2', 'Two lines of comment', undefined, '.trivyignore:9'],
      ['CVE-2020-3', 'another', undefined, '.trivyignore:11'],
    ]);
  });

  test.each(['', '\n\n', '# nothing\n', '\r\n'])('%j holds nothing', async (text) => {
    expect(await plain(text)).toEqual([]);
  });

  test.each([
    ['CVE-1 exp:tomorrow', '.trivyignore:1: "exp:tomorrow" has no date YYYY-MM-DD'],
    ['CVE-1 exp:2026-02-30', '.trivyignore:1: "exp:2026-02-30" has no date YYYY-MM-DD'],
    ['\nCVE-1 expires:2027-01-01', '.trivyignore:2: "expires:2027-01-01" is not understood'],
    ['CVE-1 exp:2027-01-01 exp:2028-01-01', '.trivyignore:1: "exp:2028-01-01" is not understood'],
    ['ignore:\n- id: x', '.trivyignore:1: "ignore:" is no id'],
    ['\u001b[2J', '.trivyignore:1: "\\u001b[2J" is no id'],
  ])('%j is refused with its line', async (text, message) => {
    await expect(plain(text)).rejects.toThrow(message);
    await expect(plain(text)).rejects.toMatchObject({ kind: 'usage' });
  });
});

test('a file of too many entries is refused', async () => {
  await expect(plain('CVE-1\n'.repeat(20_001))).rejects.toThrow('.trivyignore:20001: more than 20000 entries');
});

describe('a .trivyignore.yaml', () => {
  test('has its fields read', async () => {
    const text = `
vulnerabilities:
  - id: CVE-2022-40897
    paths:
      - "usr/local/lib/python3.9/site-packages/setuptools-58.1.0.dist-info/METADATA"
    statement: Accept the risk
  - id: CVE-2023-2650
  - id: CVE-2023-3446
    expired_at: 2027-09-01
  - id: CVE-2023-29491
    purls:
      - pkg:deb/debian/libssl1.1
secrets:
  - id: aws-access-key-id
    paths: ["foo/bar/*.secret"]
`;
    const found = await parseIgnoreFile('.trivyignore.yaml', text);
    expect(found.map(({ id, kind, reason, expires, source }) => [id, kind, reason, expires, source])).toEqual([
      ['CVE-2022-40897', 'vulnerability', 'Accept the risk', undefined, '.trivyignore.yaml:3'],
      ['CVE-2023-2650', 'vulnerability', 'listed in .trivyignore.yaml', undefined, '.trivyignore.yaml:7'],
      ['CVE-2023-3446', 'vulnerability', 'listed in .trivyignore.yaml', '2027-09-01', '.trivyignore.yaml:8'],
      ['CVE-2023-29491', 'vulnerability', 'listed in .trivyignore.yaml', undefined, '.trivyignore.yaml:10'],
      ['aws-access-key-id', 'secret', 'listed in .trivyignore.yaml', undefined, '.trivyignore.yaml:14'],
    ]);
    expect(found[0]?.scope.paths?.map(({ pattern }) => pattern)).toHaveLength(1);
    expect(found[3]?.scope.packages).toMatchObject([{ purl: { type: 'deb', name: 'libssl1.1' } }]);
  });

  test.each([
    ['a misspelt field', '- id: CVE-1\n  expires_at: 2027-01-01', ':3: unknown field; known are id, paths'],
    ['no id', '- statement: x', ':2: an entry needs an id'],
    ['no date', '- id: CVE-1\n  expired_at: soon', ':3: expected a date, YYYY-MM-DD'],
    ['no purl', '- id: CVE-1\n  purls: [lodash]', ':3: expected a purl'],
    ['a broken glob', '- id: CVE-1\n  paths: ["{a"]', ':3: the pattern "{a" is missing a }'],
    ['a limit to nothing', '- id: CVE-1\n  paths: []', ':3: expected 1 to 1000 texts'],
    ['a text for an entry', '- CVE-1', ':2: expected fields: id'],
    ['a mapping for the list', '  id: CVE-1', ':2: expected a list'],
  ])('%s is refused with its line', async (_, text, message) => {
    await expect(parseIgnoreFile('x.yml', `vulnerabilities:\n${text}\n`)).rejects.toThrow(`x.yml${message}`);
  });
});

describe('a .seawall.yaml', () => {
  test('has its fields read', async () => {
    const found = await yaml(`
ignore:
  - id: CVE-2024-0001
    reason: >
      The vulnerable code
      is not reachable
    owner: ada@example.com
    expires: 2027-01-31
    scope:
      packages: [pkg:npm/lodash@4.17.20, openssl, "@scope/x@1.10", "y@1.10"]
      paths: [app/**]
      images: ["ghcr.io/team/*"]
  - id: ${'ab'.repeat(32)}
    reason: one place only
`);
    expect(found).toMatchObject([
      {
        id: 'CVE-2024-0001',
        reason: 'The vulnerable code is not reachable',
        owner: 'ada@example.com',
        expires: '2027-01-31',
        scope: {
          packages: [
            { purl: { name: 'lodash', version: '4.17.20' } },
            { name: 'openssl' },
            { name: '@scope/x', version: '1.10' },
            { name: 'y', version: '1.10' },
          ],
          paths: [{ pattern: 'app/**' }],
          images: [{ pattern: 'ghcr.io/team/*' }],
        },
        source: '.seawall.yaml:3',
      },
      { id: 'ab'.repeat(32), scope: {}, source: '.seawall.yaml:13' },
    ]);
  });

  test.each(['', '# only a comment\n', 'ignore:\n', 'ignore: []\n', '---\n'])('%j holds nothing', async (text) => {
    expect(await yaml(text)).toEqual([]);
  });

  test.each([
    ['no reason', 'ignore:\n- id: CVE-1', ':2: the exception for CVE-1 needs a reason'],
    ['an empty reason', 'ignore:\n- id: CVE-1\n  reason: ""', ':3: expected a text'],
    ['a misspelt date', 'ignore:\n- id: CVE-1\n  reason: r\n  expire: 2027-01-01', ':4: unknown field'],
    ['a misspelt limit', 'ignore:\n- id: CVE-1\n  reason: r\n  scope: {package: [x]}', ':4: unknown field'],
    ['an unknown list', 'ignored:\n- id: CVE-1', ':1: unknown field; known are ignore'],
    [
      'a version that is missing',
      'ignore:\n- {id: CVE-1, reason: r, scope: {packages: ["x@"]}}',
      ':2: "x@" has no version',
    ],
    ['two values of one field', 'ignore:\n- id: CVE-1\n  id: CVE-2\n  reason: r', ':3: a second id'],
    ['a list on top', '- id: CVE-1', ':1: expected fields'],
    ['a text on top', 'CVE-1', ':1: expected fields'],
    ['text that is no YAML', 'ignore: [', ':1: '],
    ['several documents', 'ignore: []\n---\nignore: []', ':2: '],
    ['an alias', 'ignore:\n- &a {id: CVE-1, reason: r}\n- *a', ':3: expected fields'],
    ['a merge', 'ignore:\n- {id: CVE-1, reason: r, <<: {owner: x}}', ':2: unknown field'],
    ['a field of every object', 'ignore:\n- {id: CVE-1, reason: r, __proto__: x}', ':2: unknown field'],
    ['a list as id', 'ignore:\n- {id: [CVE-1], reason: r}', ':2: expected a text'],
  ])('%s is refused with its line', async (_, text, message) => {
    await expect(yaml(text)).rejects.toThrow(`.seawall.yaml${message}`);
    await expect(yaml(text)).rejects.toMatchObject({ kind: 'usage' });
  });

  test.each([
    ['[', '['.repeat(20_000)],
    ['{a: ', '{a: '.repeat(20_000)],
    ['- ', '- '.repeat(20_000)],
    ['! ', `ignore: ${'!'.repeat(100_000)}`],
  ])('a heap of %s is refused', async (_, text) => {
    await expect(yaml(text)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(/^\.seawall\.yaml:\d+: /),
    });
  });
});
