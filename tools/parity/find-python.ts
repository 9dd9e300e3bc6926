import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const PILLOW = '12.3.0';
const PROBE = 'import PIL, numpy; print(PIL.__version__)';

/** The Python that the oracle runs in: $PYTHON, the project's own .venv, or the system's. */
function candidates(): readonly string[] {
  const asked = process.env['PYTHON'];
  if (asked !== undefined) return [asked];
  const own = ['../../.venv/bin/python', '../../.venv/Scripts/python.exe']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .filter((path) => existsSync(path));
  return [...own, 'python3', 'python'];
}

/** A Python with the oracle's Pillow and NumPy; throws a sentence that says how to get one. */
export async function findPython(): Promise<string> {
  const found: string[] = [];
  for (const python of candidates()) {
    const probe = execute(python, ['-c', PROBE]);
    const version = (await probe.catch(() => ({ stdout: '' }))).stdout.trim();
    if (version === PILLOW) return python;
    found.push(`${python}: ${version === '' ? 'no Pillow and NumPy' : `Pillow ${version}`}`);
  }
  throw new Error(
    `This needs a Python with Pillow ${PILLOW} and NumPy (${found.join('; ')}). Make one with\n` +
      `  python3 -m venv .venv && .venv/bin/pip install pillow==${PILLOW} numpy\n` +
      'or name one with PYTHON=.',
  );
}

const VERSIONS = `
import platform, numpy, PIL
from PIL import features
print("Pillow", PIL.__version__, "with libjpeg-turbo", features.version("libjpeg_turbo"), "and libwebp", features.version("webp"))
print("NumPy", numpy.__version__)
print("Python", platform.python_version())
`;

/** What it has of which version, a line each. */
export async function readVersions(python: string): Promise<readonly string[]> {
  const { stdout } = await execute(python, ['-c', VERSIONS]);
  return stdout.trim().split(/\r?\n/);
}

/** A Python with the oracle's Pillow and NumPy, or null if there is none. */
export async function findPythonIfAny(): Promise<string | null> {
  return findPython().catch(() => null);
}
