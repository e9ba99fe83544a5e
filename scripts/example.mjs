import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { createCollectionServer } from '../demo/server/collection-server.mjs';
import { project, repository } from '../test/compat/support/workshop.mjs';
import './built.mjs';

/** Runs an example with the packed plugin and a local collection server: `npm run example -- react`. */

const names = readdirSync(join(repository, 'examples'), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? entry.name : [],
);
const name = process.argv[2] ?? '';
if (!names.includes(name)) {
  console.error(`Which one? ${names.map((each) => `npm run example -- ${each}`).join(', ')}`);
  process.exit(2);
}

const collector = await createCollectionServer();
const packages = ['video.js', 'react', 'react-dom', 'vite'];
const root = await project(name, Object.fromEntries(packages.map((each) => [each, each])));
cpSync(join(repository, 'examples', name), root, { recursive: true });
cpSync(join(repository, 'demo/media'), join(root, 'public/media'), { recursive: true });

const local = (/** @type {string} */ code) => code.replaceAll('https://company.hb-api.omtrdc.net', collector.url);
const vite = await createServer({
  root,
  configFile: false,
  server: { host: '127.0.0.1', fs: { strict: false } },
  plugins: [
    {
      name: 'local-collection-server',
      transform: (code, id) => (id.includes('/node_modules/') ? null : { code: local(code), map: null }),
      transformIndexHtml: local,
    },
  ],
});
await vite.listen();
vite.printUrls();
console.log(`  Reports of what it tells: ${collector.url}/report/`);

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit());
