import { describe, expect, test } from 'vitest';
import { collect } from './collect.fixture.ts';
import { distroInfo } from './distro-info.ts';

const debian = `version,codename,series,created,release,eol,eol-lts,eol-elts
10,Buster,buster,2017-06-17,2019-07-06,2022-09-10,2024-06-30,2029-06-30
2.0,Hamm,hamm,1997-06-05,1998-07-24,2000-03-09
15,Duke,duke,2027-08-01
,Sid,sid,1993-08-16
`;
const ubuntu = `version,codename,series,created,release,eol,eol-server,eol-esm,eol-legacy
12.04 LTS,Precise Pangolin,precise,2011-10-13,2012-04-26,2017-04-28,2017-04-29,2019-04-26
25.10,Questing Quokka,questing,2025-04-17,2025-10-09,2026-07-09
`;

describe('distro-info', () => {
  test('of Debian: the security team ends normal support, the LTS team ends all', async () => {
    const { lifecycle, problems, source, replaces, records } = await collect(distroInfo, debian);
    expect(lifecycle).toEqual([
      [
        'release',
        'debian',
        { id: '10', source: 'distro-info debian', supportEnds: '2022-09-10', endOfLife: '2024-06-30' },
      ],
      [
        'release',
        'debian',
        { id: '2.0', source: 'distro-info debian', supportEnds: '2000-03-09', endOfLife: '2000-03-09' },
      ],
    ]);
    expect({ problems, source, replaces, records }).toEqual({
      problems: [],
      source: 'distro-info debian',
      replaces: 'all',
      records: 2,
    });
  });

  test('of Ubuntu: without LTS in the number, servers as long as they were supported, ESM ends all', async () => {
    const { lifecycle } = await collect(distroInfo, ubuntu.replaceAll('\n', '\r\n'));
    expect(lifecycle.map(([, distribution, record]) => [distribution, record])).toMatchObject([
      ['ubuntu', { id: '12.04', supportEnds: '2017-04-29', endOfLife: '2019-04-26' }],
      ['ubuntu', { id: '25.10', supportEnds: '2026-07-09', endOfLife: '2026-07-09' }],
    ]);
  });

  test('names what it does not understand', async () => {
    const text = `${debian}11,Bullseye,bullseye,2019-07-06,2021-08-14,2024-13-14\nx;y,B,b,,,2024-01-01\n`;
    const { lifecycle, problems } = await collect(distroInfo, text);
    expect(lifecycle).toHaveLength(2);
    expect(problems).toEqual([
      'debian 11: a release or a date that is not understood',
      'debian x;y: a release or a date that is not understood',
    ]);
  });

  test('refuses a table of another distribution', async () => {
    await expect(collect(distroInfo, 'version,codename,series,created,release,eol\n')).rejects.toThrow(/neither those/);
  });
});
