import { describe, expect, test } from 'vitest';
import { affectedItems } from './ubuntu-channels.ts';

function item(ecosystem: string, fixed?: string, name = 'openssl') {
  const events = [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])];
  return { package: { ecosystem, name, purl: 'x' }, ranges: [{ type: 'ECOSYSTEM', events }] };
}

function shown(...affected: unknown[]): unknown[] {
  return affectedItems({ affected }).map(({ affected: { package: target, ranges }, subscribersOnly }) => {
    const { ecosystem, name } = target as { ecosystem: string; name: string };
    const [range] = ranges as { events: { fixed?: string }[] }[];
    const fixed = range?.events.flatMap((event) => event.fixed ?? [])[0];
    return [ecosystem, name, fixed, subscribersOnly];
  });
}

describe('the affected items of a record', () => {
  test('are as they are where no Ubuntu is among them', () => {
    const twice = [item('Debian:12', '1'), item('Debian:12', '2'), 7, { ranges: [] }];
    expect(affectedItems({ affected: twice }).map(({ affected }) => affected)).toEqual([
      twice[0],
      twice[1],
      {},
      { ranges: [] },
    ]);
    expect(affectedItems({})).toEqual([]);
  });

  test.each([
    ['plainly', [item('Ubuntu:20.04:LTS', '1')], [['Ubuntu:20.04:LTS', 'openssl', '1', false]]],
    ['under Pro only', [item('Ubuntu:Pro:16.04:LTS', '1+esm1')], [['Ubuntu:16.04:LTS', 'openssl', '1+esm1', true]]],
    [
      'under Pro only, without a fix',
      [item('Ubuntu:Pro:16.04:LTS')],
      [['Ubuntu:16.04:LTS', 'openssl', undefined, false]],
    ],
    [
      'both ways, with a fix for subscribers',
      [item('Ubuntu:22.04:LTS'), item('Ubuntu:Pro:22.04:LTS', '1~esm1')],
      [['Ubuntu:22.04:LTS', 'openssl', '1~esm1', true]],
    ],
    [
      'both ways, with a fix for everyone',
      [item('Ubuntu:Pro:22.04:LTS', '1~esm1'), item('Ubuntu:22.04:LTS', '2')],
      [['Ubuntu:22.04:LTS', 'openssl', '2', false]],
    ],
    [
      'both ways, without a fix',
      [item('Ubuntu:22.04:LTS'), item('Ubuntu:Pro:22.04:LTS')],
      Array(2).fill(['Ubuntu:22.04:LTS', 'openssl', undefined, false]),
    ],
  ])('a package of Ubuntu is listed %s', (_, items, expected) => expect(shown(...items)).toEqual(expected));

  test('each package and each release is on its own', () => {
    expect(
      shown(
        item('Ubuntu:18.04:LTS', '1'),
        item('Ubuntu:Pro:18.04:LTS', '2+esm1', 'edk2'),
        item('Ubuntu:Pro:16.04:LTS', '3+esm1'),
        item('Ubuntu:25.10'),
      ),
    ).toEqual([
      ['Ubuntu:18.04:LTS', 'openssl', '1', false],
      ['Ubuntu:18.04:LTS', 'edk2', '2+esm1', true],
      ['Ubuntu:16.04:LTS', 'openssl', '3+esm1', true],
      ['Ubuntu:25.10', 'openssl', undefined, false],
    ]);
  });

  test('services with builds of their own are left out', () => {
    const services = [
      'Pro:FIPS:16.04:LTS',
      'Pro:FIPS-updates:18.04:LTS',
      'Pro:22.04:LTS:Realtime:Kernel',
      'Pro:FIPS-preview:22.04:LTS',
    ];
    expect(shown(...services.map((service) => item(`Ubuntu:${service}`, '1')))).toEqual([]);
  });
});
