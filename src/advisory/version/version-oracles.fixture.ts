import { spawnSync } from 'node:child_process';
import semver from 'semver';

/** Answers pairs with `<`, `=`, `>` or `?` by another implementation. */
export interface VersionOracle {
  id: string;
  /** Why it cannot be asked here; undefined when it can. */
  missing(): string | undefined;
  /** Versions that it cannot hold though the rules can: digits beyond its number type. */
  beyond?: RegExp;
  ask(pairs: readonly (readonly [a: string, b: string])[]): string[];
}

/** dpkg itself: up to two processes per pair, about 3 ms each; exit code 2 means that it refuses a version. */
export const dpkg: VersionOracle = {
  id: 'dpkg',
  missing: () => missingTool('dpkg', ['--version']),
  ask: (pairs) =>
    filter(
      'sh',
      ['-c', dpkgLoop],
      pairs.map(([a, b]) => `${a}\t${b}`),
    ),
};

const dpkgLoop = `tab=$(printf '\\t')
while IFS=$tab read -r a b; do
  dpkg --compare-versions " $a" lt " $b" 2>/dev/null; code=$?
  if [ $code -eq 0 ]; then echo '<'; continue; fi
  if [ $code -ne 1 ]; then echo '?'; continue; fi
  if dpkg --compare-versions " $a" eq " $b" 2>/dev/null; then echo '='; else echo '>'; fi
done`;

/** Dpkg::Version of libdpkg-perl: the same rules in another language, in one process. It judges validity more strictly. */
export const dpkgPerl: VersionOracle = {
  id: 'Dpkg::Version',
  missing: () => missingTool('perl', ['-MDpkg::Version', '-e', '1']),
  beyond: /\d{16}/,
  ask: (pairs) =>
    filter(
      'perl',
      ['-MDpkg::Version', '-e', perlLoop],
      pairs.map(([a, b]) => `${a}\t${b}`),
    ),
};

const perlLoop = `while (<STDIN>) { chomp; my ($a, $b) = split /\\t/;
  my ($x, $y) = map { Dpkg::Version->new($_, check => 1) } ($a, $b);
  if (!defined $x or !defined $y) { print "?\\n"; next }
  my $r = $x <=> $y; print $r < 0 ? "<" : $r > 0 ? ">" : "=", "\\n" }`;

/** rpm's own comparison through its Lua interpreter, five hundred pairs per process. */
export const rpm: VersionOracle = {
  id: 'rpm',
  missing: () => missingTool('rpm', ['--version']),
  ask(pairs) {
    const answers: string[] = [];
    for (let from = 0; from < pairs.length; from += 500) {
      const calls = pairs.slice(from, from + 500).map(([a, b]) => `p([=[${a}]=],[=[${b}]=])`);
      const script = `function p(a,b) local r=rpm.vercmp(a,b) print((r<0 and '<' or r>0 and '>' or '=')..'\\n') end ${calls.join(' ')}`;
      const { stdout } = spawnSync('rpm', ['--eval', `%{lua:${script}}`], { encoding: 'utf8', maxBuffer: 1 << 26 });
      answers.push(...stdout.trim().split('\n'));
    }
    return answers;
  },
};

/** go-apk-version (not apk itself) behind a filter program named by APK_VERCMP: pairs in, answers out. */
export const apk: VersionOracle = {
  id: 'go-apk-version',
  beyond: /\d{19}/,
  missing: () => (process.env['APK_VERCMP'] === undefined ? 'APK_VERCMP does not name the filter program' : undefined),
  ask: (pairs) =>
    filter(
      process.env['APK_VERCMP'] ?? '',
      [],
      pairs.map(([a, b]) => `${a}\t${b}`),
    ),
};

/** npm's semver. */
export const npmSemver: VersionOracle = {
  id: 'npm semver',
  beyond: /\d{16}/,
  missing: () => undefined,
  ask: (pairs) =>
    pairs.map(([a, b]) => {
      const left = semver.parse(a);
      const right = semver.parse(b);
      if (left === null || right === null) return '?';
      return ['<', '=', '>'][left.compare(right) + 1] ?? '?';
    }),
};

function missingTool(command: string, args: string[]): string | undefined {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0 ? undefined : `${command} is not installed here`;
}

function filter(command: string, args: string[], lines: string[]): string[] {
  const result = spawnSync(command, args, { input: `${lines.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.error !== undefined) throw result.error;
  return result.stdout.replace(/\n$/, '').split('\n');
}
