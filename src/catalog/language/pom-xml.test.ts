import { describe, expect, test } from 'vitest';
import { pomXml } from './pom-xml.ts';

const analyse = (text: string | Buffer) => pomXml.analyse({ path: 'srv/pom.xml', bytes: Buffer.from(text) });
const project = (inner: string) =>
  `<?xml version="1.0"?><project xmlns="http://maven.apache.org/POM/4.0.0">${inner}</project>`;
const dependency = (id: string, more: string) =>
  `<dependency><groupId>g</groupId><artifactId>${id}</artifactId>${more}</dependency>`;
const dependencies = (...items: string[]) => `<dependencies>${items.join('\n')}</dependencies>`;
const versions = (inner: string) => analyse(project(inner))?.packages?.map(({ name, version }) => `${name} ${version}`);

describe('declared dependencies', () => {
  test('one, as it is listed', () => {
    const text = project(dependencies(dependency('a', '<version>1.0</version>')));
    expect(analyse(text)).toEqual({
      packages: [
        {
          name: 'g:a',
          version: '1.0',
          purl: 'pkg:maven/g/a@1.0',
          type: 'maven',
          licences: [],
          scope: 'declared',
          direct: true,
          dev: false,
          path: ['g:a@1.0'],
        },
      ],
    });
  });

  test('tests are for development; other scopes are told', () => {
    const scopes = ['compile', 'provided', 'runtime', 'test', 'nonsense'];
    const items = scopes.map((scope) => dependency(scope, `<version>1</version><scope>${scope}</scope>`));
    expect(
      analyse(project(dependencies(...items)))?.packages?.map(({ dev, properties }) => [
        dev,
        properties?.['maven:scope'],
      ]),
    ).toEqual([
      [false, undefined],
      [false, 'provided'],
      [false, 'runtime'],
      [true, 'test'],
      [false, undefined],
    ]);
  });

  test('classifier and type are part of the purl', () => {
    const more = '<version>1</version><classifier>tests</classifier><type>zip</type>';
    expect(analyse(project(dependencies(dependency('a', more))))?.packages?.[0]?.purl).toBe(
      'pkg:maven/g/a@1?classifier=tests&type=zip',
    );
  });

  test('profiles, plugins and managed artefacts that nothing asks for are no dependencies', () => {
    const item = dependencies(dependency('a', '<version>1</version>'));
    const profile = `<profiles><profile>${item}</profile></profiles>`;
    const plugin = `<build><plugins><plugin>${item}</plugin></plugins></build>`;
    expect(versions(`${profile}${plugin}<dependencyManagement>${item}</dependencyManagement>`)).toEqual([]);
  });
});

describe('versions', () => {
  test('from properties, also through others', () => {
    const properties = '<properties><x.version>1.${minor}</x.version><minor>7</minor></properties>';
    expect(versions(properties + dependencies(dependency('a', '<version>${x.version}</version>')))).toEqual([
      'g:a 1.7',
    ]);
  });

  test.each(['${project.version}', '${pom.version}', '${version}'])('%s is that of the project', (reference) => {
    const item = dependencies(dependency('a', `<version>${reference}</version>`));
    expect(versions(`<version>3</version>${item}`)).toEqual(['g:a 3']);
    expect(versions(`<parent><version>4</version></parent>${item}`)).toEqual(['g:a 4']);
  });

  test('of the parent', () => {
    const item = dependencies(dependency('a', '<version>${project.parent.version}</version>'));
    expect(versions(`<version>3</version><parent><version>4</version></parent>${item}`)).toEqual(['g:a 4']);
  });

  test('group and artifact have properties, too', () => {
    const item =
      '<dependency><groupId>${project.groupId}</groupId><artifactId>a</artifactId><version>1</version></dependency>';
    expect(versions(`<groupId>com.example</groupId>${dependencies(item)}`)).toEqual(['com.example:a 1']);
  });

  test('managed ones, with their scope, but a version of its own wins', () => {
    const managed = dependencies(
      dependency('a', '<version>1</version><scope>test</scope>'),
      dependency('b', '<version>1</version>'),
      dependency('c', '<version>1</version><classifier>x</classifier>'),
    );
    const own = dependencies(dependency('a', ''), dependency('b', '<version>2</version>'), dependency('c', ''));
    const facts = analyse(project(`<dependencyManagement>${managed}</dependencyManagement>${own}`));
    expect(facts?.packages?.map(({ name, version, dev }) => [name, version, dev])).toEqual([
      ['g:a', '1', true],
      ['g:b', '2', false],
    ]);
  });

  test('the range of one version is that version', () => {
    expect(versions(dependencies(dependency('a', '<version>[1.2]</version>')))).toEqual(['g:a 1.2']);
  });

  test.each([
    '',
    '<version/>',
    '<version>${unknown}</version>',
    '<version>[1,2)</version>',
    '<version>LATEST RC</version>',
  ])('one the file does not tell is normal: %s', (more) =>
    expect(analyse(project(dependencies(dependency('a', more))))).toEqual({ packages: [] }),
  );
});

