import type { Finding } from '#model';
import { messages } from './messages.en.ts';

/** What a finding is about, in a few words: a package and its version, a file, or the scan itself. */
export function subjectText({ package: item, location }: Finding): string {
  return item === undefined ? (location?.path ?? messages.scanItself) : `${item.name} ${item.version}`;
}
