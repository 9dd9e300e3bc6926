import kernelUrl from '../kernel/build/kernel.wasm?url';

/** The compiled kernel; rejects with what to do where it cannot be fetched. */
export async function loadKernel(): Promise<WebAssembly.Module> {
  try {
    const response = await fetch(kernelUrl);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The kernel could not be loaded (${why}): reload the page.`, { cause: error });
  }
}
