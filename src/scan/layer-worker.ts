import { serveTasks } from '#kit/workers';
import { readLayer } from './layer-task.ts';

serveTasks(readLayer);
