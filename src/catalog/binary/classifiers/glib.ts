import type { Classifier } from '../classifier.ts';

export const glib: Classifier = {
  id: 'glib',
  title: 'GLib',
  cpe: { vendor: 'gnome', product: 'glib' },
  versions: [{ anchor: '<!-- GDBus ', pattern: /GDBus (?<version>\d+\.\d+\.\d+) -->/ }],
};