describe('text as XML has it', () => {
  test('CDATA, comments, references, white space', () => {
    const more = '<version>\n <![CDATA[1.]]><!-- no -->&#50;\n</version>';
    expect(versions(dependencies(dependency('a', more)))).toEqual(['g:a 1.2']);
  });

  test('Latin-1, and names of entities that only HTML has', () => {
    const text = project(`<name>M\xFCller &oslash;</name>${dependencies(dependency('a', '<version>1</version>'))}`);
    const bytes = Buffer.from(text.replace('"1.0"', '"1.0" encoding="ISO-8859-1"'), 'latin1');
    expect(analyse(bytes)).toMatchObject({ packages: [{ name: 'g:a' }] });
    expect(analyse(bytes)).not.toHaveProperty('problems');
  });
});

describe('another file of this name', () => {
  test('is nothing', () => expect(analyse('<html></html>')).toBeUndefined());
});

describe('a broken pom', () => {
  test('is read up to the mistake, which is located', () => {
    const text = project(dependencies(dependency('a', '<version>1</version>'), '</oops>', dependency('b', '')));
    const facts = analyse(text);
    expect(facts?.packages).toMatchObject([{ name: 'g:a' }]);
    expect(facts?.problems).toMatchObject([{ where: '/srv/pom.xml:2' }]);
  });

  test.each(['', 'no XML', '<project', '\0\0\0'])('%j is a problem', (text) => {
    expect(analyse(text)).toMatchObject({ packages: [], problems: [{ where: '/srv/pom.xml:1' }] });
  });
});

describe('a hostile pom', () => {
  test('a billion laughs are not expanded', () => {
    const laughs = Array.from({ length: 10 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
    const item = dependencies(dependency('a', '<version>&l10;</version>'));
    const text = `<!DOCTYPE p [<!ENTITY l0 "lol">${laughs.join('')}]><project>${item}</project>`;
    expect(analyse(text)).toEqual({ packages: [] });
  });

  test('files outside are not read', () => {
    const text = `<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]>`;
    expect(analyse(`${text}<project>${dependencies(dependency('a', '<version>&x;</version>'))}</project>`)).toEqual({
      packages: [],
    });
  });

  test('properties that double at each step, circle, or go a long way', () => {
    const doubling = Array.from({ length: 60 }, (_, at) => `<d${at}>\${d${at + 1}}\${d${at + 1}}</d${at}>`);
    const chain = Array.from({ length: 50_000 }, (_, at) => `<c${at}>\${c${at + 1}}</c${at}>`);
    const properties = `<properties>${doubling.join('')}<d60>1</d60>${chain.join('')}<x>\${y}</x><y>\${x}</y></properties>`;
    const items = ['d0', 'c0', 'x'].map((name) => dependency(name, `<version>\${${name}}</version>`));
    expect(versions(properties + dependencies(...items))).toEqual([]);
  });

  test('names from the object prototype', () => {
    const properties = '<properties><__proto__>1</__proto__></properties>';
    const items = ['__proto__', 'constructor', 'hasOwnProperty'].map((name) =>
      dependency(name, `<version>\${${name}}</version>`),
    );
    expect(versions(properties + dependencies(...items))).toEqual(['g:__proto__ 1']);
    expect(versions(dependencies(dependency('a', '<version>&constructor;</version>')))).toEqual([]);
  });

  test('deep elements end the reading', () => {
    expect(analyse(`<project>${'<a>'.repeat(100_000)}`)).toMatchObject({
      problems: [{ what: expect.stringContaining('nested more than 100 deep') as string }],
    });
  });

  test('a great many dependencies', () => {
    const items = Array.from({ length: 50_000 }, (_, at) => dependency(`a${at}`, '<version>1</version>'));
    expect(versions(dependencies(...items))).toHaveLength(50_000);
  });
});

const realPom = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>shop</artifactId>
  <version>1.2.3</version>
  <properties>
    <log4j.minor>14</log4j.minor>
    <log4j.version>2.\${log4j.minor}.1</log4j.version>
  </properties>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>commons-io</groupId>
        <artifactId>commons-io</artifactId>
        <version>2.6</version>
        <scope>runtime</scope>
      </dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId>
      <artifactId>log4j-core</artifactId>
      <version>\${log4j.version}</version>
    </dependency>
    <dependency>
      <groupId>commons-io</groupId>
      <artifactId>commons-io</artifactId>
    </dependency>
    <dependency>
      <groupId>junit</groupId>
      <artifactId>junit</artifactId>
      <version>[4.13.2]</version>
      <scope>test</scope>
    </dependency>
  </dependencies>
</project>
`;

test('the same as Maven itself lists', () => {
  // mvn dependency:list -DexcludeTransitive=true (Maven 3.8.7, maven-dependency-plugin 2.8)
  const listed = [
    'junit:junit:jar:4.13.2:test',
    'commons-io:commons-io:jar:2.6:runtime',
    'org.apache.logging.log4j:log4j-core:jar:2.14.1:compile',
  ];
  const found = analyse(realPom)?.packages?.map(
    ({ name, version, properties }) => `${name}:jar:${version}:${properties?.['maven:scope'] ?? 'compile'}`,
  );
  expect(found?.toSorted()).toEqual(listed.toSorted());
});
