import { parseArgs } from 'node:util';
import { createCollectionServer } from './collection-server.mjs';
import { createDemoServer } from './demo-server.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    'collection-port': { type: 'string' },
    store: { type: 'string', default: '.sessions' },
  },
});

/** @param {string} text @param {string} name */
function toPort(text, name) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new RangeError(`${name} must be a port from 0 to 65535, not "${text}"`);
}

/**
 * @template Server
 * @param {number} port
 * @param {(port: number) => Promise<Server>} create
 */
async function onPortOrFreeOne(port, create) {
  try {
    return await create(port);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE') throw error;
    console.log(`Port ${port} is taken, using a free one.`);
    return create(0);
  }
}

const demoPort = toPort(values.port ?? process.env.PORT ?? '8080', '--port');
const collectionPort = toPort(values['collection-port'] ?? process.env.COLLECTION_PORT ?? '8081', '--collection-port');

const collection = await onPortOrFreeOne(collectionPort, (port) =>
  createCollectionServer({ port, store: values.store }),
);
const demo = await onPortOrFreeOne(demoPort, (port) => createDemoServer({ port, collectionUrl: collection.url }));

console.log(`Demo page:         ${demo.url}/`);
console.log(`Collection server: ${collection.url}`);
console.log(`Session reports:   ${collection.url}/report/`);
console.log('Ctrl+C ends both.');

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => Promise.all([demo.close(), collection.close()]));
}
