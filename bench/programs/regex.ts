import { Worker } from 'node:worker_threads';
import { compileRegex } from '#kit/regex';
import { median } from '../summary.ts';

/** One line of the table: what was searched, and how long it took on each side. */
interface RegexRow {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds of one search of a string, and of the same text as bytes. */
  readonly string: number;
  readonly buffer: number;
  /** Milliseconds of V8's own RegExp on the string; undefined when it was stopped after `v8Limit`. */
  readonly v8: number | undefined;
  /** Ours on the string through V8's; undefined when V8 was stopped. */
  readonly ratio: number | undefined;
}

interface RegexCase {
  readonly name: string;
  readonly pattern: string;
  readonly texts: readonly string[];
  /** `all` finds all matches with their groups, `test` says whether there is one. */
  readonly ask: 'test' | 'all';
  readonly flags?: string;
}

const v8Limit = 3000;
const megabyte = 1 << 20;
const logLine =
  'the quick brown fox jumps over the lazy dog 2026-11-22T08:00:00Z GET /index.html HTTP/1.1 user@example.com ' +
  '10.0.0.1 error: failed name=hunter2\n';
const log = logLine.repeat(megabyte / logLine.length);
const names = ['my-app-0', 'a', 'a'.repeat(63), 'Not_A_Name', 'web-7d4b9c6f5d-x2x9p'];
const images = ['ghcr.io/org/app:1.2.3', `registry.example.com/team/app@sha256:${'0'.repeat(64)}`, 'docker.io/nginx'];
const imagePattern = '^(?:registry\\.example\\.com|ghcr\\.io)/[a-z0-9/_.-]+(?::[\\w.-]+)?(?:@sha256:[0-9a-f]{64})?$';

