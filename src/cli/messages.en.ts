/** What the command line says, in English. */
export const messages = {
  programDescription:
    'Container security: what is in an image, what is wrong with it, and what to do. Works offline; nothing is sent anywhere.',
  versionOption: 'print the version',
  helpOption: 'print this help',
  timedOut: 'the time given with --timeout is over; no verdict',
  unexpected: (what: string) => `unexpected error: ${what} (run again with --debug and report it)`,
  cannotWriteStream: (why: string) => `cannot write the result: ${why}`,
  scan: {
    description: 'scan something',
    image: 'scan an image, an archive, a root file system or a container',
    reference:
      'what to scan: docker:NAME, container:NAME, registry:NAME, archive:FILE, oci:FOLDER, dir:FOLDER, sbom:FILE; without prefix, a path or a name',
    format: 'what is printed',
    output: 'also write FORMAT=FILE; may be given several times',
    only: 'do only these, separated by commas',
    severity: 'show only these severities, separated by commas',
    failOn: 'exit with 1 when a finding is at least this severe',
    onlyFixable: 'count and show only findings that have a fix',
    ignoreFile:
      'exceptions: .trivyignore, .trivyignore.yaml or .seawall.yaml, instead of those in the working directory; may be given several times',
    vex: 'what vendors say: OpenVEX, CSAF or CycloneDX VEX in JSON; may be given several times',
    showSuppressed: 'list hidden findings too, with the reason',
    declared: 'let a gate count packages that a lock file names and nobody installed',
    allowPartial: 'let a gate pass although something was not checked',
    failOnPartial: 'exit with 3 when anything could not be read',
    platform: 'os/architecture[/variant] to choose from a multi-platform image',
    noCache: 'neither use nor keep the facts of layers',
    timeout: 'give up after this many seconds',
    dataDir: 'where vulnerability data and the cache are kept',
    quiet: 'print the result only',
    debug: 'print stack traces',
    partial: (count: number, first: string) =>
      `the result is partial: ${count} ${count === 1 ? 'thing' : 'things'} could not be read; first: ${first}`,
    badChoice: (option: string, value: string, known: readonly string[]) =>
      `${option} ${value}: expected ${known.length > 1 ? 'one of ' : ''}${known.join(', ')}`,
    badNumber: (option: string, value: string) => `${option} ${value}: expected a number of seconds above 0`,
    cannotRead: (file: string, why: string) => `cannot read ${file}: ${why}`,
    notAFile: 'it is no file',
    tooLarge: (limit: number) => `it is larger than ${limit} bytes`,
    ignoredHere: (file: string) =>
      `${file} was not read: the working directory is inside what is scanned; name the file with --ignore-file`,
    expired: (count: number, source: string, id: string, date: string) =>
      count === 1
        ? `${source}: the exception for ${id} ended on ${date} and hides nothing any more`
        : `${count} exceptions have ended and hide nothing any more; first: ${source}, ${id}, on ${date}`,
    vexProblems: (file: string, count: number, first: string) =>
      `${file}: ${count} ${count === 1 ? 'statement was' : 'statements were'} not understood; first: ${first}`,
    unused: (count: number, first: string) =>
      `${count} ${count === 1 ? 'exception hid' : 'exceptions hid'} nothing; first: ${first}`,
    badOutput: (value: string) => `--output ${value}: expected FORMAT=FILE`,
    cannotWrite: (file: string, why: string) => `cannot write ${file}: ${why}`,
    layers: (done: number, total: number) => `reading layers: ${done} of ${total}`,
  },
  db: {
    description: 'vulnerability data',
    status: 'what data there is, and how old it is',
    import: 'import vulnerability data from files and folders',
    importPaths:
      'Debian tracker JSON, Alpine secdb, OSV, KEV and EPSS files, plain, .gz, .zst or .zip, or folders of them',
    compare: 'compare two versions as an ecosystem orders them: prints <, = or >',
    compareEcosystem:
      'deb, rpm, apk, semver, npm, pypi, maven, gem, go, nuget, composer, crates, or their names in OSV',
    compareVersions: 'a version; - reads tab-separated pairs from standard input',
    needsTwo: 'db compare needs two versions, or - to read pairs from standard input',
    invalid: (a: string, b: string, ecosystem: string) => `${a} or ${b} is not a valid ${ecosystem} version`,
    columns: ['SHARD', 'SOURCE', 'RECORDS', 'NEWEST', 'IMPORTED'],
    empty: (folder: string) => `No vulnerability data in ${folder}. Bring some with: seawall db import PATH…`,
    summary: (folder: string, mebibytes: number, details: number) =>
      `${mebibytes} MiB in ${folder}; ${details} records about CVEs as such.`,
    imported: (path: string, feed: string, records: number, rows: number) =>
      `${path}: ${feed}, ${records} ${records === 1 ? 'record' : 'records'}, ${rows} about packages`,
    skipped: (path: string, reason: string) => `skipped ${path}: ${reason}`,
    moreProblems: (path: string, count: number) => `${path}: ${count} more problems of this kind`,
    nothingImported: 'nothing was imported: none of the files is vulnerability data that is known',
    shardsWritten: (count: number) => `${count} ${count === 1 ? 'shard' : 'shards'} written.`,
    waiting: 'waiting for another import to end',
    importing: (file: string, rows: number) => `importing ${file}: ${rows} rows`,
    writing: (done: number, total: number) => `writing shards: ${done} of ${total}`,
  },
  cel: {
    description: 'try the policy language (CEL)',
    eval: 'evaluate an expression and print its value as JSON',
    expression: 'an expression, such as input.spec.replicas <= 5',
    input: 'JSON file that the variable input is bound to',
    check: 'check expressions without evaluating them: prints ok or error: … for each',
    source: '-, to read {"expr": "…"} from standard input, one a line',
    onlyStdin: (given: string) => `cel check ${given}: expected - (expressions are read from standard input)`,
    badInput: (file: string, why: string) => `cannot read ${file} as JSON: ${why}`,
    badLine: 'expected a line of JSON with the expression: {"expr": "…"}',
    badType: (name: string, type: string) => `the variable ${name} has no type that is known: ${type}`,
  },
  dataDirectory: {
    temporary: (folder: string, why: string) =>
      `no data directory can be used (${why}); using ${folder}, which does not last`,
  },
};
