import type { Render } from './render-options.ts';

/** A report format: its name in `--format` and how to get its renderer. */
export interface ReportFormat {
  id: string;
  /** Lists what a subject is made of, and no findings: its reader looks for vulnerabilities itself. */
  packagesOnly?: true;
  load: () => Promise<{ render: Render }>;
}

/** Every format, one file each: add a line here and a file of that name under `formats/`. */
export const formats = [
  { id: 'table', load: () => import('./formats/table.ts') },
  { id: 'json', load: () => import('./formats/json.ts') },
  { id: 'sarif', load: () => import('./formats/sarif.ts') },
  { id: 'cyclonedx', load: () => import('./formats/cyclonedx.ts') },
  { id: 'junit', load: () => import('./formats/junit.ts') },
  { id: 'gitlab', load: () => import('./formats/gitlab.ts') },
  { id: 'html', load: () => import('./formats/html.ts') },
  { id: 'github', packagesOnly: true, load: () => import('./formats/github.ts') },
  { id: 'cyclonedx-xml', load: () => import('./formats/cyclonedx-xml.ts') },
  { id: 'spdx', load: () => import('./formats/spdx.ts') },
] as const satisfies readonly ReportFormat[];

export type ReportFormatId = (typeof formats)[number]['id'];
