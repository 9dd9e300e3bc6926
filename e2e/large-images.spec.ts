import { planFolder, runPlan } from '../tools/drive/drive-page.ts';
import { downloadManifest } from './read-result.ts';
import { changeDecodeWorker, expect, test } from './test.ts';
import { blackPng } from './write-png.ts';

test('Q16 images of 100 MP are never in memory together', async ({ open, makeFolder, page }) => {
  // workers and page talk through ports: each request and reply is logged with its time
  await changeDecodeWorker(
    page,
    `const log = new BroadcastChannel('permits');
     const now = () => performance.timeOrigin + performance.now();
     const note = (event) => log.postMessage({ event, at: now() });
     const asked = new Set();
     const post = MessagePort.prototype.postMessage;
     MessagePort.prototype.postMessage = function (message, ...others) {
       const [call] = message?.path ?? [];
       if (call === 'onLarge') asked.add(message.id);
       if (call === 'onLarge') note('ask');
       if (call === 'onLargeDone') note('end');
       return post.call(this, message, ...others);
     };
     const listen = MessagePort.prototype.addEventListener;
     MessagePort.prototype.addEventListener = function (type, listener, ...others) {
       const hear = (event) => {
         if (asked.delete(event.data?.id)) note('begin');
         listener(event);
       };
       return listen.call(this, type, hear, ...others);
     };`,
  );
  await open('width=8&height=8');
  await page.evaluate(() => {
    const permits: { event: string; at: number }[] = [];
    new BroadcastChannel('permits').onmessage = ({ data }) => permits.push(data);
    Object.assign(window, { permits });
  });
  // with enough bytes after its end to be a batch of its own
  const large = Buffer.concat([blackPng(10_000, 10_000, 1), Buffer.alloc(200_000)]);
  const files = { 'a.png': large, 'b.png': large, 'c.png': large };
  await planFolder(page, await makeFolder('large', files));
  const { counts } = await runPlan(page);
  expect(counts).toEqual({ listed: 3, ok: 0, warned: 3, failed: 0, ignored: 0, excluded: 0 });
  const permits = await page.evaluate(
    () => (window as unknown as { permits: { event: string; at: number }[] }).permits,
  );
  const inTime = permits.toSorted((a, b) => a.at - b.at).map(({ event }) => event);
  expect(inTime.filter((event) => event !== 'ask')).toEqual(
    Array.from({ length: 3 }, () => ['begin', 'end']).flat(),
  );
  // both workers had asked before the first was done, so they really had to wait
  expect(inTime.slice(0, inTime.indexOf('end')).filter((event) => event === 'ask')).toHaveLength(2);
});

test('S1 Q16 an image above the budget runs alone, and one with too many pixels is refused', async ({
  open,
  makeFolder,
  page,
}) => {
  await open('width=8&height=8');
  const files = {
    'a.png': 'red.png',
    '011.png': blackPng(13_377, 13_377, 1),
    '023.png': blackPng(13_378, 13_377, 1),
    '031.png': blackPng(30_000, 30_000, 1),
  };
  await planFolder(page, await makeFolder('bombs', files));
  const { counts } = await runPlan(page);
  expect(counts).toEqual({ listed: 4, ok: 1, warned: 1, failed: 2, ignored: 0, excluded: 0 });
  const { lines } = await downloadManifest(page);
  const odd = lines.filter(({ verdict }) => verdict !== 'ok');
  expect(odd.map(({ path, code }) => [path, code])).toEqual([
    ['011.png', 'many-pixels'],
    ['023.png', 'too-many-pixels'],
    ['031.png', 'too-many-pixels'],
  ]);
});
