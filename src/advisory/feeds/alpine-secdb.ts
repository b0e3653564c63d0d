import { SeawallError } from '#model';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { readJson } from './read-json.ts';
import { arrayOf, objectOf, textOf, textsOf } from './shape.ts';

const maxBytes = 64 * 1024 * 1024;

/**
 * A security database in Alpine's form: per release and repository, the versions of a package that fixed something.
 * Wolfi and Chainguard publish the same without releases. Source: https://secdb.alpinelinux.org/ (`v3.17/main.json`);
 * https://packages.wolfi.dev/os/security.json; https://packages.cgr.dev/chainguard/security.json.
 */
export const alpineSecdb: Feed = {
  id: 'alpine-secdb',
  title: 'secdb',
  recognise(head) {
    const text = head.toString('latin1');
    return /^\s*\{/.test(text) && /"(?:secfixes|distroversion|apkurl)"\s*:/.test(text);
  },
  read,
};

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  const document = objectOf(await readJson(file.chunks, maxBytes));
  const target = document === undefined ? undefined : targetOf(document);
  if (document === undefined || target === undefined) {
    throw new SeawallError('malformed-feed', 'usage', 'a secdb that tells no release or repository that is known');
  }
  sink.source(`${target.source}-secdb ${target.repository}`, 'touched');
  for (const item of arrayOf(document['packages'])) {
    const entry = objectOf(objectOf(item)?.['pkg']);
    const name = textOf(entry?.['name']);
    if (entry === undefined || name === undefined) {
      sink.problem('packages', 'an item without a package name');
      continue;
    }
    for (const [fixed, ids] of Object.entries(objectOf(entry['secfixes']) ?? {})) {
      for (const text of textsOf(ids)) readFix(target, name, fixed, text, sink);
    }
  }
}

/** Whose database it is. */
interface Target {
  shard: string;
  source: string;
  repository: string;
}

/** Alpine names the release; those that have none are known by their repository and the host that serves it. */
function targetOf(document: Record<string, unknown>): Target | undefined {
  const repository = textOf(document['reponame'], 64);
  if (repository === undefined) return undefined;
  const release = textOf(document['distroversion'], 32);
  if (release !== undefined) return { shard: `alpine:${release.replace(/^v/, '')}`, source: 'alpine', repository };
  const prefix = textOf(document['urlprefix']) ?? '';
  const rolling = rollingReleases.find(({ name, host }) => name === repository && host.test(prefix));
  return rolling === undefined ? undefined : { shard: rolling.shard, source: rolling.shard, repository };
}

const rollingReleases = [
  { name: 'os', host: /^https:\/\/[\w.-]+\.wolfi\.dev(?:\/|$)/, shard: 'wolfi' },
  { name: 'chainguard', host: /^https:\/\/[\w.-]+\.cgr\.dev(?:\/|$)/, shard: 'chainguard' },
];

/** One fixed version and one id text, which may hold several ids: `CVE-2019-1 XSA-2`. Version 0: never affected. */
function readFix({ shard, source }: Target, name: string, fixed: string, text: string, sink: FeedSink): void {
  const ids = text.split(/[\s,;]+/).filter((id) => /^[A-Z][A-Za-z]{1,15}(?:-[\w.:-]+|\d+)$/.test(id));
  const cves = ids.filter((id) => id.startsWith('CVE-'));
  const others = ids.filter((id) => !id.startsWith('CVE-'));
  if (ids.length === 0) sink.problem(`${name} ${fixed}`, `no id in '${text.slice(0, 80)}'`);
  const ranges = fixed === '0' ? [] : [{ fixed }];
  // With several CVEs it is open whose the other ids are.
  const alsoNamed = cves.length === 1 && others.length > 0 ? { alsoNamed: others } : {};
  for (const id of cves.length > 0 ? cves : others) {
    sink.counted();
    sink.row(shard, name, { id, source, ranges, ...alsoNamed });
  }
}
