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
    skipPath: 'leave out files whose path fits, such as "/opt/test/**"; any number of times',
    javaIndex: 'name jars without a group by an index of SHA-1 checksums',
    declared: 'let a gate count packages that a lock file names and nobody installed',
    allowPartial: 'let a gate pass although something was not checked',
    maxDataAge: 'report vulnerability data that was imported more than this many days ago',
    failOnPartial: 'exit with 3 when anything could not be read',
    platform: 'os/architecture[/variant] to choose from a multi-platform image',
    noCache: 'neither use nor keep the facts of layers',
    timeout: 'give up after this many seconds',
    dataDir: 'where vulnerability data and the cache are kept',
    update: 'first fetch the vulnerability data that this subject needs',
    quiet: 'print the result only',
    debug: 'print stack traces',
    fetchNow: (shards: string, hosts: string) =>
      `No vulnerability data for ${shards} yet. Fetch it now from ${hosts}? [y/N] `,
    more: (count: number) => `${count} more`,
    notUpdated: (why: string) => `the vulnerability data could not be updated, using what there is: ${why}`,
    partial: (count: number, first: string) =>
      `the result is partial: ${count} ${count === 1 ? 'thing' : 'things'} could not be read; first: ${first}`,
    badChoice: (option: string, value: string, known: readonly string[]) =>
      `${option} ${value}: expected ${known.length > 1 ? 'one of ' : ''}${known.join(', ')}`,
    badSeconds: (option: string, value: string) => `${option} ${value}: expected a number of seconds above 0`,
    badDays: (option: string, value: string) =>
      `${option} ${value}: expected a number of days above 0, of at most 3650`,
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
      'Debian tracker JSON, secdb, OSV, OVAL, VEX of Red Hat, CVE records, KEV and EPSS files …, plain, .gz, .zst, .bz2, .zip or .tar, or folders of them',
    update: 'fetch vulnerability data from its public sources, or from a mirror',
    updateFor:
      'what to fetch, such as debian:12,npm; default: what there is already, and what scans asked for and did not find',
    updateFrom: 'a mirror that serves the same paths, or a bundle: FILE, URL of a .tar.zst, oci:HOST/REPOSITORY:TAG',
    updateTimeout: 'give up after this many seconds',
    nothingKnown: 'nothing to update yet: name what you scan, as in: seawall db update --for debian:12,npm',
    badAddress: (given: string) =>
      `--from ${given}: expected the http or https address of a mirror or bundle, a bundle's file, or oci:HOST/REPOSITORY:TAG`,
    forBundle: '--for names sources to fetch: a bundle is taken whole',
    trustedKey: 'public key (PEM) of who signs bundles; default: those in trusted-keys/ of the data directory',
    export: 'write the vulnerability data as one signed bundle',
    exportFile: 'the bundle to write, usually named .tar.zst',
    exportKey: 'private Ed25519 key (PEM) to sign with',
    exportDays: 'days until the bundle expires',
    exportSequence: 'number that grows from bundle to bundle; default: the time in seconds',
    badCount: (option: string, value: string) => `${option} ${value}: expected a whole number`,
    exported: (file: string, shards: number, size: string, sequence: number, expires: string) =>
      `${file}: ${shards} shards, ${size} MiB, number ${sequence}, expires ${expires.slice(0, 10)}`,
    bundleInstalled: (from: string, created: string, shards: number) =>
      `${from}: bundle of ${created.slice(0, 10)} installed, ${shards} shards`,
    bundleUnchanged: (from: string, created: string) =>
      `${from}: bundle of ${created.slice(0, 10)} was installed already`,
    bundleDropped: (sources: string) =>
      `the shards of the bundle do not have what was here from ${sources}: import that again`,
    noSource: (shard: string) => `${shard}: no public source is known; import it from files`,
    fetching: (title: string, mebibytes: string, total?: string) =>
      `fetching ${title}: ${mebibytes}${total === undefined ? '' : ` of ${total}`} MiB`,
    plan: (files: number, size: string, unsized: number, seconds: number) =>
      `Fetching ${files} ${files === 1 ? 'file' : 'files'}, ${size} MiB${
        unsized === 0 ? '' : ` and ${unsized} of unknown size`
      }; about ${seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}.`,
    updated: (title: string, shards: string, size: string) => `${title} (${shards}): updated, ${size} MiB fetched`,
    unchanged: (title: string, shards: string) => `${title} (${shards}): unchanged`,
    notUpdated: (title: string, shards: string, why: string) => `${title} (${shards}): not updated: ${why}`,
    nothingHad: 'nothing could be fetched; what was there before is still in use',
    compare: 'compare two versions as an ecosystem orders them: prints <, = or >',
    compareEcosystem:
      'deb, rpm, apk, semver, npm, pypi, maven, gem, go, nuget, composer, crates, bitnami, or their names in OSV',
    compareVersions: 'a version; - reads tab-separated pairs from standard input',
    needsTwo: 'db compare needs two versions, or - to read pairs from standard input',
    invalid: (a: string, b: string, ecosystem: string) => `${a} or ${b} is not a valid ${ecosystem} version`,
    columns: ['SHARD', 'SOURCE', 'RECORDS', 'NEWEST', 'IMPORTED'],
    empty: (folder: string) =>
      `No vulnerability data in ${folder}. Bring some with: seawall db update --for LIST, or db import PATH…`,
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
    largeInput: (file: string, bytes: number, limit: number) =>
      `cannot read ${file}: ${Math.ceil(bytes / 1048576)} MiB, and input may have ${limit / 1048576} MiB`,
    badLine: 'expected a line of JSON with the expression: {"expr": "…"}',
    badType: (name: string, type: string) => `the variable ${name} has no type that is known: ${type}`,
  },
  dataDirectory: {
    temporary: (folder: string, why: string) =>
      `no data directory can be used (${why}); using ${folder}, which does not last`,
  },
};
