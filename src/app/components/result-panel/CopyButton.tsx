import { useState } from 'react';

export function CopyButton(props: { readonly text: string; readonly label?: string }) {
  const { text, label = 'Copy' } = props;
  const [said, setSaid] = useState<string | null>(null);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied');
    } catch {
      setSaid('Could not copy: select the text instead');
    }
  }
  return (
    <button type="button" onClick={() => void copy()} onBlur={() => setSaid(null)}>
      <span aria-live="polite">{said ?? label}</span>
    </button>
  );
}
