import type { ProblemList } from '../problem-list.ts';

/** A module as a program names it. */
export interface GoModule {
  path: string;
  /** `v1.2.3`, a pseudo-version, `(devel)`, or empty. */
  version: string;
  /** What was compiled instead: a module, or without a version a folder on the builder's disk. */
  replacedBy?: { path: string; version: string };
}

/** The text about modules, taken apart. */
export interface GoModules {
  /** Package path of the main package. */
  path?: string;
  main?: GoModule;
  dependencies: GoModule[];
  /** Build settings by key: `-ldflags`, `vcs.revision`, `GOARCH`. */
  settings: Map<string, string>;
}

/** More than any program has; a hostile one could have millions. */
const maxModules = 200_000;
const maxSettings = 1000;
const word = /^[!-~]{1,1024}$/;

/**
 * Takes the lines apart that Go embeds: `path`, `mod`, `dep`, `=>` and `build`, with tabs between their fields.
 * Source: Go's `runtime/debug`, `ParseBuildInfo`. Unknown lines are left alone, as Go does.
 */
export function parseGoModules(text: string, problems: ProblemList): GoModules {
  const found: GoModules = { dependencies: [], settings: new Map() };
  let last: GoModule | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const [kind = '', ...fields] = line.split('\t', 5);
    if (kind === 'path') found.path = fields[0] ?? '';
    else if (kind === 'build') addSetting(found.settings, fields.join('\t'));
    else if (kind === '=>') {
      const replacement = moduleOf(fields);
      if (last === undefined || replacement === undefined)
        problems.add('a replacement that makes no sense', index + 1, line);
      else last.replacedBy = replacement;
    } else if (kind === 'mod' || kind === 'dep') {
      last = moduleOf(fields);
      if (last === undefined) problems.add('a module without a usable path and version', index + 1, line);
      else if (kind === 'mod') found.main = last;
      else if (found.dependencies.length === maxModules) {
        problems.add(`more than ${maxModules} modules: the rest was not read`, index + 1);
        return found;
      } else found.dependencies.push(last);
    }
  }
  return found;
}

function moduleOf([path = '', version = '']: string[]): GoModule | undefined {
  return word.test(path) && (version === '' || word.test(version)) ? { path, version } : undefined;
}

/** `key=value`, where either may be a Go string in quotes. */
function addSetting(settings: Map<string, string>, text: string): void {
  const at = text.indexOf('=');
  if (at <= 0 || text.startsWith('"') || text.startsWith('`') || settings.size === maxSettings) return;
  settings.set(text.slice(0, at), unquoted(text.slice(at + 1)));
}

function unquoted(value: string): string {
  if (/^`[^`]*`$/.test(value)) return value.slice(1, -1);
  if (!value.startsWith('"')) return value;
  try {
    // Nearly the escapes of JSON; what differs stands in no value that is used here.
    return String(JSON.parse(value));
  } catch {
    return value.replace(/^"|"$/g, '');
  }
}
