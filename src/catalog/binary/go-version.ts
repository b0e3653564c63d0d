import type { GoModules } from './go-module-lines.ts';

/**
 * The release of Go as a semantic version, as Go's vulnerability database has it: `go1.20` is 1.20.0, `go1.21rc2`
 * 1.21.0-rc.2. What distributions and experiments append (` X:boringcrypto`, `-google`) does not count.
 * Undefined for a development version, which is no release.
 */
export function goRelease(text: string): string | undefined {
  const match = /^go(\d{1,5})\.(\d{1,5})(?:\.(\d{1,5}))?(?:(rc|beta)(\d{1,5}))?(?![\w.])/.exec(text);
  if (match === null) return undefined;
  const [, major, minor, patch = '0', stage, number] = match;
  return `${major}.${minor}.${patch}${stage === undefined ? '' : `-${stage}.${number}`}`;
}

/** The version of a program's main module and where it is from; undefined when nothing tells. */
export interface MainVersion {
  version: string;
  from: 'module' | 'ldflags';
}

/**
 * The main module's version. Go stamps it when the program was built as a dependency (`go install path@version`) or, since
 * 1.24, from the repository's tag. Otherwise it is `(devel)` or a pseudo-version over v0.0.0, which would compare as older
 * than everything; then the linker may have been told a version by `-X`.
 */
export function mainVersion({ main, settings }: GoModules): MainVersion | undefined {
  const stamped = main?.version ?? '';
  if (stamped !== '' && stamped !== '(devel)' && !stamped.startsWith('v0.0.0-'))
    return { version: stamped, from: 'module' };
  const given = linkedVersions(settings.get('-ldflags') ?? '');
  const ofMain = given.filter(({ owner }) => owner === 'main');
  const ofModule = given.filter(({ owner }) => owner === main?.path || owner.startsWith(`${main?.path ?? ''}/`));
  for (const candidates of [ofMain, ofModule, given]) {
    const versions = new Set(candidates.map(({ version }) => version));
    // Of several that differ, none is known to be the program's.
    if (versions.size === 1) return { version: [...versions][0] ?? '', from: 'ldflags' };
  }
  return undefined;
}

const versionNames = /^(?:(?:git|build|app|program|release)_?)?version$|^ver$|^(?:git_?)?tag$|^release$/i;
const versionText = /^v?(\d{1,9}\.\d{1,9})(\.\d{1,9})?((?:[-+][0-9A-Za-z.+-]{1,100})?)$/;

/** Variables set by `-X package.name=value` whose name and value look like a version. */
function linkedVersions(flags: string): { owner: string; version: string }[] {
  const found: { owner: string; version: string }[] = [];
  const words = flags.slice(0, 65_536).match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  for (const [index, word] of words.entries()) {
    const flag = /^--?X(=|$)/.exec(word);
    if (flag === null) continue;
    const text = (flag[1] === '=' ? word.slice(flag[0].length) : (words[index + 1] ?? '')).replaceAll(/['"]/g, '');
    const equals = text.indexOf('=');
    const dot = text.lastIndexOf('.', Math.max(0, equals));
    const version = asModuleVersion(text.slice(equals + 1));
    if (equals < 0 || dot < 0 || !versionNames.test(text.slice(dot + 1, equals)) || version === undefined) continue;
    found.push({ owner: text.slice(0, dot), version });
  }
  return found;
}

/** As Go writes module versions. `git describe` names commits after a tag, which must not compare as before it. */
function asModuleVersion(text: string): string | undefined {
  const described = text.replace(/-(\d{1,9})-(g[0-9a-f]{7,40})(?:-dirty)?$/, '+$1.$2').replace(/-dirty$/, '+dirty');
  const match = versionText.exec(described);
  return match === null ? undefined : `v${match[1]}${match[2] ?? '.0'}${match[3] ?? ''}`;
}
