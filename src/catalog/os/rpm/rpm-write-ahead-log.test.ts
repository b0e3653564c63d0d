import { expect, test } from 'vitest';
import { rpmWriteAheadLog } from './rpm-write-ahead-log.ts';

const path = 'var/lib/rpm/rpmdb.sqlite-wal';

test.each([0, 32])('a log of %i bytes holds no changes', (length) => {
  expect(rpmWriteAheadLog.analyse({ path, bytes: Buffer.alloc(length) })).toBeUndefined();
});

test('a log with changes is a problem, and no package database', () => {
  expect(rpmWriteAheadLog.analyse({ path, bytes: Buffer.alloc(32 + 24 + 4096) })).toEqual({
    problems: [
      {
        where: '/var/lib/rpm/rpmdb.sqlite-wal',
        what: 'rpm was stopped before it finished: package changes in this log are not counted',
      },
    ],
  });
});
