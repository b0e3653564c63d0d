/** What Maven calls an artefact, as far as it is known. */
export interface JavaCoordinates {
  /** Absent where nothing tells it for sure: such an artefact is listed, but matches no advisory. */
  group?: string;
  artifact: string;
  version: string;
}

const maxLength = 200;

/** Whether a text can be a group or artifact id: letters, digits, `.`, `_` and `-`, as Maven's own check has it. */
export function isMavenId(text: string | undefined): text is string {
  return text !== undefined && text.length <= maxLength && /^[A-Za-z0-9_.-]+$/.test(text);
}

/** Whether a text can be a version of one artefact: no range, no property left to be filled in, nothing Maven forbids. */
export function isMavenVersion(text: string | undefined): text is string {
  return text !== undefined && text.length <= maxLength && /^[A-Za-z0-9_.+~@!^-]+$/.test(text);
}

/** The name under which advisories know the artefact: `group:artifact`, or the artifact alone without a group. */
export function mavenName({ group, artifact }: Pick<JavaCoordinates, 'group' | 'artifact'>): string {
  return group === undefined ? artifact : `${group}:${artifact}`;
}
