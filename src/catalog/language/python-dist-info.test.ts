import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pythonDistInfo } from './python-dist-info.ts';

const folder = 'usr/lib/python3/site-packages';

function analyse(text: string | Buffer, path = `${folder}/requests-2.31.0.dist-info/METADATA`) {
  return pythonDistInfo.analyse({ path, bytes: Buffer.from(text) });
}

function wants(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const { names = [], endings = [], accept } = pythonDistInfo.interest;
  return (names.includes(name) || endings.some((ending) => name.endsWith(ending))) && accept?.(path) !== false;
}

describe('which files are metadata of a distribution', () => {
  test.each([
    `${folder}/requests-2.31.0.dist-info/METADATA`,
    `${folder}/PyYAML-5.3.1-py3.8.egg-info`,
    `${folder}/PyYAML-5.3.1.egg-info/PKG-INFO`,
    'srv/app/app.egg-info/PKG-INFO',
    `${folder}/simplejson-3.0-py2.7.egg/EGG-INFO/PKG-INFO`,
    'EGG-INFO/PKG-INFO',
  ])('%s', (path) => expect(wants(path)).toBe(true));

  test.each([
    'METADATA',
    'srv/sdist/PKG-INFO',
    `${folder}/requests-2.31.0.dist-info/RECORD`,
    `${folder}/requests/METADATA`,
    `${folder}/x.egg-info/METADATA`,
    `${folder}/x.dist-info/licenses/METADATA`,
    // pip moves away what it is about to remove under such a name, and does not list it.
    `${folder}/~equests-2.31.0.dist-info/METADATA`,
  ])('not %s', (path) => expect(wants(path)).toBe(false));
});

describe('a distribution', () => {
  test('is named as its metadata write it, in a normalised purl', () => {
    expect(analyse('Metadata-Version: 2.1\nName: Zope.Interface_x\nVersion: 6.1\nLicense: MIT\n\nName: no\n')).toEqual({
      packages: [
        {
          name: 'Zope.Interface_x',
          version: '6.1',
          purl: 'pkg:pypi/zope-interface-x@6.1',
          type: 'pypi',
          licences: ['MIT'],
          scope: 'installed',
        },
      ],
    });
  });

  test('may have any case of field names, any line ends, a byte order mark and folded lines', () => {
    const text =
      '\uFEFFNAME:a\r\nSummary: one\r\n  two: three\r\n\tName: no\r\nversion :1\r\nVersion:  1.0.post1+l\r\n\r\nVersion: 9\r\n';
    expect(analyse(text)?.packages).toMatchObject([{ name: 'a', version: '1.0.post1+l' }]);
  });

  test('has the first Name and Version when there are several', () => {
    expect(analyse('Name: a\nVersion: 1\nName: b\nVersion: 2\n')?.packages).toMatchObject([
      { name: 'a', version: '1' },
    ]);
  });

  test('ends at the first line that is no header, as for Python itself', () => {
    expect(analyse('Name: a\nVersion: 1\nno header here\nLicense: MIT\n')?.packages).toMatchObject([{ licences: [] }]);
  });

  test('keeps old versions that PEP 440 does not know', () => {
    expect(analyse('Name: a\nVersion: 2004d\n')).toMatchObject({ packages: [{ version: '2004d' }] });
  });

  test('without usable metadata is known by its folder, and that is reported', () => {
    expect(analyse('')).toEqual({
      packages: [expect.objectContaining({ name: 'requests', version: '2.31.0', licences: [] })],
      problems: [
        {
          where: `/${folder}/requests-2.31.0.dist-info/METADATA`,
          what: 'no usable Name and Version: the path tells them',
        },
      ],
    });
    const broken = analyse('Name: a b\nVersion: 1\n', `${folder}/PyYAML-5.3.1-py3.8.egg-info`);
    expect(broken?.packages).toMatchObject([{ name: 'PyYAML', version: '5.3.1' }]);
  });

  test('is not known by a path that keeps the hyphens of another name', () => {
    expect(analyse('Name: no-version\n', 'srv/no-version-py3.8.egg-info')).toEqual({
      packages: [],
      problems: [{ where: '/srv/no-version-py3.8.egg-info', what: 'no-version has no version' }],
    });
    const same = analyse('Name: No.Version\n', 'srv/no_version-1.2-py3.8.egg-info');
    expect(same?.packages).toMatchObject([{ name: 'no_version', version: '1.2' }]);
  });

  test('of which nothing is known is a problem, not a package', () => {
    expect(analyse('', 'srv/app.egg-info/PKG-INFO')).toEqual({
      packages: [],
      problems: [{ where: '/srv/app.egg-info/PKG-INFO', what: 'package without a name' }],
    });
    expect(analyse('Name: a\n', 'srv/a.egg-info/PKG-INFO')?.problems).toMatchObject([{ what: 'a has no version' }]);
    expect(analyse('Name: a\nVersion: 1 \u202E2\n', 'EGG-INFO/PKG-INFO')?.problems).toMatchObject([
      { what: 'a has a malformed version: 1 \uFFFD2' },
    ]);
  });
});

