import type { ReportProblem } from './header-record.ts';
import { RpmFormatError } from './rpm-format-error.ts';

/** The result of reading one part, or undefined after reporting what was wrong with it, so that the rest is still read. */
export function attempt<T>(place: string, report: ReportProblem, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RpmFormatError)) throw error;
    report(place, error.message);
    return undefined;
  }
}
