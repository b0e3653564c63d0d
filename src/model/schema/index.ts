// zod schemas of the nouns, for the edges: files, HTTP, configuration, and the published JSON Schema.
// Apart from `#model` because zod costs memory that workers and the sensor do not have to spend.
export * from './json-schema.ts';
export * from './scan-result.ts';
