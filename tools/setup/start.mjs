// @ts-check
// `npm start`: serves the built page, after installing and building whatever is missing.
import { ToolError, root, runTool } from './run-program.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

const DEFAULT_PORT = 4173;

function chosenPort() {
  const text = process.env['PORT'] ?? '';
  if (text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new ToolError(`PORT is set to "${text}", but it must be a number from 1 to 65535.`, 2);
}

/**
 * @param {unknown} error
 * @param {number} port
 */
function explainListenError(error, port) {
  const reason = error instanceof Error ? error.message : String(error);
  if (!reason.includes('already in use')) {
    return new ToolError(`The page could not be served on port ${port}: ${reason}.`);
  }
  const other = port === DEFAULT_PORT ? DEFAULT_PORT + 1 : DEFAULT_PORT;
  return new ToolError(
    `Port ${port} is already in use, perhaps by another pixelpool: stop that program, ` +
      `or choose another port by setting PORT, as in PORT=${other} npm start.`,
  );
}

/** @param {number} port */
async function serve(port) {
  const { preview } = await import('vite');
  try {
    return await preview({ root, preview: { port, strictPort: true, host: 'localhost' } });
  } catch (error) {
    throw explainListenError(error, port);
  }
}

/** @param {{ close(): Promise<void> }} server */
function stopOnSignals(server) {
  const stop = async () => {
    // A signal is the normal end. The exit code is set before the first await, because Vite also
    // listens for SIGTERM and would otherwise report the signal as a failure.
    process.exitCode = 0;
    await server.close();
    process.exit();
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
}

await runTool(async () => {
  const port = chosenPort();
  await ensureInstalled();
  await ensureBuilt();
  stopOnSignals(await serve(port));
  console.log(`pixelpool is running at http://localhost:${port}  (Ctrl+C stops it)`);
  return 0;
});
