// Clients to container engines and hosts; engines as sources of images.
// Every engine is reached through kit/http, and its answers are read field by field, as other input is.
export { containerSource } from './docker/container-source.ts';
export { dockerSource } from './docker/docker-source.ts';
