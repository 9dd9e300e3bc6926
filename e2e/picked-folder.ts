/** Makes the page's folder picker return a folder of this browser's private file system. */
export async function pickPrivateFolder({
  name,
  images,
}: {
  name: string;
  images: number;
}): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(name, { create: true });
  const image = await (await fetch('samples/sky/sunset.jpg')).blob();
  for (let i = 0; i < images; i++) {
    const file = await folder.getFileHandle(`${String(i).padStart(3, '0')}.jpg`, { create: true });
    const writable = await file.createWritable();
    await writable.write(image);
    await writable.close();
  }
  Object.assign(window, { showDirectoryPicker: () => Promise.resolve(folder) });
}
