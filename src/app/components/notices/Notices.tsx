import { useSession, useSlice } from '../session-context.ts';
import './notices.css';

/** Messages about requests that failed. */
export function Notices() {
  const notices = useSlice((state) => state.notices);
  const session = useSession();
  if (notices.length === 0) return null;
  return (
    <div className="notices" role="alert">
      <ul>
        {notices.map((notice) => (
          <li key={notice}>{notice}</li>
        ))}
      </ul>
      <button type="button" className="quiet" onClick={session.dismissNotices}>
        Dismiss
      </button>
    </div>
  );
}
