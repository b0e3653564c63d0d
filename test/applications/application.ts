/** A small application that real tools install, and what those tools themselves say is installed. */
export interface Application {
  name: string;
  /** Commands that must be on PATH. */
  tools: readonly string[];
  /** Type of the packages in their purls. */
  type: string;
  /**
   * Installs it below an empty folder that stands for the root of an image.
   * @returns `NAME VERSION` of every installed package, as the tool lists them
   */
  build(root: string): Promise<string[]>;
}
