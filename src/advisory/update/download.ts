import type { HttpClient, HttpClock, HttpResponse } from '#kit/http';
import { SeawallError } from '#model';
import { type Checksum, checksumOfHeaders, checksumOfText, hashFile } from './checksum.ts';
import { PartialFile } from './partial-file.ts';
import { conditionOf, type Validators, validatorsOf } from './update-state.ts';

/** One file to fetch. */
export interface Download {
  http: HttpClient;
  clock: HttpClock;
  signal: AbortSignal;
  url: URL;
  /** Where the file goes; what has come so far is beside it. */
  path: string;
  /** The validators of the copy that is in the database. */
  known: Validators | undefined;
  /** Ask for `URL.sha256` too, as mirrors have it. */
  checksumBeside: boolean;
  /** Bytes that are here, of how many where the server says. */
  progress: (bytes: number, total: number | undefined) => void;
}

export type DownloadResult = { kind: 'unchanged' } | { kind: 'fetched'; bytes: number; validators: Validators };

/** No real source comes near it. */
const maxBytes = 8 * 1024 ** 3;
const maxAttempts = 50;
/** Attempts in a row that bring nothing; the client has tried each several times. */
const maxBarren = 2;

/**
 * Fetches a file to disk, going on where an attempt, or an earlier update, broke off. It is there only when it is whole
 * and has the checksum that the server offers.
 * @throws SeawallError when it cannot be had
 */
export async function download(job: Download): Promise<DownloadResult> {
  const file = new PartialFile(job.path, addressOf(job.url));
  let barren = 0;
  let spoiled = 0;
  for (let attempt = 1; ; attempt++) {
    const before = file.size();
    try {
      const response = await fetchInto(file, job);
      if (response === undefined) return { kind: 'unchanged' };
      if (await hasItsChecksum(file, response, job)) {
        const bytes = file.size();
        file.finish();
        return { kind: 'fetched', bytes, validators: validatorsOf(response.headers) };
      }
      file.discard();
      spoiled++;
      if (spoiled > 1)
        throw updateError('update-checksum', job.url, 'has another checksum than the server says, twice');
    } catch (error) {
      if (!(error instanceof SeawallError) || (error.code !== 'http-broken' && error.code !== 'http-timeout'))
        throw error;
      barren = file.size() > before ? 0 : barren + 1;
      if (barren > maxBarren || attempt >= maxAttempts) throw error;
      await job.clock.sleep(500 * 2 ** barren, job.signal);
    }
  }
}

/** One attempt. Undefined when the file has not changed. */
async function fetchInto(file: PartialFile, job: Download): Promise<HttpResponse | undefined> {
  const { http, url, signal } = job;
  const resumed = file.resumable();
  const headers: Record<string, string> =
    resumed === undefined
      ? conditionOf(job.known ?? {})
      : { Range: `bytes=${resumed.size}-`, 'If-Range': resumed.condition };
  const response = await http.request({ url, headers, signal });
  const { status } = response;
  if (status === 200) {
    file.begin(validatorsOf(response.headers));
    await receive(file, response, 0, job);
    return response;
  }
  if (status === 206 && resumed !== undefined && startOf(response) === resumed.size) {
    await receive(file, response, resumed.size, job);
    return response;
  }
  response.discard();
  if (resumed !== undefined && (status === 206 || status === 416)) {
    // Other bytes than asked for, or none behind ours: what is here is not a beginning of what is there.
    file.discard();
    return fetchInto(file, job);
  }
  if (status === 304 && resumed === undefined && job.known !== undefined) return undefined;
  throw updateError('update-refused', url, `the server answered HTTP ${status}`);
}

async function receive(file: PartialFile, response: HttpResponse, from: number, job: Download): Promise<void> {
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = Number.isSafeInteger(length) ? from + length : undefined;
  let bytes = from;
  const bounded = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of response.body()) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw updateError('update-too-large', job.url, `is larger than ${maxBytes} bytes`);
      yield chunk;
    }
  };
  await file.append(bounded(), () => job.progress(bytes, total));
}

function startOf(response: HttpResponse): number | undefined {
  const [, start] = /^bytes (\d{1,15})-/.exec(response.headers.get('content-range') ?? '') ?? [];
  return start === undefined ? undefined : Number(start);
}

async function hasItsChecksum(file: PartialFile, response: HttpResponse, job: Download): Promise<boolean> {
  const expected = (job.checksumBeside ? await checksumBeside(job) : undefined) ?? checksumOfHeaders(response.headers);
  return expected === undefined || (await hashFile(file.part, expected.algorithm)) === expected.value;
}

/** A mirror without such files has no more to say than its headers do. */
async function checksumBeside({ http, url, signal }: Download): Promise<Checksum | undefined> {
  const beside = new URL(url);
  beside.pathname += '.sha256';
  const response = await http.request({ url: beside, signal });
  if (response.status === 200) return checksumOfText(await response.text(4096));
  response.discard();
  if (response.status === 404 || response.status === 403 || response.status === 410) return undefined;
  throw updateError('update-refused', beside, `the server answered HTTP ${response.status}`);
}

/** The address as it is kept and shown: without user name, password and query. */
export function addressOf(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

function updateError(code: string, url: URL, what: string): SeawallError {
  return new SeawallError(code, 'no-verdict', `${addressOf(url)}: ${what}`);
}
