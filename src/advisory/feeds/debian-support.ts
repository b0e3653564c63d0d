import { basename } from 'node:path';
import { SeawallError } from '#model';
import { isDay, type PackageSupport } from '../lifecycle/release-lifecycle.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { readBytes } from './read-json.ts';
import { titleOf } from './shape.ts';

const maxBytes = 1024 * 1024;
const ended = '# List of packages whose security support ends before the distribution EOL';
const limited = '# List of packages where security support is limited';

/**
 * Source packages that Debian supports for a shorter time than their release, or with limits: the tables
 * `security-support-ended.debN` and `security-support-limited` of the package debian-security-support.
 */
export const debianSupport: Feed = {
  id: 'debian-support',
  title: 'Debian security support',
  recognise(head) {
    const text = head.toString('latin1').trimStart();
    return text.startsWith(ended) || text.startsWith(limited);
  },
  read,
};

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  const text = (await readBytes(file.chunks, maxBytes)).toString('utf8');
  const isEnded = text.trimStart().startsWith(ended);
  const release = /\.deb(\d{1,3})$/.exec(basename(file.path))?.[1];
  if (isEnded && release === undefined) {
    const what = 'the name of the file does not end in .debN, which tells the release it is about';
    throw new SeawallError('malformed-feed', 'usage', what);
  }
  const source = `debian-security-support ${isEnded ? 'ended' : 'limited'}${release === undefined ? '' : ` ${release}`}`;
  sink.source(source, 'all');
  for (const [number, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const entry = isEnded ? endedOf(line) : limitedOf(line);
    if (entry === undefined) sink.problem(`line ${number + 1}`, 'is not understood');
    else {
      sink.lifecycle('package', 'debian', { ...entry, source, ...(release !== undefined && { release }) });
      sink.counted();
    }
  }
}

type Entry = Omit<PackageSupport, 'source'>;

/** `name  last supported version  date  text`. */
function endedOf(line: string): Entry | undefined {
  const [name = '', , ends, ...words] = line.split(/\s+/);
  const id = nameOf(name);
  if (id === undefined || !isDay(ends)) return undefined;
  return { id, ends, ...whyOf(words) };
}

function limitedOf(line: string): Entry | undefined {
  const [name = '', ...words] = line.split(/\s+/);
  const id = nameOf(name);
  return id === undefined ? undefined : { id, ...whyOf(words) };
}

/** The only expressions that the tables use are names that end in `.*`. */
function nameOf(text: string): string | undefined {
  return /^[a-z0-9][a-z0-9+.-]*(?:\.\*)?$/.test(text) ? text.replace(/\.\*$/, '*') : undefined;
}

function whyOf(words: readonly string[]): { why?: string } {
  const why = titleOf(words.join(' '), 300);
  return why === undefined ? {} : { why };
}
