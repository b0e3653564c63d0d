/** The operating system of an image, from os-release(5) and its predecessors. */
export interface Distribution {
  /** Lower-case id as in os-release, such as `debian`, `alpine`, `almalinux`. */
  id: string;
  /** Version as written there, such as `12`, `3.17.2`, `9.4`. Absent for rolling and testing releases without one. */
  versionId?: string;
  /** Release code name, such as `bookworm`. */
  codename?: string;
  /** Name for people, such as `Debian GNU/Linux 12 (bookworm)`. */
  name?: string;
  /** `ID_LIKE`, nearest first. */
  like?: string[];
}
