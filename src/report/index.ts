// Scan results as text: one file per format under `formats/`, loaded only when that format is asked for.
// Pure: no clock, no terminal, no files. Text comes in chunks, so that a large result never stands in memory twice.
export { type ReportFormat, type ReportFormatId, formats } from './formats.ts';
export type { RenderOptions } from './render-options.ts';
