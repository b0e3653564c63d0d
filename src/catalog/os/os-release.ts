import type { Analyser } from '#image';
import type { Distribution } from '#model';
import type { CatalogFacts } from '../facts.ts';
import { parseAssignments } from './assignments.ts';
import { ProblemList, quoted } from '../problem-list.ts';
import { debianVersion, releaseLine } from './release-line.ts';

type Reader = (text: string, problems: ProblemList) => Distribution | undefined;

/** Every file that tells the distribution, strongest first: derivatives keep the files of what they derive from. */
const readers = new Map<string, Reader>([
  ['etc/os-release', osReleaseFile],
  ['usr/lib/os-release', osReleaseFile],
  ['etc/lsb-release', lsbReleaseFile],
  ['etc/alpine-release', (text) => alpineVersion(text)],
  ['etc/oracle-release', releaseLine],
  ['etc/almalinux-release', releaseLine],
  ['etc/rocky-release', releaseLine],
  ['etc/centos-release', releaseLine],
  ['etc/fedora-release', releaseLine],
  ['etc/system-release', releaseLine],
  ['etc/redhat-release', releaseLine],
  ['etc/SuSE-release', releaseLine],
  ['etc/debian_version', debianVersion],
]);

/** Paths whose facts hold a distribution, strongest first: on the merged tree the first that has one decides. */
export const distributionPaths: readonly string[] = [...readers.keys()];

/** Reads the distribution from os-release(5) and, for images without one, from the files that came before it. */
export const osRelease: Analyser<CatalogFacts> = {
  id: 'os-release',
  version: 1,
  interest: { paths: distributionPaths },
  maxBytes: 64 * 1024,
  analyse(file) {
    const problems = new ProblemList(file.path);
    const distribution = readers.get(file.path)?.(file.bytes.toString('utf8'), problems);
    return { ...(distribution === undefined ? {} : { distribution }), ...problems.facts() };
  },
};

function osReleaseFile(text: string, problems: ProblemList): Distribution | undefined {
  const values = parseAssignments(text, problems);
  if (values.size === 0) return undefined;
  // os-release(5): "If not set, a default of ID=linux may be used."
  const id = word(values, 'ID', problems) ?? 'linux';
  const versionId = word(values, 'VERSION_ID', problems);
  const codename = word(values, 'VERSION_CODENAME', problems) ?? codenameInVersion(values.get('VERSION'));
  const like = (values.get('ID_LIKE') ?? '').split(/\s+/).filter((entry) => isWord(entry.toLowerCase()));
  const name = (values.get('PRETTY_NAME') ?? values.get('NAME') ?? '').slice(0, 200);
  return distribution({ id, versionId, codename, name, like: like.map((entry) => entry.toLowerCase()) });
}

function lsbReleaseFile(text: string, problems: ProblemList): Distribution | undefined {
  const values = parseAssignments(text, problems);
  const id = word(values, 'DISTRIB_ID', problems);
  if (id === undefined) return undefined;
  const versionId = word(values, 'DISTRIB_RELEASE', problems);
  const codename = word(values, 'DISTRIB_CODENAME', problems);
  return distribution({ id, versionId, codename, name: values.get('DISTRIB_DESCRIPTION')?.slice(0, 200) });
}

function alpineVersion(text: string): Distribution | undefined {
  const version = text.trim().toLowerCase();
  return version !== '' && isWord(version) ? { id: 'alpine', versionId: version } : undefined;
}

/** Drops what is absent, so that the facts are plain JSON. */
function distribution(
  parts: { [Key in keyof Distribution]: Distribution[Key] | undefined } & { id: string },
): Distribution {
  const { id, versionId, codename, name, like } = parts;
  return {
    id,
    ...(versionId === undefined ? {} : { versionId }),
    ...(codename === undefined ? {} : { codename }),
    ...(name === undefined || name === '' ? {} : { name: quoted(name, 200) }),
    ...(like === undefined || like.length === 0 ? {} : { like }),
  };
}

/** Distroless and old Debian name the release only in `VERSION="Debian GNU/Linux 12 (bookworm)"`. */
function codenameInVersion(version: string | undefined): string | undefined {
  return /\(([a-z]{2,40})\)$/.exec((version ?? '').slice(0, 200))?.[1];
}

/** A value that is to be a single lower-case word, as os-release(5) demands of ids, versions and code names. */
function word(values: ReadonlyMap<string, string>, key: string, problems: ProblemList): string | undefined {
  const value = values.get(key);
  if (value === undefined || value === '') return undefined;
  const lower = value.toLowerCase();
  if (isWord(lower)) return lower;
  problems.add(`${key} is not a word`, undefined, value);
  return undefined;
}

function isWord(text: string): boolean {
  return /^[a-z0-9][a-z0-9._+~-]{0,63}$/.test(text);
}
