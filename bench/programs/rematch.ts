import { readFileSync } from 'node:fs';
import { matchPackages, openDatabase } from '#advisory';
import type { ScanResult } from '#model';

/** Matches the component lists of stored JSON results again and again in one thread, and prints lists a second of CPU time. */
const [data = '', ...files] = process.argv.slice(2);
const stored = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as ScanResult);
const leastSeconds = 2;

let lists = 0;
let findings = 0;
const database = openDatabase(data);
const before = process.cpuUsage();
let seconds = 0;
while (seconds < leastSeconds) {
  for (const { packages, subject } of stored) {
    findings += matchPackages(packages, subject.os, undefined, database).findings.length;
    lists += 1;
  }
  const { user, system } = process.cpuUsage(before);
  seconds = (user + system) / 1e6;
}
database.close();
process.stdout.write(
  JSON.stringify({
    listsPerSecond: lists / seconds,
    packages: stored.reduce((sum, { packages }) => sum + packages.length, 0) / stored.length,
    findings: findings / lists,
  }),
);