const ordinary: readonly RegexCase[] = [
  { name: 'Kubernetes name', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', texts: names, ask: 'test' },
  { name: 'image reference', pattern: imagePattern, texts: images, ask: 'test' },
  { name: 'literal, absent', pattern: 'hunter3', texts: [log], ask: 'test' },
  { name: 'words, absent', pattern: 'foo|bar|baz|qux1', texts: [log], ask: 'test' },
  { name: 'caseless, absent', pattern: 'PASSWORD=xx', flags: 'i', texts: [log], ask: 'test' },
  { name: 'class then count, absent', pattern: '[A-Z][a-z]+[0-9]{9}', texts: [log], ask: 'test' },
  { name: 'e-mail, absent', pattern: '[a-z0-9._]+@[a-z0-9.]+\\.zzz', texts: [log], ask: 'test' },
  { name: 'two literals, absent', pattern: 'error:.*fatal', texts: [log], ask: 'test' },
  { name: 'addresses, all', pattern: '\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b', texts: [log], ask: 'all' },
  { name: 'dates with groups, all', pattern: '(\\d{4})-(\\d{2})-(\\d{2})', texts: [log], ask: 'all' },
  { name: 'settings with groups, all', pattern: '(\\w+)=(\\w+)', texts: [log], ask: 'all' },
  { name: 'words, all', pattern: '\\w+', texts: [log], ask: 'all' },
];

const coins = Array.from({ length: megabyte }, coinToss(1)).join('');
const pathological: readonly Omit<RegexCase, 'ask'>[] = [
  { name: '(a+)+$', pattern: '(a+)+$', texts: [`${'a'.repeat(megabyte)}b`] },
  { name: '(x+x+)+y', pattern: '(x+x+)+y', texts: ['x'.repeat(megabyte)] },
  { name: '(x+x+)+y, y first', pattern: '(x+x+)+y', texts: [`y${'x'.repeat(megabyte)}`] },
  { name: '(a|aa)+$', pattern: '(a|aa)+$', texts: [`${'a'.repeat(megabyte)}b`] },
  { name: '^(([a-z])+.)+[A-Z]', pattern: '^(([a-z])+.)+[A-Z]', texts: ['a'.repeat(megabyte)] },
  { name: '(((a{10}){10}){10})b', pattern: '(((a{10}){10}){10})b', texts: ['a'.repeat(megabyte)] },
  { name: '(.*)(.*)(.*)(.*)[^ab]', pattern: '(.*)(.*)(.*)(.*)[^ab]', texts: [coins] },
  { name: '(a|b)*a(a|b){20}[^ab]', pattern: '(a|b)*a(a|b){20}[^ab]', texts: [coins] },
];

function coinToss(seed: number): () => string {
  let state = seed;
  return () => 'ab'.charAt((state = (Math.imul(state, 1664525) + 1013904223) | 0) >>> 31);
}

/**
 * Our engine beside V8's, on patterns as people write them and on patterns that blow backtracking engines up: a line for
 * each, and a summary as JSON at the end.
 */
const usual = ordinary.map((one) => measureOrdinary(one));
usual.forEach(print);
const hostile: RegexRow[] = [];
for (const one of pathological) {
  for (const bytes of [1 << 10, 1 << 14, 1 << 17, megabyte]) {
    // The end is what such a pattern founders on: it stays.
    const texts = one.texts.map((text) => text.slice(0, bytes - 1) + text.slice(-1));
    const row = await measurePathological({ ...one, texts, ask: 'test' });
    print(row);
    hostile.push(row);
  }
}
const summary = {
  medianOfV8: median(usual.flatMap(({ ratio }) => ratio ?? [])),
  patterns: usual.length,
  hostile: hostile.length,
  slowestMilliseconds: Math.max(...hostile.map(({ string }) => string)),
  v8Stopped: hostile.filter(({ v8 }) => v8 === undefined).length,
};
process.stdout.write(`${JSON.stringify(summary)}\n`);

function print({ name, bytes, string, buffer, v8, ratio }: RegexRow): void {
  const milliseconds = (time: number) => (time < 0.1 ? `${(time * 1000).toFixed(2)} µs` : `${time.toFixed(2)} ms`);
  const own = v8 === undefined ? `over ${v8Limit / 1000} s` : milliseconds(v8);
  const cells = [String(bytes), milliseconds(string), milliseconds(buffer), own, ratio?.toFixed(2) ?? '-'];
  process.stdout.write(`${name.padEnd(28)}${cells.map((cell) => cell.padStart(13)).join('')}\n`);
}

function measureOrdinary({ name, pattern, flags = '', texts, ask }: RegexCase): RegexRow {
  const regex = compileRegex(flags === '' ? pattern : `(?${flags})${pattern}`);
  const v8 = new RegExp(pattern, ask === 'all' ? `${flags}g` : flags);
  const buffers = texts.map((text) => Buffer.from(text));
  const ours =
    ask === 'all' ? (text: string | Buffer) => regex.execAll(text).length : (text: string | Buffer) => regex.test(text);
  const theirs = ask === 'all' ? (text: string) => [...text.matchAll(v8)].length : (text: string) => v8.test(text);
  for (const text of texts) {
    if (ours(text) !== theirs(text)) throw new Error(`${name}: the engines disagree`);
  }
  const [string = 0, buffer = 0, own = 0] = bestOf([
    () => texts.forEach(ours),
    () => buffers.forEach(ours),
    () => texts.forEach(theirs),
  ]).map((time) => time / texts.length);
  return {
    name,
    bytes: Math.round(texts.join('').length / texts.length),
    string,
    buffer,
    v8: own,
    ratio: string / own,
  };
}

async function measurePathological({ name, pattern, texts }: RegexCase): Promise<RegexRow> {
  const [text = ''] = texts;
  const buffer = Buffer.from(text);
  const regex = compileRegex(pattern);
  const [string = 0, bytes = 0] = bestOf([() => regex.test(text), () => regex.test(buffer)]);
  const v8 = await timeV8(pattern, text);
  return { name, bytes: text.length, string, buffer: bytes, v8, ratio: v8 && string / v8 };
}

/** Milliseconds of each task, the best of several rounds in which all take turns. */
function bestOf(tasks: readonly (() => unknown)[]): number[] {
  const best = tasks.map(() => Infinity);
  for (let round = 0; round < 7; round++) {
    tasks.forEach((task, index) => {
      const started = performance.now();
      let repeats = 0;
      do {
        task();
        repeats += 1;
      } while (performance.now() - started < 20);
      best[index] = Math.min(best[index] ?? Infinity, (performance.now() - started) / repeats);
    });
  }
  return best;
}

/** Milliseconds that V8 needs, undefined when it had to be stopped: a thread of its own can be. */
async function timeV8(pattern: string, text: string): Promise<number | undefined> {
  const program = `
    const { parentPort, workerData } = require('node:worker_threads');
    const regex = new RegExp(workerData.pattern);
    const started = performance.now();
    regex.test(workerData.text);
    parentPort.postMessage(performance.now() - started);`;
  const worker = new Worker(program, { eval: true, workerData: { pattern, text } });
  try {
    return await new Promise<number | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), v8Limit);
      worker.once('message', (time: number) => {
        clearTimeout(timer);
        resolve(time);
      });
      worker.once('error', () => resolve(undefined));
    });
  } finally {
    await worker.terminate();
  }
}
