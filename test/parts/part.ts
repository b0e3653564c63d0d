/** A real part that suites need: an engine, a registry, images. Started before the tests, stopped after them. */
export interface Part {
  name: string;
  /** Debian packages it needs. */
  packages: readonly string[];
  /** Starts it. What the suites need to know comes back as environment variables. @throws Error with the reason when it cannot */
  start(context: PartContext): Promise<RunningPart>;
}

export interface PartContext {
  /** A folder that is removed after the run. */
  scratch: string;
  /** A folder that stays between runs, for what takes long to make. */
  cache: string;
  /** Variables of the parts that were started before. */
  environment: Record<string, string>;
}

export interface RunningPart {
  environment: Record<string, string>;
  stop(): Promise<void>;
}
