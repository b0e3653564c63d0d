import type { Analyser } from '#image';
import type { CatalogFacts } from '../../facts.ts';

/** A log with at least one frame is longer than its header (sqlite.org/walformat.html). */
const logHeaderBytes = 32;

/**
 * Says when rpm did not finish writing: it empties the log of its SQLite database whenever it closes it, so a log with
 * content means that it was killed, and that changes stand there which the database file alone does not have.
 */
export const rpmWriteAheadLog: Analyser<CatalogFacts> = {
  id: 'rpm-write-ahead-log',
  version: 1,
  interest: {
    paths: ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'].map((folder) => `${folder}/rpmdb.sqlite-wal`),
  },
  analyse: ({ path, bytes }) => {
    if (bytes.length <= logHeaderBytes) return undefined;
    const what = 'rpm was stopped before it finished: package changes in this log are not counted';
    return { problems: [{ where: `/${path}`, what }] };
  },
};
