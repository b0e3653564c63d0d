import type { Decision, ScanResult } from '#model';

const codes = { pass: 0, 'not asked': 0, fail: 1, unknown: 3 } as const satisfies Record<Decision['answer'], number>;

/** The exit code of a scan that gave a result: 0 yes or not asked, 1 no, 3 no verdict. Source: contract, "Exit codes". */
export function exitCode(result: Pick<ScanResult, 'decision'>): 0 | 1 | 3 {
  return codes[result.decision.answer];
}
