import { attempt } from './attempt.ts';
import type { RpmHeader } from './header.ts';
import type { ReportProblem } from './header-record.ts';
import { RpmFormatError } from './rpm-format-error.ts';
import type { InstalledRpm } from './rpm-package.ts';
import { rpmTag } from './rpm-tag.ts';

/** Longest name, version, architecture or file name that is believed. */
const maxWord = 512;

/**
 * The package of a header, undefined for the pseudo packages `gpg-pubkey`, which are the keys that rpm trusts.
 * Throws `RpmFormatError` without a usable name, version and release: the rest may be missing, and is reported when broken.
 */
export function readPackage(header: RpmHeader, place: string, report: ReportProblem): InstalledRpm | undefined {
  const name = requiredWord(header, rpmTag.name, 'name');
  if (name === 'gpg-pubkey') return undefined;
  const version = requiredWord(header, rpmTag.version, 'version');
  const release = requiredWord(header, rpmTag.release, 'release');
  const optional = <T>(read: () => T): T | undefined => attempt(`${place} (${name})`, report, read);
  return {
    name,
    version,
    release,
    // A wrong epoch would turn every comparison around, so a broken one counts as a broken package.
    epoch: header.integers(rpmTag.epoch)?.[0] ?? 0,
    arch: optional(() => word(header, rpmTag.arch, 'architecture')),
    sourceRpm: optional(() => word(header, rpmTag.sourceRpm, 'source package')),
    licence: optional(() => text(header, rpmTag.license)),
    vendor: optional(() => text(header, rpmTag.vendor)),
    modularityLabel: optional(() => text(header, rpmTag.modularityLabel)),
  };
}

function requiredWord(header: RpmHeader, tag: number, what: string): string {
  const value = word(header, tag, what);
  if (value === undefined) throw new RpmFormatError(`no ${what}`);
  return value;
}

/** A string without blanks, control characters or other surprises; undefined when there is none or it is empty. */
function word(header: RpmHeader, tag: number, what: string): string | undefined {
  const value = header.string(tag);
  if (value === undefined || value === '') return undefined;
  if (value.length > maxWord || /[\s\p{C}]/u.test(value)) {
    throw new RpmFormatError(`${what} is too long or has blanks or control characters`);
  }
  return value;
}

/** A text on one line; undefined when there is none. */
function text(header: RpmHeader, tag: number): string | undefined {
  const value = header
    .string(tag)
    ?.replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
  return value === '' || value === '(none)' ? undefined : value;
}
