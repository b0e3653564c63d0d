import type { Ordering } from './ordering.ts';
import { compareTexts } from './compare-parsed.ts';
import { remember } from './remember.ts';
import { semver } from './semver.ts';

/**
 * Versions of Go modules as `golang.org/x/mod/semver` orders them, with or without the `v`, short ones (`v1.2`)
 * included; pseudo-versions are pre-releases, and `+incompatible` does not count.
 * Releases of Go itself (`go1.21rc2`, `1.21rc2`), which is the module `stdlib` of Go's vulnerability database, are read
 * as that database writes them: `1.21.0-rc.2`.
 */
export const go: Ordering = {
  id: 'go',
  ecosystems: ['go', 'golang'],
  valid: (version) => semanticOf(version) !== undefined,
  compare(a, b) {
    const left = semanticOf(a);
    const right = semanticOf(b);
    if (left !== undefined && right !== undefined) return semver.compare(left, right);
    if (left === undefined && right === undefined) return compareTexts(a, b);
    return left === undefined ? -1 : 1;
  },
};

const semanticOf = remember((version) => (version.length > 512 ? undefined : (release(version) ?? module(version))));

/** A module's version; numbers that are left out are zero, but then nothing may follow them. */
function module(version: string): string | undefined {
  const full = /^v?(\d+(?:\.\d+)?)$/.exec(version)?.[1];
  const complete = full === undefined ? version : full.includes('.') ? `${full}.0` : `${full}.0.0`;
  return semver.valid(complete) ? complete : undefined;
}

/**
 * A release of Go. What a builder adds behind a dash or a blank (`go1.21.3-custom`, `go1.22.1 X:boringcrypto`) is no
 * pre-release. Source: package go/version; golang/vulndb, internal/semver.
 */
function release(version: string): string | undefined {
  const toolchain = version.startsWith('go');
  const text = toolchain ? (/^go([^- ]*)/.exec(version)?.[1] ?? '') : version;
  const match = /^(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?(?:\.(0|[1-9]\d*)|(?:(alpha|beta|rc)(0|[1-9]\d*)))?$/.exec(text);
  if (match === null) return undefined;
  const [, major = '', minor = '0', patch = '0', word, number] = match;
  if (!toolchain && word === undefined) return undefined;
  return `${major}.${minor}.${patch}${word === undefined ? '' : `-${word}.${number ?? ''}`}`;
}
