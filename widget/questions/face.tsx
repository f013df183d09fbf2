import { h } from 'preact';
/** A drawn face, `mood` from 0 to 1. Decoration: the words beside it say the same. */
export const Face = ({ mood }: { mood: number }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="9" />
    <path d={`M9 9v1M15 9v1M8 ${17 - mood * 3}q4 ${mood * 8 - 4} 8 0`} />
  </svg>
);
