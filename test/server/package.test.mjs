import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../../', import.meta.url));
const player = fileURLToPath(new URL('scripted-player.mjs', import.meta.url));
// In the repository, so that what it depends on is found there.
const folder = join(repository, '.build', 'packed-collector');
const packed = join(folder, 'package');
/** @type {string[]} */
let files = [];

before(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const pack = ['pack', '--json', '--workspace', 'demo/server', '--pack-destination', folder];
  const { stdout } = await run('npm', pack, { cwd: repository });
  const [{ filename, files: listed }] = JSON.parse(stdout.slice(stdout.indexOf('[')));
  files = listed.map((/** @type {{ path: string }} */ { path }) => path);
  await run('tar', ['-xzf', join(folder, filename), '-C', folder]);
});
after(() => rm(folder, { recursive: true }));

describe('the package of the collector', () => {
  it('holds what it needs, and nothing of the demo', () => {
    for (const file of [
      'README.md',
      'LICENSE',
      'cli/main.mjs',
      'pages/assets/report.css',
      'types/collection-server.d.mts',
    ]) {
      assert.ok(files.includes(file), file);
    }
    for (const file of ['main.mjs', 'demo-server.mjs', 'media-throttle.mjs', 'tsconfig.types.json']) {
      assert.ok(!files.includes(file), file);
    }
  });

  it('runs by itself', async () => {
    const { stdout } = await run(process.execPath, [
      ...[join(packed, 'cli/main.mjs'), '--port', '0', '--store', join(folder, 'store')],
      ...['--', process.execPath, player, 'good'],
    ]);
    assert.match(stdout, /49 requests, 0 invalid bodies, 1 session/);
  });

  it('is a module', async () => {
    const { createCollectionServer } = await import(join(packed, 'collection-server.mjs'));
    const server = await createCollectionServer();
    const answer = await fetch(`${server.url}/report/assets/uPlot.iife.min.js`);
    assert.equal(answer.status, 200);
    await answer.body?.cancel();
    await server.close();
  });
});
