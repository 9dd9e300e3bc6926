// Entries of a made-up folder, as a drop would have them: each answers in a task of its own, and a
// reader returns 100 children at a time.
const FILES_A_FOLDER = 1000;
const CHILDREN_AT_A_TIME = 100;
const FILE_BYTES = 28_000;
const MODIFIED_AT = new Date('2026-01-01T00:00:00Z');

type OnEntries = (entries: FileSystemEntry[]) => void;

const waiting: (() => void)[] = [];
let answered = 0;
const { port1, port2 } = new MessageChannel();
port1.onmessage = () => {
  waiting[answered]?.();
  answered += 1;
  if (answered < waiting.length) return;
  waiting.length = 0;
  answered = 0;
};

function inATask(answer: () => void): void {
  waiting.push(answer);
  port2.postMessage(null);
}

const numbered = (name: string, index: number): string =>
  `${name}-${String(index).padStart(4, '0')}`;

/** Names are made on request, because a browser's entry is not in the page's heap either. */
class StubFile {
  readonly isFile = true;
  readonly isDirectory = false;
  readonly index: number;
  constructor(index: number) {
    this.index = index;
  }
  get name(): string {
    return `${numbered('image', this.index % FILES_A_FOLDER)}.jpg`;
  }
  get fullPath(): string {
    return `/scale/${numbered('folder', Math.floor(this.index / FILES_A_FOLDER))}/${this.name}`;
  }
  get filesystem(): StubFile {
    return this;
  }
  getMetadata(onMetadata: (metadata: { size: number; modificationTime: Date }) => void): void {
    inATask(() => onMetadata({ size: FILE_BYTES, modificationTime: MODIFIED_AT }));
  }
}

function folderEntry(name: string, childAt: (index: number) => unknown, children: number) {
  return {
    isFile: false,
    isDirectory: true,
    name,
    fullPath: `/${name}`,
    filesystem: {},
    createReader() {
      let read = 0;
      return {
        readEntries(onEntries: OnEntries): void {
          inATask(() => {
            const length = Math.min(CHILDREN_AT_A_TIME, children - read);
            const entries = Array.from({ length }, (_, i) => childAt(read + i));
            read += length;
            onEntries(entries as FileSystemEntry[]);
          });
        },
      };
    },
  };
}

/** A drop of one folder with this number of files, 1,000 in each of its folders. */
export function transferOfFiles(files: number): DataTransfer {
  const folderAt = (folder: number) => {
    const first = folder * FILES_A_FOLDER;
    const children = Math.min(FILES_A_FOLDER, files - first);
    return folderEntry(
      numbered('folder', folder),
      (index) => new StubFile(first + index),
      children,
    );
  };
  const root = folderEntry('scale', folderAt, Math.ceil(files / FILES_A_FOLDER));
  const item = { kind: 'file', webkitGetAsEntry: () => root, getAsFile: () => null };
  return { items: [item], types: ['Files'], files: [] } as unknown as DataTransfer;
}
