/** What the file name of a source package tells. */
export interface SourceRpm {
  name: string;
  /** `version-release`: the file name never carries the epoch. */
  version: string;
}

/** Takes `openssl-3.0.7-24.el9.src.rpm` apart; undefined for anything else, such as `(none)`. */
export function parseSourceRpm(fileName: string): SourceRpm | undefined {
  const suffix = ['.src.rpm', '.nosrc.rpm'].find((ending) => fileName.endsWith(ending));
  if (suffix === undefined) return undefined;
  const whole = fileName.slice(0, -suffix.length);
  const release = whole.lastIndexOf('-');
  const version = whole.lastIndexOf('-', release - 1);
  if (version < 1 || version + 1 === release || release + 1 === whole.length) return undefined;
  return { name: whole.slice(0, version), version: whole.slice(version + 1) };
}
