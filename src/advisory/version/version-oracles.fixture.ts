import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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
  ask: (pairs) => filter('sh', ['-c', dpkgLoop], lines(pairs)),
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
  ask: (pairs) => filter('perl', ['-MDpkg::Version', '-e', perlLoop], lines(pairs)),
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
  ask: (pairs) => filter(process.env['APK_VERCMP'] ?? '', [], lines(pairs)),
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

/** `packaging.version` of Debian's python3-packaging. */
export const pythonPackaging: VersionOracle = {
  id: 'python3-packaging',
  missing: () => missingTool(python, ['-c', 'import packaging.version']),
  ask: (pairs) => filter(python, ['-c', pythonLoop], lines(pairs)),
};

const python = '/usr/bin/python3';

const pythonLoop = `import sys
from packaging.version import Version, InvalidVersion
for line in sys.stdin:
    a, b = line.rstrip("\\n").split("\\t")
    try:
        x, y = Version(a), Version(b)
        print("<" if x < y else ">" if x > y else "=")
    except InvalidVersion:
        print("?")`;

/** Ruby's own Gem::Version. */
export const rubyGems: VersionOracle = {
  id: 'Gem::Version',
  missing: () => missingTool('ruby', ['-e', 'Gem::Version']),
  ask: (pairs) => filter('ruby', ['-e', rubyLoop], lines(pairs)),
};

const rubyLoop = `STDIN.each_line { |line| a, b = line.chomp.split("\\t", -1)
  if !Gem::Version.correct?(a) || !Gem::Version.correct?(b) then puts "?"; next end
  puts ["=", ">", "<"][Gem::Version.new(a) <=> Gem::Version.new(b)] }`;

/** ComparableVersion of the jar that MAVEN_ARTIFACT names, else of Debian's libmaven3-core-java; Maven 3.9 or newer. */
export const mavenArtifact: VersionOracle = {
  id: 'Maven ComparableVersion',
  missing: () =>
    existsSync(mavenJar) ? missingTool('java', ['-version']) : 'MAVEN_ARTIFACT does not name maven-artifact.jar',
  ask: (pairs) => {
    const answers: string[] = [];
    for (let from = 0; from < pairs.length; from += 2000) {
      const versions = pairs.slice(from, from + 2000).flat();
      const main = 'org.apache.maven.artifact.versioning.ComparableVersion';
      const { stdout } = spawnSync('java', ['-cp', mavenJar, main, ...versions], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      // It compares each version with the one before: every second answer is one of ours.
      const signs = stdout.split('\n').flatMap((line) => /^ {3}\S+ (==|<|>) \S+$/.exec(line)?.[1]?.slice(0, 1) ?? []);
      answers.push(...signs.filter((_, index) => index % 2 === 0));
    }
    return answers;
  },
};

const mavenJar = process.env['MAVEN_ARTIFACT'] ?? '/usr/share/java/maven3-artifact.jar';

/** composer/semver of Debian's php-composer-semver: both versions normalised, then compared. */
export const composerSemver: VersionOracle = {
  id: 'composer/semver',
  beyond: /\d{16}/,
  missing: () => missingTool('php', ['-r', `exit(is_file('${composerAutoload}') ? 0 : 1);`]),
  ask: (pairs) => filter('php', ['-d', 'memory_limit=-1', '-r', phpLoop], lines(pairs)),
};

const composerAutoload = '/usr/share/php/Composer/Semver/autoload.php';

const phpLoop = `require '${composerAutoload}';
$parser = new Composer\\Semver\\VersionParser();
while (($line = fgets(STDIN)) !== false) {
  [$a, $b] = explode("\\t", rtrim($line, "\\n"));
  try { $x = $parser->normalize($a); $y = $parser->normalize($b); } catch (\\UnexpectedValueException $e) { echo "?\\n"; continue; }
  if (strpos($x, 'dev-') === 0 || strpos($y, 'dev-') === 0) { echo "?\\n"; continue; }
  if (Composer\\Semver\\Comparator::lessThan($x, $y)) echo "<\\n";
  else echo Composer\\Semver\\Comparator::equalTo($x, $y) ? "=\\n" : ">\\n";
}`;

/**
 * Programs that answer tab-separated pairs on standard input, one sign a line: golang.org/x/mod/semver (with a `v` put in
 * front where there is none), go/version of Go's library, the semver crate (`cmp_precedence`) and Bitnami's own go-version.
 */
export const goModules = filterProgram('golang.org/x/mod/semver', 'GO_SEMVER', {
  // Releases of Go itself are read too; the other oracle knows them.
  beyond: /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))?(?:alpha|beta|rc)\d/,
});
export const goReleases = filterProgram('go/version', 'GO_VERSION', {
  // To Go since 1.21, `go1.21` is the language, older than its first candidate; in advisories it is the release.
  beyond: /^go1\.\d+(?:-.*)?$/,
});
export const semverCrate = filterProgram('semver crate', 'CRATE_SEMVER', {});
export const bitnamiGoVersion = filterProgram('bitnami/go-version', 'BITNAMI_VERSION', {});

function filterProgram(id: string, variable: string, extra: Pick<VersionOracle, 'beyond'>): VersionOracle {
  const program = process.env[variable];
  return {
    id,
    ...extra,
    missing: () => (program === undefined ? `${variable} does not name the filter program` : undefined),
    ask: (pairs) => filter(program ?? '', [], lines(pairs)),
  };
}

function lines(pairs: readonly (readonly [a: string, b: string])[]): string[] {
  return pairs.map(([a, b]) => `${a}\t${b}`);
}

function missingTool(command: string, args: string[]): string | undefined {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0 ? undefined : `${command} is not installed here`;
}

function filter(command: string, args: string[], lines: string[]): string[] {
  const result = spawnSync(command, args, { input: `${lines.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.error !== undefined) throw result.error;
  return result.stdout.replace(/\n$/, '').split('\n');
}
