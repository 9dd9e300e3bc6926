import { useEffect, useState } from 'react';

import type { Session } from '../state/session.ts';

/**
 * Makes the whole window a target for drops and pastes. Whatever is dropped, the browser does not leave
 * the page for it. Returns whether files are dragged over the window.
 */
export function useAddedFiles(session: Session): boolean {
  const [isDragging, setIsDragging] = useState(false);
  useEffect(() => {
    const listeners = new AbortController();
    const { signal } = listeners;
    function onOver(event: DragEvent): void {
      const { dataTransfer } = event;
      if (dataTransfer === null || isForField(event, dataTransfer)) return;
      event.preventDefault();
      dataTransfer.dropEffect = 'copy';
      setIsDragging(carriesFiles(dataTransfer));
    }
    function onLeave(event: DragEvent): void {
      if (event.relatedTarget === null) setIsDragging(false);
    }
    function onDrop(event: DragEvent): void {
      const { dataTransfer } = event;
      if (dataTransfer === null || isForField(event, dataTransfer)) return;
      event.preventDefault();
      setIsDragging(false);
      session.addDrop(dataTransfer);
    }
    function onPaste(event: ClipboardEvent): void {
      const { clipboardData } = event;
      if (clipboardData === null || !carriesFiles(clipboardData)) return;
      if (isForField(event, clipboardData)) return;
      event.preventDefault();
      session.addDrop(clipboardData);
    }
    window.addEventListener('dragenter', onOver, { signal });
    window.addEventListener('dragover', onOver, { signal });
    window.addEventListener('dragleave', onLeave, { signal });
    window.addEventListener('drop', onDrop, { signal });
    window.addEventListener('paste', onPaste, { signal });
    return () => listeners.abort();
  }, [session]);
  return isDragging;
}

function carriesFiles({ types }: DataTransfer): boolean {
  return types.includes('Files');
}

/** Whether the event brings text to a field that takes text. */
function isForField({ target }: Event, { types }: DataTransfer): boolean {
  return target instanceof HTMLInputElement && types.includes('text/plain');
}
