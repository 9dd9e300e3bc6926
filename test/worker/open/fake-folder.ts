/** A folder as an object: what is in it by name, files as their own text. */
export interface FakeFolder {
  readonly [name: string]: FakeFolder | string;
}

/**
 * Handles of it, as a browser has them. A file's time of last change is the length of its text; who
 * reads names comes as far as one that is `closed`. `onFolder` hears when a folder in it is asked for.
 */
export function handleOf(
  folder: FakeFolder,
  onFolder: () => void = () => {},
): FileSystemDirectoryHandle {
  const childOf = (name: string): FakeFolder | string => {
    const child = Object.hasOwn(folder, name) ? folder[name] : undefined;
    if (name === '' || name.includes('/')) throw new TypeError('Name is not allowed.');
    if (child === undefined) throw new DOMException('none', 'NotFoundError');
    return child;
  };
  const handle = {
    async getDirectoryHandle(name: string) {
      onFolder();
      const child = childOf(name);
      if (typeof child === 'string') throw new DOMException('a file', 'TypeMismatchError');
      return handleOf(child, onFolder);
    },
    async getFileHandle(name: string) {
      const child = childOf(name);
      if (typeof child !== 'string') throw new DOMException('a folder', 'TypeMismatchError');
      return { getFile: async () => new File([child], name, { lastModified: child.length }) };
    },
    async *entries() {
      for (const [name, child] of Object.entries(folder)) {
        if (name === 'closed') throw new DOMException('closed', 'NotAllowedError');
        yield [name, { kind: typeof child === 'string' ? 'file' : 'directory' }];
      }
    },
  };
  return handle as unknown as FileSystemDirectoryHandle;
}