describe('hostile metadata', () => {
  test('truncated anywhere gives the package or a problem, never an exception', () => {
    const whole =
      'Metadata-Version: 2.1\nName: requests\nVersion: 2.31.0\nLicense: MIT\nClassifier: License :: X\n\nbody\n';
    for (let end = 0; end <= whole.length; end += 1) {
      const facts = analyse(whole.slice(0, end), 'srv/requests.egg-info/PKG-INFO');
      expect((facts?.packages?.length ?? 0) + (facts?.problems?.length ?? 0)).toBe(1);
    }
  });

  test('huge fields cost no more than their size', () => {
    const text = `Name: a\nLicense: x${'\n y'.repeat(500_000)}\nVersion: 1\n${'Classifier: License :: OSI Approved :: MIT License\n'.repeat(50_000)}`;
    expect(analyse(text)?.packages).toMatchObject([{ version: '1', licences: ['MIT'] }]);
    expect(analyse(`${'a'.repeat(5_000_000)}: x\nName: a\nVersion: 1\n`)?.packages).toMatchObject([
      { name: 'requests' },
    ]);
  });

  test('names of object members are names', () => {
    expect(analyse('__proto__: x\nName: constructor\nVersion: 1\n')?.packages).toMatchObject([{ name: 'constructor' }]);
  });

  test('other encodings do no harm to name and version', () => {
    const text = Buffer.from('Name: a\nVersion: 1\nAuthor: \xe9\nLicense: Cr\xe9ation\n\n\xff\xfe', 'latin1');
    expect(analyse(text)).toMatchObject({ packages: [{ name: 'a', licences: ['Création'] }] });
  });
});

const python = process.env['SEAWALL_TEST_PYTHON'] ?? 'python3';
const listed = list();

/** What Python itself lists in its own folder of third-party packages. */
function list(): { folder: string; packages: string[] } | undefined {
  const program =
    'import importlib.metadata as m, json, sysconfig; p = sysconfig.get_path("purelib"); ' +
    'print(json.dumps({"folder": p, "packages": sorted({d.metadata["Name"] + " " + d.version for d in m.distributions(path=[p])})}))';
  try {
    return JSON.parse(
      execFileSync(python, ['-I', '-c', program], { stdio: ['ignore', 'pipe', 'ignore'] }).toString(),
    ) as {
      folder: string;
      packages: string[];
    };
  } catch {
    return undefined;
  }
}

test.skipIf(listed === undefined)(
  'finds what importlib.metadata of a real Python finds (skipped without Python)',
  () => {
    const root = listed?.folder ?? '';
    const found = new Set<string>();
    for (const name of readdirSync(root)) {
      for (const path of [name, `${name}/METADATA`, `${name}/PKG-INFO`]) {
        if (!wants(path) || !statSync(join(root, path), { throwIfNoEntry: false })?.isFile()) continue;
        const facts = analyse(readFileSync(join(root, path)), path);
        for (const item of facts?.packages ?? []) found.add(`${item.name} ${item.version}`);
      }
    }
    expect([...found].toSorted()).toEqual(listed?.packages.toSorted());
  },
);
