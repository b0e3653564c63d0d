import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pythonRequirements } from './python-requirements.ts';

function analyse(text: string | Buffer) {
  return pythonRequirements.analyse({ path: 'srv/requirements.txt', bytes: Buffer.from(text) });
}

function versions(text: string | Buffer): string[] | undefined {
  return analyse(text)?.packages?.map(({ name, version }) => `${name} ${version}`);
}

const fixture = (name: string) => readFileSync(new URL(`fixtures/python/${name}`, import.meta.url));

describe('which files', () => {
  test.each([
    ['srv/requirements.txt', true],
    ['requirements-dev.txt', true],
    ['srv/test-requirements.txt', true],
    ['srv/requirements_3.11.txt', true],
    ['srv/requirements/base.txt', true],
    ['requirements/base.txt', true],
    ['srv/requirements/sub/base.txt', false],
    ['srv/myrequirements/base.txt', false],
    ['srv/requires.txt', false],
  ])('%s: %s', (path, wanted) => expect(pythonRequirements.interest.accept?.(path)).toBe(wanted));
});

describe('pins', () => {
  test('are taken; the rest leaves the version open or is an option', () => {
    const text =
      '-r base.txt\n--index-url https://host/simple\n-e git+https://host/x#egg=x\n' +
      'a==1.0 # why\nB.c [x,y] == 2.0 ; python_version < "3.9"\nd>=1\ne\n./local\nf==3 \\\n  --hash=sha256:00\n';
    expect(analyse(text)).not.toHaveProperty('problems');
    expect(versions(text)).toEqual(['a 1.0', 'B.c 2.0', 'f 3']);
  });

  test('without notes tell nothing of what is direct or for development', () => {
    const [item] = analyse('a==1\n')?.packages ?? [];
    expect(item).toEqual({
      name: 'a',
      version: '1',
      purl: 'pkg:pypi/a@1',
      type: 'pypi',
      licences: [],
      scope: 'declared',
    });
  });

  test('go over several lines with a backslash, which a comment ends', () => {
    expect(versions('a==1 \\\n# b==2 \\\nc==3\nd== \\\r\n4\n\\\n\ne==5\\')).toEqual(['a 1', 'c 3', 'd 4', 'e 5']);
  });

  test('a number sign within a word is no comment', () => {
    expect(versions('a @ file:///a-1-py3-none-any.whl#sha256=00\n#b==1\n   # c==1\nd==1#x\n')).toEqual(['a 1']);
  });

  test('have a hash when there is one file', () => {
    const hash = `sha256:${'a'.repeat(64)}`;
    expect(
      analyse(`a==1 --hash=${hash}\nb==1 --hash ${hash} --hash=${hash}\n`)?.packages?.map(({ hashes }) => hashes),
    ).toEqual([[hash], undefined]);
  });

  test('are read from UTF-16, as PowerShell writes it, and any line ends', () => {
    const text = '\uFEFFa==1\r\nb==2\rc==3\n';
    expect(versions(Buffer.from(text, 'utf16le'))).toEqual(['a 1', 'b 2', 'c 3']);
    expect(versions(Buffer.from(text, 'utf16le').swap16())).toEqual(['a 1', 'b 2', 'c 3']);
    expect(versions(text)).toEqual(['a 1', 'b 2', 'c 3']);
  });
});

/*
 * `pip-compile --generate-hashes`, the same with `--annotation-style=line`, and `uv pip compile`, of httpx[socks]==0.27.2 and
 * zope.event==5.0. Only uv writes setuptools, which pip-compile takes for unsafe.
 */
describe.each([
  ['pip-compile-requirements.txt', 10],
  ['pip-compile-line-requirements.txt', 10],
  ['uv-compile-requirements.txt', 11],
])('a real %s', (name, count) => {
  const facts = analyse(fixture(name));
  const packages = facts?.packages ?? [];
  const find = (wanted: string) => packages.find((item) => item.name === wanted);

  test('has all packages', () => {
    expect(facts).not.toHaveProperty('problems');
    expect(packages).toHaveLength(count);
  });

  test('tells by its notes what is direct, what leads where, and nothing of development', () => {
    expect(packages.filter(({ direct }) => direct).map((item) => item.name)).toEqual(['httpx', 'zope-event']);
    expect(find('h11')).toMatchObject({ direct: false, path: ['httpx@0.27.2', 'httpcore@1.0.9', 'h11@0.16.0'] });
    expect(find('anyio')?.dependsOn).toEqual(['pkg:pypi/idna@3.20', 'pkg:pypi/typing-extensions@4.16.0']);
    expect(packages.filter((item) => item.dev !== undefined)).toEqual([]);
  });
});

/** `uv export --all-groups`: notes name the project; what a group asks for has none. */
test('a real export of uv tells the same', () => {
  const packages = analyse(fixture('uv-export-requirements.txt'))?.packages ?? [];
  expect(packages).toHaveLength(25);
  const direct = packages.filter((item) => item.direct).map(({ name, version }) => `${name} ${version}`);
  expect(direct).toEqual([
    'beautifulsoup4 4.12.3',
    'httpx 0.27.2',
    'packaging 23.2',
    'packaging 26.3',
    'zope-event 5.0',
  ]);
});

describe('notes', () => {
  const direct = (text: string) =>
    analyse(text)
      ?.packages?.filter((item) => item.direct)
      .map(({ name }) => name);

  test('may name project files, lines, constraints and extras', () => {
    expect(
      direct(
        'a==1\n    # via app (pyproject.toml)\nb==1\n    # via -r x.in (line 3)\nc==1\n    # via\n    #   -c y.txt\n    #   a[x]\n',
      ),
    ).toEqual(['a', 'b']);
  });

  test('end with the first other comment, empty list item or line', () => {
    expect(
      direct(
        'a==1\n    # via b\n    # other\n    #   -r x.in\nb==1\n    # via -r x.in\n\nc==1\n# via b\n    # via b\n',
      ),
    ).toEqual(['b', 'c']);
  });
});

describe('other files of the name', () => {
  test('prose is none', () => expect(analyse('You need a computer.\nAnd patience.\n')).toBeUndefined());
  test('an empty one, and one without pins, has no packages', () => {
    expect(analyse('')).toEqual({ packages: [] });
    expect(analyse('flask\nrequests>=2\n')).toEqual({ packages: [] });
  });
  test('lines that are no requirements are located', () => {
    expect(analyse('a==1\n\n{{ x }} y\nb==${V}\n')?.problems).toEqual([
      { where: '/srv/requirements.txt:3', what: 'not a requirement: {{ x }} y' },
      { where: '/srv/requirements.txt:4', what: 'b has a malformed version: ${V}' },
    ]);
  });
  test('hostile ones are read in linear time', () => {
    const many = 1_000_000;
    for (const text of [
      ' '.repeat(many) + '#',
      '\\\n'.repeat(many),
      '#'.repeat(many),
      'a==1 --hash'.repeat(many / 10),
      `a==1\n${'    # via a\n'.repeat(many / 10)}`,
      '\0'.repeat(many),
      `a==1 # via ${',b'.repeat(many)}`,
    ])
      expect(() => analyse(text)).not.toThrow();
    expect(versions('__proto__==1\nconstructor==2\n    # via __proto__\n')).toEqual(['__proto__ 1', 'constructor 2']);
    expect(versions(Buffer.from('a==1\n\xff\xfe\n', 'latin1'))).toEqual(['a 1']);
  });
});
