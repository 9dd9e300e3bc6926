import kernelUrl from '../kernel/build/kernel.wasm?url';

/** The compiled kernel; rejects with what to do where it cannot be fetched. */
export async function loadKernel(): Promise<WebAssembly.Module> {
  const response = await fetch(kernelUrl);
  if (!response.ok) {
    throw new Error(`The kernel could not be loaded (HTTP ${response.status}): reload the page.`);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
