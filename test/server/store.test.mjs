import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createCollectionServer } from '../../demo/server/collection-server.mjs';
import { bodiesOf, epoch, publishedTimeline } from './scripted.mjs';
import { client } from './support.mjs';

/** @import { CollectionServer } from './support.mjs' */

let folder = '';
let clock = epoch;
/** @type {CollectionServer[]} */
const open = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collector-'));
});
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));
after(() => rm(folder, { recursive: true }));

/** @param {string} name  of the store */
async function start(name) {
  clock += 1_000;
  const server = await createCollectionServer({ store: join(folder, name), now: () => clock });
  open.push(server);
  return { server, ...client(server) };
}

/** @param {CollectionServer} server */
const end = (server) => open.splice(open.indexOf(server), 1)[0]?.close();

/** @param {string} line */
const event = (line) => bodiesOf(line)[0];

describe('sessions kept on disk', () => {
  it('are known to a server that is started again', async () => {
    const { server, post, send } = await start('again');
    const [first, ...rest] = bodiesOf(publishedTimeline);
    const id = (await post('/api/v1/sessions', first)).headers.get('Location')?.split('/').at(-1) ?? '';
    for (const body of rest) await send(id, body);
    const before = server.report(id, Infinity);
    await end(server);
    const again = await start('again');
    assert.deepEqual(again.server.report(id, Infinity), before);
    assert.ok(Math.abs((before?.times.content ?? 0) - 45) < 0.5);
  });

  it('go on where they were, and are judged by all that came before', async () => {
    const { server, open: opens, send } = await start('goes-on');
    const id = await opens();
    assert.equal((await send(id, event('1 play@0'))).status, 204);
    await end(server);
    const again = await start('goes-on');
    assert.equal((await again.send(id, event('5 adComplete@4'))).status, 204);
    assert.deepEqual(again.server.ledger.entries.at(-1)?.warnings, ['adComplete without an open ad']);
    assert.equal(again.server.report(id)?.events.length, 3);
  });

  it('stay closed', async () => {
    const { server, open: opens, send } = await start('closed');
    const [ended, idle] = [await opens(), await opens()];
    await send(ended, event('3 sessionEnd@2'));
    await end(server);
    const again = await start('closed');
    assert.equal((await again.send(ended, event('4 ping@3'))).status, 410);
    clock += 600_000;
    assert.equal((await again.send(idle, event('5 ping@4'))).status, 410);
    assert.equal((await again.send('f'.repeat(64), event('6 ping@5'))).status, 404);
  });

  it('are closed when told so', async () => {
    const { server, open: opens } = await start('closed-by-hand');
    const id = await opens();
    await end(server);
    const again = await start('closed-by-hand');
    assert.equal((await again.control(`sessions/${id}/close`, 'POST')).status, 204);
    assert.equal((await again.send(id, event('4 ping@3'))).status, 410);
  });

  it('are not open as recordings, whose keys are no ids of sessions', async () => {
    const { server, post, send, control } = await start('recording');
    await post('/api/v1/downloaded', bodiesOf('0 sessionStart@0\n5 sessionEnd@4'));
    const { receivedAt, seq } = server.ledger.entries[0] ?? {};
    const key = `recording-${receivedAt}-${seq}`;
    assert.ok(server.report(key));
    assert.equal((await send(key, event('6 ping@5'))).status, 404);
    assert.equal((await control(`sessions/${key}/close`, 'POST')).status, 404);
  });

  it('are forgotten when told so', async () => {
    const { server, open: opens } = await start('forgotten');
    const id = await opens();
    await end(server);
    const again = await start('forgotten');
    again.server.forgetSessions();
    assert.equal((await again.send(id, event('4 ping@3'))).status, 404);
    assert.ok(again.server.report(id), 'the report stays');
  });

  it('keep what was refused, with bytes that are no JSON', async () => {
    const { server, open: opens, send } = await start('refused');
    const id = await opens();
    await send(id, '{ "eventType": ');
    await end(server);
    const again = await start('refused');
    const report = again.server.report(id);
    assert.equal(report?.delivery.refused, 1);
    assert.match(report?.findings.find(({ rule }) => rule === 'Refused requests')?.message ?? '', /not JSON/);
  });

  it('survive the sudden death of the process: what was answered is there', async () => {
    const main = fileURLToPath(new URL('../../demo/server/cli/main.mjs', import.meta.url));
    const store = join(folder, 'killed');
    const child = spawn(process.execPath, [main, '--port', '0', '--quiet', '--store', store]);
    const [line] = await once(child.stdout, 'data');
    const url = /http:\S+/.exec(String(line))?.[0] ?? '';
    const { post, send } = client(/** @type {CollectionServer} */ ({ url }));
    const answer = await post('/api/v1/sessions', event('0 sessionStart@0'));
    const id = answer.headers.get('Location')?.split('/').at(-1) ?? '';
    for (const body of bodiesOf('1 play@0\nevery 10 from 11@10 to 101@100')) await send(id, body);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { server } = await start('killed');
    assert.equal(server.report(id)?.events.length, 12);
    assert.equal(server.report(id)?.times.content, 100);
  });
});
