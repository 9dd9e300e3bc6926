/** What a drop or a paste brings: files of the disk, or something that another program or page shows. */
export type DroppedKind = 'files' | 'picture' | 'link' | 'text';

/** Call it in the event's handler. A picture of a page may come as a file too, which is on no disk. */
export function droppedKind(transfer: DataTransfer): DroppedKind {
  const items = Array.from(transfer.items).filter(({ kind }) => kind === 'file');
  if (items.some((item) => item.webkitGetAsEntry() !== null)) return 'files';
  const html = transfer.getData('text/html');
  const address = transfer.getData('text/uri-list');
  const isOfPage = html !== '' || (address !== '' && !address.startsWith('file:'));
  if (items.length > 0) return isOfPage ? 'picture' : 'files';
  if (/<(img|picture|canvas|svg)[\s/>]/i.test(html)) return 'picture';
  if (address !== '') return 'link';
  return html === '' && transfer.getData('text/plain') === '' ? 'files' : 'text'; // none, perhaps
}
