import { languagePurl } from '#model';
import type { CatalogedPackage } from '../facts.ts';
import { quoted } from '../problem-list.ts';
import { integrityHashes } from './npm-integrity.ts';

/** What the files of npm, Yarn, pnpm and Bun tell of one package. */
export interface NpmFacts {
  /** Subresource Integrity text of the registry's tarball. */
  integrity?: string | undefined;
  licences?: string[];
  /** Only development needs it, by the word of the file itself. */
  dev?: boolean;
}

/** Longer than the registry allows (214) and than any version is; hostile text does not travel further. */
const maxName = 256;
const maxVersion = 512;
const maxLicence = 200;

/**
 * A package of the npm ecosystem; undefined when the name cannot be one (also of what templates leave:
 * `{{name}}`) or there is no version.
 */
export function npmPackage(
  name: string | undefined,
  version: string | undefined,
  { integrity, licences = [], dev }: NpmFacts = {},
): CatalogedPackage | undefined {
  if (name === undefined || version === undefined || version === '' || version.length > maxVersion) return undefined;
  if (!isNpmName(name) || !/^[!-;=?-z|~]+$/.test(version)) return undefined;
  const hashes = integrityHashes(integrity ?? '');
  return {
    name,
    version,
    purl: languagePurl('npm', name, version),
    type: 'npm',
    licences: licences.map((text) => quoted(text, maxLicence)),
    ...(dev !== undefined && { dev }),
    ...(hashes.length > 0 && { hashes }),
  };
}

/**
 * Whether it can be the name of a package: looser than what the registry takes today, because old packages have capital
 * letters and characters such as `!~*'()`. Source: npm's validate-npm-package-name.
 */
export function isNpmName(text: string): boolean {
  return text.length <= maxName && nameForm.test(text);
}

/** A part is printable ASCII without `%/:<>@\{}`. */
const nameForm = /^(?:@[!-$&-.0-9;=?A-[\]-z|~]+\/(?!\.)|(?![._]))[!-$&-.0-9;=?A-[\]-z|~]+$/;
