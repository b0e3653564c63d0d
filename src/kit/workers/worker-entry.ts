/**
 * The URL of a worker's entry module: beside the caller's file as `.ts` when run from source,
 * as `NAME.js` in the folder of the bundle otherwise.
 */
export function workerEntry(name: string, callerUrl: string): URL {
  return new URL(callerUrl.endsWith('.ts') ? `./${name}.ts` : `./${name}.js`, callerUrl);
}
