import { SeawallError } from '#model';
import { isDay } from '../lifecycle/release-lifecycle.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { readBytes } from './read-json.ts';

const maxBytes = 1024 * 1024;

/**
 * When releases of Debian and Ubuntu end: `debian.csv` and `ubuntu.csv` of the package distro-info-data. The columns that
 * only one of them has tell which it is. Source: distro-info-data, and distro-info(1) for what the columns mean.
 */
export const distroInfo: Feed = {
  id: 'distro-info',
  title: 'distro-info',
  recognise: (head) => /^version,codename,series,created,release,eol[\w,-]*\r?\n/.test(head.toString('latin1')),
  read,
};

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  const lines = (await readBytes(file.chunks, maxBytes)).toString('utf8').split(/\r?\n/);
  const columns = (lines[0] ?? '').split(',');
  const distribution = columns.includes('eol-lts') ? 'debian' : columns.includes('eol-esm') ? 'ubuntu' : undefined;
  if (distribution === undefined) {
    throw new SeawallError('malformed-feed', 'usage', 'its columns are neither those of Debian nor those of Ubuntu');
  }
  const source = `distro-info ${distribution}`;
  sink.source(source, 'all');
  for (const line of lines.slice(1)) {
    const values = line.split(',');
    const field = (name: string): string | undefined => values[columns.indexOf(name)];
    const id = field('version')?.replace(/ LTS$/, '') ?? '';
    const eol = field('eol') ?? '';
    // Releases that have no number or no end yet: testing, unstable.
    if (id === '' || eol === '') continue;
    const ends = [eol, field('eol-server'), field('eol-lts'), field('eol-esm')].filter((text) => (text ?? '') !== '');
    if (!/^[\d.]{1,16}$/.test(id) || !ends.every(isDay)) {
      sink.problem(`${distribution} ${id.slice(0, 16)}`, 'a release or a date that is not understood');
      continue;
    }
    const supportEnds = latest(eol, field('eol-server'));
    const endOfLife = latest(supportEnds, field('eol-lts') ?? field('eol-esm'));
    sink.lifecycle('release', distribution, { id, source, supportEnds, endOfLife });
    sink.counted();
  }
}

function latest(date: string, other = ''): string {
  return other > date ? other : date;
}
